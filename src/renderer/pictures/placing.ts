// Owns which pictures of a clipping stand where: with a caption, after the first paragraph, at the end, or only named. Pure.
import type { Clipping, Picture } from '../../shared/model';
import { say } from '../../shared/words/say';

/** A picture whose bytes are in the archive. */
export type KeptPicture = Picture & { sha256: string };

export const isKept = (picture: Picture): picture is KeptPicture => picture.sha256 !== null;

/** What the window itself can draw; of anything else it has the small copy at most. */
const DRAWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
export const isDrawn = (picture: Picture): boolean => DRAWN.has(picture.mediaType);

/** Narrower than this, in pixels, a picture without a caption is an ornament of its page: a portrait, a badge. */
const LEAD_FROM = 320;

export interface Placed {
	/** For each caption, the pictures that show what it says. One without any waits. */
	byCaption: readonly (readonly KeptPicture[])[];
	/** For each caption, a picture of it that the source names and nobody has kept. */
	named: readonly (Picture | null)[];
	/** A picture without caption that stands after the first paragraph. */
	lead: KeptPicture | null;
	/** The others without caption, after the text. */
	loose: readonly KeptPicture[];
	/** Named by the source, without caption, and not kept. */
	missing: readonly Picture[];
	/** All that are kept, as one meets them while reading. */
	inOrder: readonly KeptPicture[];
}

export function placed({ captions, pictures, kind }: Pick<Clipping, 'captions' | 'pictures' | 'kind'>): Placed {
	const isCaptioned = ({ caption }: Picture) => caption !== null && caption < captions.length;
	const kept = pictures.filter(isKept);
	const byCaption = captions.map((_, at) => kept.filter(({ caption }) => caption === at));
	const free = kept.filter((picture) => !isCaptioned(picture));
	// A picture with a caption leads already.
	const lead = kind === 'image' || !byCaption.some(({ length }) => length > 0) ? free.find(({ width }) => kind === 'image' || width === null || width >= LEAD_FROM) ?? null : null;
	const loose = free.filter((picture) => picture !== lead);
	return {
		byCaption,
		named: captions.map((_, at) => pictures.find((picture) => picture.caption === at && !isKept(picture)) ?? null),
		lead,
		loose,
		missing: pictures.filter((picture) => !isKept(picture) && !isCaptioned(picture)),
		inOrder: [...(lead ? [lead] : []), ...byCaption.flat(), ...loose],
	};
}

/** Captions that wait for a picture. */
export const waitingIn = (clipping: Pick<Clipping, 'captions' | 'pictures' | 'kind'>): number[] =>
	placed(clipping).byCaption.flatMap(({ length }, at) => (length === 0 ? [at] : []));

/** What a picture is called where its own words are missing: its file name, else the end of its address. */
export const nameOf = ({ fileName, address }: Pick<Picture, 'fileName' | 'address'>): string => fileName || address || say('pictures.menu.nameless');

const KINDS: Readonly<Record<string, string>> = { 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/gif': 'GIF', 'image/webp': 'WebP', 'image/avif': 'AVIF', 'image/bmp': 'BMP', 'image/tiff': 'TIFF', 'image/heic': 'HEIC', 'image/heif': 'HEIF', 'image/svg+xml': 'SVG' };
/** "TIFF", or the media type itself. */
export const kindOf = ({ mediaType }: Pick<Picture, 'mediaType'>): string => KINDS[mediaType] ?? mediaType;
