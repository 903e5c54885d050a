// Owns what facets are counted from, held in memory: for each clipping its newspaper, language, kind and days, and who bears which name, tag or shelf. Loaded at the first question, then kept up to date by what has changed. Must not write, and must not count.
//
// A million clippings take about 20 bytes each and 8 more for every name, tag and collection they bear.
import type { ReadDb } from './open';

/** Pairs of a clipping and something it bears, by clipping. */
export class Pairs {
	/** Clippings, rising. */
	who = new Int32Array(0);
	what = new Int32Array(0);
	length = 0;

	/** Where the pairs of a clipping begin, or would. */
	begin(id: number): number {
		let [low, high] = [0, this.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.who[middle]! < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	push(who: number, what: number): void {
		if (this.length === this.who.length) {
			[this.who, this.what] = [grown(this.who, this.length + 1), grown(this.what, this.length + 1)];
		}
		this.who[this.length] = who;
		this.what[this.length++] = what;
	}

	/** Puts other pairs in the place of those of some clippings. Both lists rise. */
	replace(clippings: ReadonlySet<number>, by: readonly (readonly [number, number])[]): void {
		const [who, what, length] = [this.who, this.what, this.length];
		this.who = new Int32Array(length + by.length);
		this.what = new Int32Array(length + by.length);
		this.length = 0;
		let next = 0;
		for (let at = 0; at < length; at++) {
			for (; next < by.length && by[next]![0] < who[at]!; next++) this.push(...by[next]!);
			if (!clippings.has(who[at]!)) this.push(who[at]!, what[at]!);
		}
		for (; next < by.length; next++) this.push(...by[next]!);
	}
}

const grown = (array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> => {
	const made = new Int32Array(Math.max(1024, least, Math.ceil(array.length * 1.25)));
	made.set(array);
	return made;
};

interface Row { clipping: number; kind: number; publication: number | null; language: number | null; first_day: number | null; last_day: number | null; names: string | null; trashed: number; merged: number }

/** Clippings read at once: what stands as objects for a moment, and swells the heap for good. */
const LOT = 1_000;
/** Lots between two looks at whether somebody waits. */
const LOTS = 10;
/** Above so many changed clippings it is quicker to load all. */
const MOST_CHANGED = 20_000;

const ROWS = 'SELECT f.clipping, f.kind, f.publication, f.language, f.first_day, f.last_day, f.names, f.clipping IN (SELECT id FROM clippings WHERE trashed_at IS NOT NULL) AS trashed, f.clipping IN (SELECT id FROM clippings WHERE merged_into IS NOT NULL) AS merged FROM facets f';
const TAGGED = 'SELECT clipping AS who, tag AS what FROM taggings';
const SHELVED = 'SELECT clipping AS who, collection AS what FROM memberships';

/** How a clipping stands. What has become part of another is gone. */
export const GONE = 0;
export const KEPT = 1;
export const TRASHED = 2;

export class FacetColumns {
	/** The highest number of a clipping that is held. Arrays below are as long or longer, and are indexed by clipping. */
	last = 0;
	/** GONE, KEPT or TRASHED. */
	standing = new Uint8Array(0);
	kind = new Uint8Array(0);
	/** Rows of `names`; 0 is none. */
	publication = new Int32Array(0);
	language = new Int32Array(0);
	/** YYYYMMDD; 0 is none. */
	firstDay = new Int32Array(0);
	lastDay = new Int32Array(0);
	/** Rows of `names`: who signs, and picture credits; the newspaper too. */
	names = new Pairs();
	tags = new Pairs();
	collections = new Pairs();

	readonly #db: ReadDb;
	#version: string | null = null;
	/** The last change that has been seen. */
	#seen = 0;
	/** What the load that is going on will have come to. */
	#loading: { version: string; newest: number; last: number } | null = null;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** Sees to it that all is as the archive is now. */
	refresh(): void {
		while (!this.advance()) { /* The first load goes on. */ }
		const version = this.#db.version();
		if (version === this.#version) return;
		const now = this.#now();
		const changed = this.#changed(now.newest);
		if (changed === null) {
			this.#loading = { version, ...now };
			this.#empty();
			while (!this.advance()) { /* All of it again. */ }
			return;
		}
		this.#amend(changed);
		while (this.last < now.last) this.#append(now.last);
		[this.#version, this.#seen] = [version, now.newest];
	}

	/** Goes on with the first load for some tens of milliseconds, so that other questions can be answered in between. True once all is there. */
	advance(): boolean {
		if (this.#version !== null && this.#loading === null) return true;
		// Whatever is committed from here on moves the version again, and is looked at once more.
		this.#loading ??= { version: this.#db.version(), ...this.#now() };
		const { version, newest, last } = this.#loading;
		for (let lot = 0; lot < LOTS && this.last < last; lot++) this.#append(last);
		if (this.last < last) return false;
		[this.#version, this.#seen, this.#loading] = [version, newest, null];
		return true;
	}

	/** The newest change, and the newest clipping. */
	#now(): { newest: number; last: number } {
		return {
			newest: this.#db.pluck<number>(`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'facet_changes'), 0)`).get()!,
			last: this.#db.pluck<number>('SELECT coalesce(max(clipping), 0) FROM facets').get()!,
		};
	}

	/** Clippings held that have changed since, or null when that is not known or they are too many. */
	#changed(newest: number): Set<number> | null {
		if (newest - this.#seen > MOST_CHANGED) return null;
		const oldest = this.#db.pluck<number>('SELECT coalesce(min(id), 0) FROM facet_changes').get()!;
		if (newest > this.#seen && oldest > this.#seen + 1) return null;
		const all = this.#db.pluck<number>('SELECT DISTINCT clipping FROM facet_changes WHERE id > ? AND id <= ?').all(this.#seen, newest);
		return new Set(all.filter((id) => id <= this.last));
	}

	#empty(): void {
		this.last = 0;
		[this.names, this.tags, this.collections] = [new Pairs(), new Pairs(), new Pairs()];
		this.standing = new Uint8Array(0);
	}

	/** Reads the next lot of what is not held yet, up to a clipping. */
	#append(last: number): void {
		const [from, to] = [this.last, Math.min(last, this.last + LOT)];
		this.#room(last);
		for (const row of this.#db.prepare<Row>(`${ROWS} WHERE f.clipping > ? AND f.clipping <= ? ORDER BY f.clipping`).all(from, to)) this.#put(row, (name) => this.names.push(row.clipping, name));
		for (const [pairs, text] of [[this.tags, TAGGED], [this.collections, SHELVED]] as const) {
			for (const { who, what } of this.#db.prepare<{ who: number; what: number }>(`${text} WHERE clipping > ? AND clipping <= ? ORDER BY clipping`).all(from, to)) pairs.push(who, what);
		}
		this.last = to;
	}

	#amend(changed: ReadonlySet<number>): void {
		if (changed.size === 0) return;
		const asked = JSON.stringify([...changed].sort((a, b) => a - b));
		const names: [number, number][] = [];
		for (const id of changed) this.standing[id] = GONE;
		for (const row of this.#db.prepare<Row>(`${ROWS} WHERE f.clipping IN (SELECT value FROM json_each(?)) ORDER BY f.clipping`).all(asked)) this.#put(row, (name) => names.push([row.clipping, name]));
		this.names.replace(changed, names);
		for (const [pairs, text] of [[this.tags, TAGGED], [this.collections, SHELVED]] as const) {
			const found = this.#db.prepare<{ who: number; what: number }>(`${text} WHERE clipping IN (SELECT value FROM json_each(?)) ORDER BY clipping`).all(asked);
			pairs.replace(changed, found.map(({ who, what }) => [who, what]));
		}
	}

	#put(row: Row, bears: (name: number) => void): void {
		const id = row.clipping;
		this.standing[id] = row.merged === 1 ? GONE : row.trashed === 1 ? TRASHED : KEPT;
		this.kind[id] = row.kind;
		this.publication[id] = row.publication ?? 0;
		this.language[id] = row.language ?? 0;
		this.firstDay[id] = row.first_day ?? 0;
		this.lastDay[id] = row.last_day ?? 0;
		if (row.names !== null) for (const name of JSON.parse(row.names) as number[]) bears(name);
	}

	#room(last: number): void {
		const length = last + 1;
		if (this.standing.length >= length && this.publication.length >= length) return;
		const room = Math.max(length, Math.ceil(this.standing.length * 1.25));
		const bytes = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
			const made = new Uint8Array(room);
			made.set(old.subarray(0, room));
			return made;
		};
		[this.standing, this.kind] = [bytes(this.standing), bytes(this.kind)];
		for (const column of ['publication', 'language', 'firstDay', 'lastDay'] as const) {
			const made = new Int32Array(room);
			made.set(this[column].subarray(0, Math.min(room, this[column].length)));
			this[column] = made;
		}
	}
}
