// Owns what lies beside a source and belongs to it: a saved page's own folder, an export's originals and pictures. Nothing outside those folders is ever answered.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Resource, Resources } from '../formats/page-pictures';
import { plainName } from '../formats/reading-of';
import { readWhole } from './bytes';

/** A file that came along in memory, by its path from the folder its source lies in; "/" between its parts. */
export interface Beside {
	name: string;
	bytes: Uint8Array;
}

/** The folders of an export that belong to its records. */
export const EXPORT_FILE = 'clippings.jsonl';
/** A folder with both is a bag (BagIt, RFC 8493). */
export const BAG_FILE = 'bagit.txt';
export const PAYLOAD_FOLDER = 'data';
/** What of an archive belongs to no single clipping; beside the records. */
export const ARCHIVE_FILE = 'archive.jsonl';
/** Describes an export to others (RO-Crate) and holds nothing that its records do not. */
export const CRATE_FILE = 'ro-crate-metadata.json';
const OF_EXPORT: ReadonlySet<string> = new Set(['originals', 'pictures']);
export const isOfExport = (folder: string): boolean => OF_EXPORT.has(folder);

const PAGE = /\.(?:x?html?|mht|mhtml)$/i;
export const isPageName = (name: string): boolean => PAGE.test(name);

/** What browsers and word processors put after a page's name for the folder of its pictures, in the languages they speak. */
const ENDINGS = /^(?:[._]x?html?)?(?:\.files|[_-](?:files?|dateien|fichiers|bestanden|archivos|arquivos|ficheiros|filer|tiedostot|pliki|soubory|subory|elemei|dosyalar|datoteke|fitxers|failid|fails|bylos|fajlovi|fitxategiak|arxius|fisiere|файлы|файли|αρχεία))$/iu;

/** Whether a folder is the one that a browser saved along with a page of this name, in the same place. */
export function isFolderOf(folder: string, page: string): boolean {
	const stem = page.replace(PAGE, '').normalize('NFC');
	const name = folder.normalize('NFC');
	return isPageName(page) && name.startsWith(stem) && ENDINGS.test(name.slice(stem.length));
}

/** The ways an address within a page can mean a file beside it: as it is written, and with its escapes undone. Empty for what leads elsewhere. */
function pathsOf(address: string): string[][] {
	if (address.length > 2000 || /^(?:[a-z][a-z\d+.-]*:|[/\\]|#)/i.test(address)) return [];
	const bare = address.replace(/[?#].*$/s, '');
	const forms = [address, bare];
	try {
		forms.push(decodeURIComponent(bare));
	} catch {
		// A percent sign that begins no escape stands for itself.
	}
	return [...new Set(forms)].map((form) => form.split(/[/\\]/).filter((part) => part !== '' && part !== '.'))
		.filter((parts) => parts.length >= 2 && parts.every((part) => part !== '..' && !part.includes('\0')));
}

const resource = (bytes: Uint8Array, name: string): Resource => ({ bytes, mediaType: '', fileName: plainName(name) });

/** Beside a file on the disk. Folders are looked into only by their own name; links that lead out of them are not followed. */
function onDisk(folder: string, owns: (first: string) => boolean): Resources {
	return (address) => {
		for (const parts of pathsOf(address)) {
			const [first] = parts as [string];
			if (!owns(first)) continue;
			try {
				const home = realpathSync(folder);
				const own = realpathSync(join(folder, first));
				const target = realpathSync(join(folder, ...parts));
				if (dirname(own) !== home || !target.startsWith(own + sep)) continue;
				const file = readWhole(target, basename(target), true);
				if (file.ok) return resource(file.bytes, parts.at(-1) as string);
			} catch {
				// What is not there is only named.
			}
		}
		return null;
	};
}

function inMemory(files: readonly Beside[], owns: (first: string) => boolean): Resources {
	const byName = new Map(files.map((file) => [file.name.normalize('NFC'), file.bytes]));
	return (address) => {
		for (const parts of pathsOf(address)) {
			const bytes = owns(parts[0] as string) ? byName.get(parts.join('/').normalize('NFC')) : undefined;
			if (bytes) return resource(bytes, parts.at(-1) as string);
		}
		return null;
	};
}

/** What belongs to the page at this path. */
export const besidePage = (path: string): Resources => onDisk(dirname(path), (first) => isFolderOf(first, basename(path)));
/** Bytes of the files in the folders that belong to the page at this path: a bound, told without opening them. */
export function sizeBeside(path: string): number {
	let size = 0;
	try {
		for (const folder of readdirSync(dirname(path))) {
			if (!isFolderOf(folder, basename(path))) continue;
			for (const file of readdirSync(join(dirname(path), folder))) size += statSync(join(dirname(path), folder, file), { throwIfNoEntry: false })?.size ?? 0;
		}
	} catch {
		// What cannot be listed brings nothing along.
	}
	return size;
}
/** What belongs to the records of an export in this folder. */
export const besideRecords = (folder: string): Resources => onDisk(folder, isOfExport);
/** What came along with a source of this name, in memory. */
export const besideInMemory = (files: readonly Beside[], name: string): Resources => inMemory(files, (first) => isOfExport(first) || isFolderOf(first, name));
