// Owns what an import of packages does before and after its clippings: bags are held against their manifests first, and what belongs to no single clipping comes back. Must not read clippings, or hold SQL.
import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Fault } from '../shared/errors';
import type { Gate } from '../shared/gate';
import type { Progress } from '../shared/model';
import { WholeRecord, type BagFlaw } from '../shared/returning';
import { said } from '../shared/said';
import { bagInFolder, textIn, type BagFiles } from './files/bag-files';
import { sha256 } from './files/hash';
import { bagsInZip } from './formats/bag-zip';
import { Refusal } from './formats/reading-of';
import { mostUnpacked } from './formats/zip';
import { ARCHIVE_FILE, BAG_FILE, EXPORT_FILE, PAYLOAD_FOLDER } from './importing/beside';
import type { KnownBag, Source } from './importing/expand';
import { flawed } from './importing/words';
import { verifyFiles } from './keeping/verify-bag';
import type { WriteDb } from './store/open';
import { isBefore, Returning, type Numbers } from './store/returning';

/** Flaws that a refusal names; it counts them all. */
const NAMED = 1_000;
/** Records put in one transaction. */
const LOT = 200;
/** A longer line is no record of ours: members of a collection stand five hundred to one. */
const LONGEST = 16 * 1024 * 1024;

interface Looking {
	signal: AbortSignal;
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
	/** Import what is whole of bags that are not, instead of refusing them. */
	partly: boolean;
}

const isFile = (path: string): Promise<boolean> => stat(path).then((stats) => stats.isFile(), () => false);
const isPlain = (path: string): Promise<boolean> => lstat(path).then((stats) => stats.isFile(), () => false);
const isFolder = (path: string): Promise<boolean> => stat(path).then((stats) => stats.isDirectory(), () => false);
const isBag = async (folder: string): Promise<boolean> => (await isFile(join(folder, BAG_FILE))) && isFolder(join(folder, PAYLOAD_FOLDER));

/** The bags a person means by a path: the folder itself, or those that lie in it. */
async function bagsAt(path: string): Promise<string[]> {
	if (!(await isFolder(path))) return [];
	if (await isBag(path)) return [path];
	const inside = await readdir(path, { withFileTypes: true }).catch(() => []);
	const bags: string[] = [];
	for (const entry of inside) if (entry.isDirectory() && (await isBag(join(path, entry.name)))) bags.push(join(path, entry.name));
	return bags;
}

/** What a bag says of itself, label by label; a label that comes again keeps its first value. */
async function aboutOf(bag: BagFiles): Promise<Record<string, string>> {
	const text = await textIn(bag, 'bag-info.txt').catch(() => null) ?? '';
	const about: Record<string, string> = {};
	for (const line of text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ').split('\n')) {
		const [, label, value] = /^([^:\s][^:]{0,100}):[ \t]*(.*)$/.exec(line) ?? [];
		if (label !== undefined && value && !(label in about) && Object.keys(about).length < 40) about[label] = value.slice(0, 1_000);
	}
	return about;
}

/** What stands for a bag's bytes: the digest of its first manifest. */
async function digestOf(bag: BagFiles): Promise<string> {
	const name = (await bag.names()).filter((file) => /^manifest-[a-z0-9]+\.txt$/.test(file)).sort().at(-1);
	return sha256(Buffer.from(name === undefined ? '' : await textIn(bag, name) ?? ''));
}

/** What is known of a bag once it was held against its manifests. `bag/not-whole` unless it is to be imported partly. */
async function knownOf(bag: BagFiles, path: string, name: string, looking: Looking): Promise<KnownBag> {
	const { findings, cancelled } = await verifyFiles(bag, looking);
	if (cancelled) looking.signal.throwIfAborted();
	if (findings.length > 0 && !looking.partly) throw new Fault('bag/not-whole', { path, name, count: findings.length, flaws: findings.slice(0, NAMED) });
	return { ...withoutFlaws(findings), from: { name, sha256: await digestOf(bag), bag: await aboutOf(bag) } };
}

