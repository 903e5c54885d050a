// Owns the listing of one folder: its entries in natural order, without litter, in little memory. Must not go into folders.
import type { Dirent } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { setImmediate as turn } from 'node:timers/promises';
import { collator } from '../../shared/model';

/** A path as the system knows it: bytes only where it is no UTF-8. */
export type Path = string | Buffer;

export type EntryType = 'file' | 'folder' | 'link' | 'pipe' | 'socket' | 'device' | 'other';
export interface Entry {
	/** For people: what is no UTF-8 shows as U+FFFD. */
	name: string;
	/** The name on the disk. */
	raw: Path;
	type: EntryType;
}

const SEPARATOR = process.platform === 'win32' ? '\\' : '/';

export function joined(folder: Path, name: Path): Path {
	if (typeof folder === 'string' && typeof name === 'string') return folder.endsWith(SEPARATOR) ? folder + name : folder + SEPARATOR + name;
	return Buffer.concat([Buffer.from(folder as string), Buffer.from(SEPARATOR), Buffer.from(name as string)]);
}

const LITTER_FILES = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', 'icon\r']);
const LITTER_FOLDERS = new Set(['__macosx', '$recycle.bin', 'system volume information', 'lost+found', 'node_modules']);
const HIDDEN_TEXT = /^\.(?![_#~]).*\.(?:te?xt|md|markdown)$/i;

/**
 * Whether a name is one that systems and programs leave behind: passed over inside folders without a word.
 * A hidden file that is called a text is somebody's text, and is not passed over.
 */
export function isLitter(name: string, type: EntryType): boolean {
	if (type === 'folder') return name.startsWith('.') || LITTER_FOLDERS.has(name.toLowerCase());
	return (name.startsWith('.') && !HIDDEN_TEXT.test(name)) || LITTER_FILES.has(name.toLowerCase()) || name.startsWith('~$');
}

/** The little of Dirent and Stats by which entries differ. */
type Told = Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'>;

export function typeOf(told: Told): EntryType {
	if (told.isFile()) return 'file';
	if (told.isDirectory()) return 'folder';
	if (told.isSymbolicLink()) return 'link';
	if (told.isFIFO()) return 'pipe';
	if (told.isSocket()) return 'socket';
	return told.isBlockDevice() || told.isCharacterDevice() ? 'device' : 'other';
}

/** Entries of a folder as the disk gives them, litter left out. @throws the file system's error when it cannot be listed */
export async function* entriesOf(folder: Path): AsyncGenerator<Entry[]> {
	// The types know text names only; asked for bytes, the system's names come as they are.
	const options = { encoding: 'buffer' as BufferEncoding, bufferSize: 512 };
	const open = await opendir(folder as string, options);
	let entries: Entry[] = [];
	for await (const told of open) {
		const bytes = told.name as unknown as Buffer;
		const name = bytes.toString('utf8');
		const raw = isUtf8(bytes) ? name : bytes;
		let type = typeOf(told);
		// Some file systems do not say what an entry is.
		if (type === 'other') type = await lstat(joined(folder, raw)).then(typeOf, () => 'other' as const);
		if (isLitter(name, type)) continue;
		entries.push({ name, raw, type });
		if (entries.length === RUN) {
			yield entries;
			entries = [];
		}
	}
	yield entries;
}

/** Entries sorted at once; a run of this length takes about 15 ms. */
const RUN = 2000;

/** Plain files are most of what there is: kept as their name alone. */
type Packed = string | Entry;
const nameOf = (packed: Packed): string => (typeof packed === 'string' ? packed : packed.name);
const compare = (a: Packed, b: Packed): number => {
	const x = nameOf(a);
	const y = nameOf(b);
	return collator.compare(x, y) || (x < y ? -1 : x > y ? 1 : 0);
};

/** Runs of sorted entries, merged as they are asked for: no turn is long, however many there are. */
export class Listing {
	/** A heap: the run whose next entry comes first is at 0. */
	readonly #heap: { run: Packed[]; next: number }[] = [];
	readonly size: number;
	/** Names of files that were asked to be marked, where the folder holds folders too. */
	readonly marked: readonly string[];
	readonly #names: ReadonlySet<string>;

	/**
	 * @param wanted names whose presence is asked for with `has`
	 * @param marks files whose names are kept in `marked`
	 */
	static async of(folder: Path, wanted: readonly string[], marks: (name: string) => boolean = () => false): Promise<Listing> {
		const runs: Packed[][] = [];
		const seen = new Set<string>();
		const marked: string[] = [];
		let hasFolders = false;
		for await (const entries of entriesOf(folder)) {
			for (const { name, type } of entries) {
				if (wanted.includes(name)) seen.add(name);
				if (type === 'folder') hasFolders = true;
				else if (marks(name)) marked.push(name);
			}
			const run = entries.map((entry): Packed => (entry.type === 'file' && entry.raw === entry.name ? entry.name : entry)).sort(compare);
			if (run.length > 0) runs.push(run);
			if (run.length === RUN) await turn();
		}
		return new Listing(runs, seen, hasFolders ? marked : []);
	}

	/** Names that are listed already, in the same order; in runs, so that no turn is long. */
	static async ofNames(names: readonly string[]): Promise<Listing> {
		const runs: Packed[][] = [];
		for (let at = 0; at < names.length; at += RUN) {
			runs.push(names.slice(at, at + RUN).sort(compare));
			await turn();
		}
		return new Listing(runs, new Set(), []);
	}

	private constructor(runs: Packed[][], names: ReadonlySet<string>, marked: readonly string[]) {
		this.marked = marked;
		this.size = runs.reduce((sum, run) => sum + run.length, 0);
		this.#names = names;
		this.#heap = runs.map((run) => ({ run, next: 0 }));
		for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i);
	}

	has(name: string): boolean {
		return this.#names.has(name);
	}

	next(): Entry | null {
		const top = this.#heap[0];
		if (!top) return null;
		const packed = top.run[top.next++] as Packed;
		if (top.next === top.run.length) {
			const last = this.#heap.pop() as { run: Packed[]; next: number };
			if (this.#heap.length > 0) this.#heap[0] = last;
		}
		this.#sink(0);
		return typeof packed === 'string' ? { name: packed, raw: packed, type: 'file' } : packed;
	}

	#sink(from: number): void {
		const heap = this.#heap;
		const first = (i: number): Packed => (heap[i] as { run: Packed[]; next: number }).run[(heap[i] as { next: number }).next] as Packed;
		for (let i = from; ; ) {
			let least = i;
			for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && compare(first(child), first(least)) < 0) least = child;
			if (least === i) return;
			[heap[i], heap[least]] = [heap[least] as (typeof heap)[0], heap[i] as (typeof heap)[0]];
			i = least;
		}
	}
}
