// Owns where description formats put the files that go along: the original and the pictures of a clipping, under names a catalogue's importer takes. Must not know any one format, nor the disk.
import type { Clipping } from '../../shared/model';
import { safeExtension } from './file-names';
import { NO_PICTURES, type Nameable, type Placement } from './format';
import { placed } from './pictures';

const numbered = (id: number): string => String(id).padStart(6, '0');

/** Plain names without spaces or letters beyond ASCII: importers of catalogues take them for addresses. */
export function placeFiles({ id, original }: Nameable, record: string): Placement {
	return { record, original: `files/${numbered(id)}.${safeExtension(original.fileName, original.mediaType)}`, pictures: NO_PICTURES };
}

export const placePictures = (clipping: Clipping, placement: Placement): Placement =>
	({ ...placement, pictures: placed(clipping, placement.original, (at, _, extension) => `files/${numbered(clipping.id)}-${at}.${extension}`) });
