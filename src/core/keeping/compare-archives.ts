// Owns the comparison of two archives: content table by content table, clipping by clipping, and every original and picture byte for byte. Reads a few clippings at a time, and changes neither.
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Gate } from '../../shared/gate';
import type { ClippingId, Progress } from '../../shared/model';
import { Blobs } from '../files/blobs';
import { errnoOf } from '../files/disk-faults';
import { ClippingReader } from '../store/clippings';
import { ContentReader, type Compared, type ComparedClipping, type ComparedRow } from '../store/comparing';
import { reader, type ReadDb } from '../store/open';
import { PictureReader } from '../store/pictures';
import { openToRead } from './open-database';

/** One thing in which two archives differ. Values are cut short; null where there is none. */
export interface Difference {
	/** `clippings`, `texts` …, or `files` for bytes. */
	table: string;
	/** Which row: a clipping's uid (hex) and what tells its rows apart, a tag's name, a SHA-256. */
	key: string;
	/** Null when the whole row is on one side only. */
	column: string | null;
	left: string | null;
	right: string | null;
}

export interface Comparison {
	/** Rows that were compared, by table. */
	rows: Record<string, number>;
	clippings: number;
	/** Originals and pictures whose bytes were read on both sides. */
	files: number;
	bytes: number;
	/** Clippings on the left that were not asked for. */
	leftOnly: number;
	/** All there are; `differences` names the first of them. */
	different: number;
	differences: Difference[];
	cancelled: boolean;
}

export interface CompareOptions {
	/**
	 * The clippings on the left that should be on the right, when not all should: those of an export. Tags, collections and the like
	 * that are only on the left are no difference then.
	 */
	only?: readonly ClippingId[] | undefined;
	/** `may have more`: a clipping that is only on the left is counted, and is no difference; neither is what stands for the whole archive. */
	left?: 'may have more' | undefined;
	/** Whether tags, collections and searches that are only on the left are a difference, whatever `only` says. */
	everything?: boolean | undefined;
	/** What is not compared: names of tables, or "table.column". */
	but?: ReadonlySet<string>;
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

const MOST_DIFFERENCES = 1_000;
/** Characters of a value that are told. */
const TOLD = 160;
const TURN_MS = 12;
const TELL_MS = 100;
/** The right side may hold more of these: coming back is an event itself. */
const MAY_GROW: ReadonlySet<string> = new Set(['events']);

/** One of the two archives, held at one moment. */
class Side {
	readonly content: ContentReader;
	readonly #originals: ClippingReader;
	readonly #pictures: PictureReader;
	readonly #blobs: Blobs;

	constructor(db: ReadDb) {
		this.content = new ContentReader(db);
		this.#originals = new ClippingReader(db);
		this.#pictures = new PictureReader(db);
		this.#blobs = new Blobs(db.dir);
	}

	/** The SHA-256 that the bytes have in truth, or in words what is wrong with them. */
	async truth({ table, sha256 }: ComparedClipping['files'][number], signal: AbortSignal): Promise<string> {
		try {
			const kept = table === 'originals' ? this.#originals.inlineOriginal(sha256) : this.#pictures.kept(sha256).bytes;
			if (kept === null) return 'missing';
			const hash = createHash('sha256');
			if (kept !== 'file') return hash.update(kept).digest('hex');
			for await (const piece of this.#blobs.stream(sha256, signal)) hash.update(piece);
			return hash.digest('hex');
		} catch (error) {
			signal.throwIfAborted();
			return errnoOf(error) === 'ENOENT' ? 'missing' : `unreadable (${errnoOf(error) || String(error)})`;
		}
	}
}

/** Objects with their keys in one order, so that equal content is equal text. */
const ordered = (value: Compared): Compared => {
	if (Array.isArray(value)) return value.map(ordered);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]));
};
const textOf = (value: Compared): string => (typeof value === 'string' ? value : JSON.stringify(ordered(value ?? null)));
const short = (text: string): string => (text.length <= TOLD ? text : `${text.slice(0, TOLD)}…`);

/** The innermost place at which two values part: "blocks.3.text". Empty when they part at the top. */
function parting(left: Compared, right: Compared): { path: string; left: Compared; right: Compared } {
	if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object' || Array.isArray(left) !== Array.isArray(right)) return { path: '', left, right };
	const [a, b] = [left as Record<string, Compared>, right as Record<string, Compared>];
	for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
		if (textOf(a[key]) === textOf(b[key]) && typeof a[key] === typeof b[key]) continue;
		const inner = parting(a[key] ?? null, b[key] ?? null);
		return { ...inner, path: inner.path === '' ? key : `${key}.${inner.path}` };
	}
	return { path: '', left, right };
}

