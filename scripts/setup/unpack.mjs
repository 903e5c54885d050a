// Owns unpacking a zip with its permissions and symbolic links, never outside the target. Needs the installed packages.
import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const TYPE = 0o170000;
const LINK = 0o120000;

/**
 * @param {string} zip @param {string} target an empty folder
 * @param {(name: string) => boolean} [wanted] says for each entry, by its name in the archive, whether to unpack it
 */
export async function unpack(zip, target, wanted = () => true) {
	const yauzl = (await import('yauzl')).default;
	const archive = await yauzl.openPromise(zip);
	try {
		for await (const entry of archive.eachEntry()) {
			if (!wanted(entry.fileName)) continue;
			const path = within(target, resolve(target, entry.fileName), entry.fileName);
			if (entry.fileName.endsWith('/')) {
				mkdirSync(path, { recursive: true });
				continue;
			}
			mkdirSync(dirname(path), { recursive: true });
			const mode = entry.externalFileAttributes >>> 16;
			const content = await archive.openReadStreamPromise(entry);
			if ((mode & TYPE) === LINK) {
				const destination = (await buffer(content)).toString('utf8');
				within(target, resolve(dirname(path), destination), entry.fileName);
				symlinkSync(destination, path);
			} else {
				await pipeline(content, createWriteStream(path, { mode: mode & 0o777 || 0o644 }));
			}
		}
	} finally {
		archive.close();
	}
}

/** @param {string} target @param {string} path @param {string} name */
function within(target, path, name) {
	const way = relative(target, path);
	if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new Error(`The archive has an entry that leads outside of it: ${name}`);
	return path;
}
