// Owns what can be asked of the pictures of an archive's clippings and done to them, as its one door offers it. Must not hold SQL.
import type { Changed, Clipping, ClippingId, PictureId } from '../shared/model';
import { said } from '../shared/said';
import type { Blobs } from './files/blobs';
import type { PictureSource, readPicture } from './importing/one-picture';
import type { Acts } from './store/acts';
import type { ClippingReader, Clippings } from './store/clippings';
import { corrupt } from './store/open';
import type { PictureReader } from './store/pictures';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface IllustrationParts {
	dir(): string;
	clippings(): ClippingReader;
	reader(): PictureReader;
	blobs(): Blobs;
	/** Runs what will write, and has the archive's closing wait for it. `archive/read-only`. */
	job(work: () => Promise<void>): Promise<void>;
	read(source: PictureSource): ReturnType<typeof readPicture>;
	act(work: (acts: Acts, clippings: Clippings, at: number) => boolean, changed: Changed): void;
}

const CLIPPINGS: Changed = { clippings: true, tags: false };

export function illustrations({ dir, clippings, reader, blobs, job, read, act }: IllustrationParts) {
	return {
		/** A picture as it was received, and its media type. `picture/missing`, `archive/corrupt` when its bytes are gone. */
		bytes: async (sha256: string): Promise<{ bytes: Uint8Array; mediaType: string }> => {
			const { mediaType, bytes } = reader().kept(sha256);
			const whole = bytes === 'file' ? await blobs().readSoon(sha256) : bytes;
			if (!whole) throw corrupt(dir(), said('said.damage.picture', { path: `originals/${sha256.slice(0, 2)}/${sha256}` }));
			return { bytes: whole, mediaType };
		},
		/** Small copies (WebP, at most 480 pixels a side); null where there is none. */
		thumbnails: (sha256: readonly string[]): { sha256: string; bytes: Uint8Array | null }[] => reader().thumbnails(sha256),
		/** A clipping's safe markup; null when it has none. */
		page: (id: ClippingId): string | null => reader().page(id),
		/** Keeps a picture with a clipping, at a caption of it (from 0) or without. `source/unsupported`, `source/unreadable`, `clipping/missing`. */
		attach: async (id: ClippingId, caption: number | null, source: PictureSource): Promise<Clipping> => {
			await job(async () => {
				clippings().get(id);
				const picture = await read(source);
				// The file first, its row second: a crash between the two leaves a file nobody knows.
				if (picture.bytes) await blobs().put(picture.bytes, picture.file.sha256);
				act((acts, rows, at) => acts.changePictures(id, said('said.step.picture-added'), () => rows.attach(id, picture, caption, at), at), CLIPPINGS);
			});
			return clippings().get(id);
		},
		/** Takes a picture off its clipping. Its bytes stay. `picture/missing`. */
		detach: (picture: PictureId): Clipping => {
			const id = reader().clippingOf(picture);
			act((acts, rows, at) => acts.changePictures(id, said('said.step.picture-taken'), () => rows.detach(picture, at) === id, at), CLIPPINGS);
			return clippings().get(id);
		},
	};
}