/** Two long texts from a little before they part. */
function fromParting(left: string, right: string): [string, string] {
	let at = 0;
	while (at < left.length && left[at] === right[at]) at++;
	const from = Math.max(0, at - 20);
	const told = (text: string): string => (from === 0 ? '' : '…') + short(text.slice(from, from + TOLD + 1));
	return [told(left), told(right)];
}

class Comparing {
	readonly comparison: Comparison = { rows: {}, clippings: 0, files: 0, bytes: 0, leftOnly: 0, different: 0, differences: [], cancelled: false };
	readonly #left: Side;
	readonly #right: Side;
	readonly #options: CompareOptions;
	readonly #signal: AbortSignal;
	readonly #gate: Gate | undefined;
	readonly #but: ReadonlySet<string>;
	readonly #isPart: boolean;
	#total = 0;
	#turn = performance.now();
	#told = 0;

	constructor(left: ReadDb, right: ReadDb, options: CompareOptions) {
		this.#left = new Side(left);
		this.#right = new Side(right);
		this.#options = options;
		this.#signal = options.signal ?? new AbortController().signal;
		this.#gate = options.gate;
		const isPart = options.everything !== true && (options.only !== undefined || options.left !== undefined);
		// In a part, what stands in a collection closes up, and its numbers begin at one again: its order is compared instead.
		this.#isPart = isPart;
		this.#but = new Set([...options.but ?? [], ...(isPart ? ['memberships.position'] : [])]);
	}

