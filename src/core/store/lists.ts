// Owns lists of ids that were made for a while: as long as the archive stays as it is, a page of them costs the same at any depth. Must not know queries or SQL.

/** Lists kept at a time, and ids in all of them: four bytes each. */
const MOST_LISTS = 8;
const MOST_IDS = 4_000_000;

/** The beginning of a list, or all of it. */
export interface Made {
	ids: Int32Array;
	whole: boolean;
}

export class Lists {
	#version = '';
	readonly #made = new Map<string, Made>();

	/** The list of this name, when the archive is still of the version it was made of and it reaches far enough. */
	get(name: string, version: string, need: number): Int32Array | null {
		if (version !== this.#version) this.#made.clear();
		this.#version = version;
		const made = this.#made.get(name);
		if (!made || (!made.whole && made.ids.length < need)) return null;
		this.#made.delete(name);
		this.#made.set(name, made);
		return made.ids;
	}

	/** Keeps a list under a name until the archive changes or others are asked for more lately. `version` is that of the last `get`. */
	keep(name: string, made: Made): Int32Array {
		this.#made.delete(name);
		this.#made.set(name, made);
		let held = 0;
		for (const { ids } of this.#made.values()) held += ids.length;
		for (const [oldest, { ids }] of this.#made) {
			if (oldest === name || (this.#made.size <= MOST_LISTS && held <= MOST_IDS)) break;
			this.#made.delete(oldest);
			held -= ids.length;
		}
		return made.ids;
	}
}

/** Which numbers are in a list, as a table. */
function tableOf(ids: ArrayLike<number>): Uint8Array {
	let greatest = 0;
	for (let i = 0; i < ids.length; i++) if (ids[i]! > greatest) greatest = ids[i]!;
	const table = new Uint8Array(greatest + 1);
	for (let i = 0; i < ids.length; i++) table[ids[i]!] = 1;
	return table;
}

/** Those of a list that are among others, in the order of the list. */
export function among(ids: Int32Array, others: ArrayLike<number>): Int32Array {
	const table = tableOf(others);
	return ids.filter((id) => table[id] === 1);
}

/** Those of a list that are not among others, in the order of the list. */
export function without(ids: Int32Array, others: ArrayLike<number>): Int32Array {
	const table = tableOf(others);
	return ids.filter((id) => table[id] !== 1);
}
