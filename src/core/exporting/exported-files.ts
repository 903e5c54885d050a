// Owns the list of files that an export holds of a clipping, as documents about the whole describe them. Must not write anything.
import type { Clipping } from '../../shared/model';
import type { Placement } from './format';

/** A file as it lies in the export. */
export interface ExportedFile {
	/** Unlike any other in the export, and an XML name: "file-12-0". */
	id: string;
	path: string;
	use: 'original' | 'picture';
	sha256: string;
	bytes: number;
	mediaType: string;
	/** What it was called when it was received. */
	name: string;
}

/** The original, then the pictures that are not the original itself. */
export function exportedFiles({ id, original, pictures }: Clipping, placement: Placement): ExportedFile[] {
	const files: ExportedFile[] = [];
	if (placement.original !== null) {
		files.push({ id: `file-${id}-0`, path: placement.original, use: 'original', sha256: original.sha256, bytes: original.bytes, mediaType: original.mediaType, name: original.fileName });
	}
	for (const [sha256, path] of placement.pictures) {
		if (path === placement.original) continue;
		const picture = pictures.find((one) => one.sha256 === sha256);
		if (picture) files.push({ id: `file-${id}-${files.length}`, path, use: 'picture', sha256, bytes: picture.bytes ?? 0, mediaType: picture.mediaType, name: picture.fileName });
	}
	return files;
}