/** The bags in a ZIP file, by the folder each stands in; none in what is no ZIP, or cannot be opened: the import says what is wrong with it. */
async function knownInZip(path: string, looking: Looking): Promise<Record<string, KnownBag>> {
	if (!(await isFile(path))) return {};
	const zip = await bagsInZip(path).catch((error: unknown) => {
		if (error instanceof Refusal || typeof (error as NodeJS.ErrnoException).code === 'string') return null;
		throw error;
	});
	const known: Record<string, KnownBag> = {};
	try {
		for (const bag of zip?.bags ?? []) known[bag.folder] = await knownOf(bag, path, bag.folder === '' ? basename(path) : bag.name, looking);
	} finally {
		zip?.close();
	}
	return known;
}

/**
 * Sources, with what is known of the bags among them.
 * @throws Fault bag/not-whole naming each file, unless they are to be imported partly
 */
export async function lookedAt(sources: readonly Source[], looking: Looking): Promise<Source[]> {
	const found: Source[] = [];
	for (const source of sources) {
		if (!('path' in source)) {
			found.push(source);
			continue;
		}
		const path = resolve(source.path);
		const known = await knownInZip(path, looking);
		for (const bag of await bagsAt(path)) known[bag] = await knownOf(await bagInFolder(bag), bag, basename(bag), looking);
		found.push(Object.keys(known).length === 0 ? source : { ...source, bags: known });
	}
	return found;
}

/** A file may have several flaws; it is told once. */
function withoutFlaws(flaws: readonly BagFlaw[]): Pick<KnownBag, 'without'> {
	return { without: Object.fromEntries(flaws.toReversed().map(({ kind, file, what }) => [file, flawed(kind, what)])) };
}

/** A file that is read more than once, in pieces. */
interface Kept { name: string; pieces(signal: AbortSignal): AsyncIterable<Uint8Array> }

/** The file of an export that holds what belongs to no single clipping; null where there is none, or a bag says that it is not what it was. */
async function archiveFileOf(source: Source): Promise<Kept | null> {
	if (!('path' in source)) return null;
	const path = resolve(source.path);
	if (basename(path) !== EXPORT_FILE && (await isFile(path))) return archiveFileInZip(path, source.bags ?? {});
	const folders = basename(path) === EXPORT_FILE ? [dirname(path)] : [path, join(path, PAYLOAD_FOLDER)];
	for (const folder of folders) {
		// A link is no file of the package, wherever it leads.
		if (!(await isPlain(join(folder, EXPORT_FILE))) || !(await isPlain(join(folder, ARCHIVE_FILE))) || (folder !== folders[0] && !(await lstat(folder)).isDirectory())) continue;
		const isFlawed = [EXPORT_FILE, ARCHIVE_FILE].some((file) => `${PAYLOAD_FOLDER}/${file}` in (source.bags?.[path]?.without ?? {}));
		return isFlawed ? null : { name: ARCHIVE_FILE, pieces: (signal) => createReadStream(join(folder, ARCHIVE_FILE), { highWaterMark: 256 * 1024, signal }) };
	}
	return null;
}

/** The same in a ZIP that holds one export and nothing else: at its top, or in the one folder there. */
async function archiveFileInZip(path: string, bags: Readonly<Record<string, KnownBag>>): Promise<Kept | null> {
	const zip = await bagsInZip(path).catch(() => null);
	if (!zip) return null;
	try {
		const names = new Set(zip.zip.entries.map(({ name }) => name));
		const [folder, more] = [...names].flatMap((name) => (name.endsWith(`/${EXPORT_FILE}`) || name === EXPORT_FILE ? [name.slice(0, -EXPORT_FILE.length)] : []));
		if (folder === undefined || more !== undefined || !names.has(folder + ARCHIVE_FILE)) return null;
		const top = Object.keys(bags)[0] ?? folder;
		if (![top, `${top}${PAYLOAD_FOLDER}/`].includes(folder) || top.split('/').length > 2 || [...names].some((name) => !name.startsWith(top))) return null;
		if ([EXPORT_FILE, ARCHIVE_FILE].some((file) => `${PAYLOAD_FOLDER}/${file}` in (bags[top]?.without ?? {}))) return null;
		return { name: ARCHIVE_FILE, pieces: (signal) => inZip(path, folder + ARCHIVE_FILE, signal) };
	} finally {
		zip.close();
	}
}

