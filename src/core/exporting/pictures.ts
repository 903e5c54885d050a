// Owns where an export puts a clipping's pictures. Must not know any one format, nor the disk.
import type { Clipping, Picture } from '../../shared/model';
import { safeExtension } from './file-names';

const BY_MEDIA_TYPE: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'image/tiff': 'tif', 'image/heic': 'heic', 'image/avif': 'avif',
};

/** What kind of picture it is decides the extension; its name only where that is not known. Without the dot. */
const extensionOf = ({ fileName, mediaType }: Picture): string => BY_MEDIA_TYPE[mediaType] ?? safeExtension(fileName, mediaType);

/**
 * Paths of a clipping's pictures by their SHA-256, each file once; one that is the original itself stands where that does.
 * @param name makes a path of a picture's number among the clipping's, from 1, and an extension
 */
export function placed(clipping: Clipping, original: string | null, name: (number: number, picture: Picture, extension: string) => string): Map<string, string> {
	const places = new Map<string, string>();
	if (original !== null && clipping.pictures.some((picture) => picture.sha256 === clipping.original.sha256)) places.set(clipping.original.sha256, original);
	for (const [at, picture] of clipping.pictures.entries()) {
		if (picture.sha256 !== null && !places.has(picture.sha256)) places.set(picture.sha256, name(at + 1, picture, extensionOf(picture)));
	}
	return places;
}
