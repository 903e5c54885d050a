// Owns the small file habits of the set-up: hashes, folders that appear only when complete.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** @param {string} file @param {'sha256' | 'sha512'} algorithm @param {'hex' | 'base64'} encoding */
export async function hashFile(file, algorithm, encoding = 'hex') {
	const hash = createHash(algorithm);
	await pipeline(createReadStream(file), hash);
	return hash.digest(encoding);
}

/**
 * Fills a folder beside its final place and moves it there when it is complete, so that a set-up that was broken off, or
 * another one at the same time, never leaves half a folder under the final name.
 * @param {string} target @param {(folder: string) => Promise<void>} fill
 */
export async function appearWhole(target, fill) {
	const partial = `${target}.${suffix()}`;
	mkdirSync(partial, { recursive: true });
	try {
		await fill(partial);
		rmSync(target, { recursive: true, force: true });
		renameSync(partial, target);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
}

function suffix() {
	return `partial-${process.pid}-${randomBytes(4).toString('hex')}`;
}