async function* inZip(path: string, name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	const opened = await bagsInZip(path);
	try {
		const entry = opened?.zip.entries.find((one) => one.name === name);
		for await (const piece of opened && entry ? opened.zip.stream(entry, { each: mostUnpacked(opened.zip.packed), ratio: 200 }) : []) {
			signal.throwIfAborted();
			yield piece;
		}
	} finally {
		opened?.close();
	}
}

/** The lines of a file, as they are read. One that is too long for a record is cut where that shows, and is none then. */
async function* linesOf(file: Kept, signal: AbortSignal): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const piece of file.pieces(signal)) {
		const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
		rest = (lines.pop() ?? '').slice(0, LONGEST + 1);
		yield* lines;
	}
	rest += decoder.decode();
	if (rest !== '') yield rest;
}

/** Every record of the file, a line at a time. `source/unreadable` names the first line that is none. */
async function* recordsOf(file: Kept, signal: AbortSignal): AsyncGenerator<WholeRecord> {
	let at = 0;
	for await (const line of linesOf(file, signal)) {
		at++;
		if (line.trim() === '') continue;
		let record: ReturnType<typeof WholeRecord.safeParse> | null = null;
		try {
			record = line.length > LONGEST ? null : WholeRecord.safeParse(JSON.parse(line));
		} catch {
			// Told below, with the line.
		}
		if (!record?.success) throw new Fault('source/unreadable', { name: file.name, detail: said('said.read.line', { line: at }) });
		yield record.data;
	}
}

export interface Comeback {
	/** What the clippings of the package need to know. */
	readonly numbers: Numbers;
	/** Puts what needs the clippings to be there. */
	finish(): Promise<void>;
}

/** What an archive open for writing gives to a comeback. */
export interface ComebackParts {
	db: WriteDb;
	newUid: () => string;
	now(): number;
	transaction<T>(work: () => T): T;
}

/**
 * Begins the coming back of the package among some sources: what clippings need is there when this resolves. Null when there is none,
 * or several, which then are files of records like others.
 * @throws Fault source/unreadable when the file of the archive is damaged, before anything is written
 */
export async function comeback(sources: readonly Source[], parts: ComebackParts, signal: AbortSignal, gate?: Gate): Promise<Comeback | null> {
	const files = (await Promise.all(sources.map(archiveFileOf))).filter((file) => file !== null);
	const [file] = files;
	if (file === undefined || files.length > 1) return null;
	let head: Extract<WholeRecord, { record: 'cuttings/archive' }> | null = null;
	for await (const record of recordsOf(file, signal)) if (record.record === 'cuttings/archive') head ??= record;
	if (!head) return null;
	const { package: named, whole } = head;
	const returning = parts.transaction(() => new Returning(parts.db, named, whole && sources.length === 1, parts.now(), parts.newUid));
	const put = async (which: (record: WholeRecord) => boolean): Promise<void> => {
		let lot: WholeRecord[] = [];
		const flush = async (): Promise<void> => {
			parts.transaction(() => {
				for (const record of lot) returning.put(record);
			});
			lot = [];
			await turn();
			await gate?.pass(signal);
		};
		for await (const record of recordsOf(file, signal)) {
			signal.throwIfAborted();
			if (!which(record)) continue;
			lot.push(record);
			if (lot.length >= LOT) await flush();
		}
		await flush();
	};
	await put(isBefore);
	return {
		numbers: returning,
		finish: async () => {
			await put((record) => !isBefore(record));
			parts.transaction(() => returning.end(parts.now()));
		},
	};
}
