// Owns what a worker makes of a reading's pictures: each hashed, packed or set apart as a file, drawn small, joined to its caption. Must not know a database.
import type { Caption, Draft } from '../../shared/draft';
import { thumbnail } from '../formats/image';
import { mediaTypeOf, sizeOf } from '../formats/image-size';
import type { Picture, Reading } from '../formats/reading-of';
import { pack } from '../store/packing';
import type { PreparedPicture } from '../store/pictures';
import { sha256 } from '../files/hash';

export interface PreparedPictures {
	pictures: PreparedPicture[];
	/** The draft's captions, and after them what pictures alone brought along. */
	captions: Caption[];
}

/** More bytes than this are no picture of a clipping but a film or a mistake; the picture stays named. */
const LARGEST = 128 * 1024 * 1024;

const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** The caption that says what the picture's own words say: one no picture has yet, else any. -1 when there is none. */
function captionFor(picture: Picture, captions: readonly Caption[], taken: ReadonlySet<number>): number {
	const text = spaced(picture.caption ?? '');
	const credit = spaced(picture.credit ?? '');
	const says = (caption: Caption): boolean => spaced(caption.text) === text && (text !== '' || spaced(caption.credit ?? '') === credit);
	const free = captions.findIndex((caption, index) => !taken.has(index) && says(caption));
	return free >= 0 ? free : captions.findIndex(says);
}

/**
 * @param original the source's own hash: a picture with it is the original itself, whose bytes are kept there
 * @param inlineLimit pictures up to this many bytes are packed for the database
 * @param beat called before each picture is drawn
 */
export async function preparePictures(reading: Pick<Reading, 'draft' | 'pictures'>, original: string, inlineLimit: number, beat: () => void | Promise<void>): Promise<PreparedPictures> {
	const captions = [...reading.draft.captions];
	const taken = new Set<number>();
	const pictures: PreparedPicture[] = [];
	for (const [position, picture] of reading.pictures.entries()) {
		let caption: number | null = picture.at?.caption ?? null;
		if (!picture.at && (picture.caption !== null || picture.credit !== null)) {
			caption = captionFor(picture, captions, taken);
			if (caption < 0) {
				caption = captions.length;
				captions.push({ text: picture.caption ?? '', credit: picture.credit, from: { spans: [], how: 'markup', certainty: 0.8 } });
			}
			taken.add(caption);
		}
		const waiting = beat();
		if (waiting) await waiting;
		const held = picture.bytes !== null && picture.bytes.length > 0 && picture.bytes.length <= LARGEST ? picture.bytes : null;
		const { file, bytes } = held ? await fileOf(picture, held, original, inlineLimit) : { file: null, bytes: null };
		pictures.push({
			entry: { position: picture.at?.position ?? position, fileName: picture.fileName, address: picture.address, sha256: file?.sha256 ?? null, caption },
			file, bytes,
		});
	}
	return { pictures, captions };
}

async function fileOf(picture: Picture, held: Uint8Array, original: string, inlineLimit: number): Promise<Pick<PreparedPicture, 'file' | 'bytes'>> {
	const hash = sha256(held);
	const size = sizeOf(held);
	const isOriginal = hash === original;
	const isFile = held.length > inlineLimit;
	const small = await thumbnail(held);
	const shown = (given: number | null, told: number | undefined): number | null => [given, told].find((side) => side !== null && side !== undefined && side > 0) ?? null;
	return {
		file: {
			sha256: hash,
			size: held.length,
			mediaType: mediaTypeOf(held) ?? picture.mediaType,
			width: shown(picture.width, size?.width),
			height: shown(picture.height, size?.height),
			content: isOriginal || isFile ? null : pack(held),
			thumbnail: small && new Uint8Array(small.bytes),
		},
		bytes: isOriginal || !isFile ? null : new Uint8Array(held),
	};
}

export const withCaptions = (draft: Draft, captions: Caption[]): Draft => (captions.length === draft.captions.length ? draft : { ...draft, captions });