	async run(): Promise<void> {
		const { only } = this.#options;
		this.#total = only ? only.length : this.#left.content.count();
		const wanted = only && bits(only);
		await this.#whole();
		const [left, right] = [this.#left.content.clippings(), this.#right.content.clippings()];
		const nextLeft = (): ComparedClipping | null => {
			for (;;) {
				const { value, done } = left.next();
				if (done) return null;
				if (!wanted || wanted(value.id)) return value;
				this.comparison.leftOnly++;
			}
		};
		const nextRight = (): ComparedClipping | null => right.next().value ?? null;
		let [a, b] = [nextLeft(), nextRight()];
		while (a !== null || b !== null) {
			await this.#gate?.pass(this.#signal);
			this.#signal.throwIfAborted();
			const order = a === null ? 1 : b === null ? -1 : a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0;
			if (order === 0) {
				await this.#clipping(a!, b!);
				[a, b] = [nextLeft(), nextRight()];
			} else if (order < 0) {
				if (this.#options.left === 'may have more') this.comparison.leftOnly++;
				else this.#differ('clippings', a!.uid, null, headlineOf(a!), null);
				a = nextLeft();
			} else {
				this.#differ('clippings', b!.uid, null, null, headlineOf(b!));
				b = nextRight();
			}
			await this.#breathe();
		}
		if (this.#isPart) await this.#orders(wanted);
		this.#tell(true);
	}

	async #whole(): Promise<void> {
		const [left, right] = [this.#left.content.whole(), this.#right.content.whole()];
		const { only, left: more, everything } = this.#options;
		this.#rows(left, right, '', everything !== true && (only !== undefined || more !== undefined));
		await this.#breathe();
	}

	/** In each collection, whether what stands in it on both sides stands there in the same order. What is on one side only has been named already. */
	async #orders(wanted: ((id: ClippingId) => boolean) | undefined): Promise<void> {
		if (this.#but.has('memberships')) return;
		for (const shelf of this.#right.content.shelves()) {
			this.#signal.throwIfAborted();
			const right = this.#right.content.onShelf(shelf);
			const there = new Set(right.map(({ uid }) => uid));
			const left = this.#left.content.onShelf(shelf).filter(({ id, uid }) => there.has(uid) && (!wanted || wanted(id)));
			const here = new Set(left.map(({ uid }) => uid));
			const both = right.filter(({ uid }) => here.has(uid));
			const at = left.findIndex(({ uid }, place) => both[place]!.uid !== uid);
			if (at >= 0) this.#differ('memberships', shelf, 'order', `${at + 1}: ${left[at]!.uid}`, `${at + 1}: ${both[at]!.uid}`);
			await this.#breathe();
		}
	}

	async #clipping(left: ComparedClipping, right: ComparedClipping): Promise<void> {
		this.comparison.clippings++;
		this.#rows(left.rows, right.rows, left.uid, false);
		const there = new Set(right.files.map(({ table, sha256 }) => `${table} ${sha256}`));
		for (const file of left.files) {
			// One that is on one side only has been named as a row already.
			if (!there.has(`${file.table} ${file.sha256}`)) continue;
			const [a, b] = [await this.#left.truth(file, this.#signal), await this.#right.truth(file, this.#signal)];
			this.comparison.files++;
			this.comparison.bytes += file.bytes;
			if (a !== file.sha256 || b !== file.sha256) this.#differ('files', file.sha256, null, a, b);
			await this.#breathe();
		}
	}

	/** Rows of both sides, told apart by table and key. `mayLack`: what is on the left only is no difference. */
	#rows(left: readonly ComparedRow[], right: readonly ComparedRow[], of: string, mayLack: boolean): void {
		const but = this.#but;
		const nameOf = ({ table, key }: ComparedRow): string => `${table} ${key}`;
		const waiting = new Map(right.filter(({ table }) => !but.has(table)).map((row) => [nameOf(row), row]));
		for (const row of left) {
			const { table, key, columns } = row;
			if (but.has(table)) continue;
			const other = waiting.get(nameOf(row));
			waiting.delete(nameOf(row));
			const named = [of, key].filter(Boolean).join(' ');
			this.comparison.rows[table] = (this.comparison.rows[table] ?? 0) + 1;
			if (!other) {
				if (!mayLack) this.#differ(table, named, null, textOf(columns), null);
				continue;
			}
			for (const [column, value] of Object.entries(columns)) {
				if (but.has(`${table}.${column}`) || textOf(value) === textOf(other.columns[column])) continue;
				const parted = parting(value, other.columns[column]);
				const [a, b] = fromParting(textOf(parted.left), textOf(parted.right));
				this.#differ(table, named, parted.path === '' ? column : `${column}.${parted.path}`, a, b);
			}
		}
		for (const { table, key, columns } of waiting.values()) if (!MAY_GROW.has(table)) this.#differ(table, [of, key].filter(Boolean).join(' '), null, null, textOf(columns));
	}

	#differ(table: string, key: string, column: string | null, left: string | null, right: string | null): void {
		this.comparison.different++;
		const { differences } = this.comparison;
		if (differences.length < MOST_DIFFERENCES) differences.push({ table, key, column, left: left === null ? null : short(left), right: right === null ? null : short(right) });
	}

	async #breathe(): Promise<void> {
		if (performance.now() - this.#turn < TURN_MS) return;
		this.#tell(false);
		await turn();
		this.#signal.throwIfAborted();
		this.#turn = performance.now();
	}

	#tell(now: boolean): void {
		if (!now && performance.now() - this.#told < TELL_MS) return;
		this.#told = performance.now();
		const { clippings } = this.comparison;
		this.#options.onProgress?.({ phase: 'checking', done: clippings, total: Math.max(this.#total, clippings), current: null });
	}
}

const headlineOf = ({ rows }: ComparedClipping): string => textOf(rows[0]?.columns['headline'] ?? '');

/** Membership of many ids in little room. */
function bits(ids: readonly ClippingId[]): (id: ClippingId) => boolean {
	const most = ids.reduce((max, id) => Math.max(max, id), 0);
	const set = new Uint8Array((most >> 3) + 1);
	for (const id of ids) set[id >> 3]! |= 1 << (id & 7);
	return (id) => id <= most && (set[id >> 3]! & (1 << (id & 7))) !== 0;
}

/** Compares two archives that are each held at one moment. Cancelled, it answers what it had found until then. */
export async function compareHeld(left: ReadDb, right: ReadDb, options: CompareOptions = {}): Promise<Comparison> {
	const comparing = new Comparing(left, right, options);
	try {
		await comparing.run();
	} catch (error) {
		if (!options.signal?.aborted) throw error;
		comparing.comparison.cancelled = true;
	}
	return comparing.comparison;
}

/** Compares two open archives, each as it is now. */
export async function compareOpen(left: ReadDb, right: ReadDb, options: CompareOptions = {}): Promise<Comparison> {
	const [a, b] = [reader(left), reader(right)];
	try {
		return await compareHeld(a, b, options);
	} finally {
		for (const db of [a, b]) {
			db.release();
			db.close();
		}
	}
}

/** Compares the archives in two folders. The faults of opening an archive for reading. */
export async function compareArchives(left: string, right: string, options: CompareOptions = {}): Promise<Comparison> {
	const a = await openToRead(left, {});
	try {
		const b = await openToRead(right, {});
		try {
			return await compareOpen(a.db, b.db, options);
		} finally {
			await b.close();
		}
	} finally {
		await a.close();
	}
}
