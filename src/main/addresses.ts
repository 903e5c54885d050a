// Owns the app's own addresses: which scheme and origin the page has, and which file an address means. Pure; must not read anything.
import { join, sep } from 'node:path';

export const SCHEME = 'cuttings';
export const ORIGIN = `${SCHEME}://app`;

/** The file an address names inside the folder; null for any address that could name another. */
export function assetFile(address: string, folder: string): string | null {
	let path: string;
	try {
		const url = new URL(address);
		if (`${url.protocol}//${url.host}` !== ORIGIN) return null;
		path = decodeURIComponent(url.pathname);
	} catch {
		return null;
	}
	if (path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part === '..' || part === '.')) return null;
	const file = join(folder, path === '/' ? 'index.html' : path);
	return file.startsWith(folder + sep) ? file : null;
}
