// Owns the finding of bags in a ZIP file, and the reaching of their files there: a package that travels as one file. Nothing is unpacked onto the disk. Must not know what a bag says of itself.
import { basename } from 'node:path';
import { open } from 'node:fs/promises';
import { said } from '../../shared/said';
import type { BagFiles } from '../files/bag-files';
import { Refusal } from './reading-of';
import { MOST_ENTRIES, mostUnpacked, recogniseZip, ZipListing, type ZipEntry } from './zip';

/** A bag in a ZIP: at its top, or in a folder at its top. */
export interface ZippedBag extends BagFiles {
	/** The folder it stands in: "" or "Papers/". */
	readonly folder: string;
}

/** Bytes unpacked for each packed one, in one file. */
const RATIO = 200;
/** What is not there, as a file system says it. */
const missing = (file: string): Error => Object.assign(new Error(`There is no ${file} in the ZIP file.`), { code: 'ENOENT' });

function bagIn(zip: ZipListing, folder: string, called: string): ZippedBag {
	const entries = new Map<string, ZipEntry>();
	const unsafe = folder === '' || zip.escaping.length > 0 ? [...zip.escaping] : [];
	for (const entry of zip.entries) {
		if (!entry.name.startsWith(folder)) continue;
		const name = entry.name.slice(folder.length);
		// Of two under one name it cannot be said which is meant: neither is whole.
		if (entries.has(name)) unsafe.push(name);
		else entries.set(name, entry);
	}
	const most = mostUnpacked(zip.packed);
	return {
		folder,
		name: called,
		unsafe,
		names: async () => [...new Set([...entries.keys()].map((name) => name.split('/', 1)[0]!))],
		payload: async () => {
			const payload = new Map([...entries].flatMap(([name, { size }]) => (name.startsWith('data/') ? [[name, size] as const] : [])));
			return payload.size === 0 ? null : payload;
		},
		open: async (file, signal) => {
			const entry = entries.get(file);
			if (!entry) throw missing(file);
			return (async function* pieces() {
				for await (const piece of zip.stream(entry, { each: most, ratio: RATIO })) {
					signal?.throwIfAborted();
					yield piece;
				}
			})();
		},
	};
}

/**
 * The bags in a file, to be closed by whoever asked; null when it is no ZIP.
 * @throws Refusal 'damaged', 'too-large' when there is a bag in it that would unpack to more than any can hold
 */
export async function bagsInZip(path: string): Promise<{ bags: ZippedBag[]; zip: ZipListing; close(): void } | null> {
	const file = await open(path, 'r');
	try {
		const head = Buffer.alloc(4);
		await file.read(head, 0, 4, 0);
		if (!recogniseZip(head)) return null;
	} finally {
		await file.close();
	}
	const zip = await ZipListing.open(path, MOST_ENTRIES);
	try {
		const folders = zip.entries.flatMap(({ name }) => /^((?:[^/]+\/)?)bagit\.txt$/.exec(name)?.[1] ?? []);
		const wanted = [...new Set(folders)].filter((folder) => zip.entries.some(({ name }) => name.startsWith(`${folder}data/`)));
		const size = zip.entries.reduce((sum, entry) => sum + entry.size, 0);
		if (wanted.length > 0 && size > mostUnpacked(zip.packed)) throw new Refusal('too-large', said('said.read.package-large', { size: Math.round(size / 1e6) }));
		return { zip, bags: wanted.map((folder) => bagIn(zip, folder, folder === '' ? basename(path) : folder.slice(0, -1))), close: () => zip.close() };
	} catch (error) {
		zip.close();
		throw error;
	}
}
