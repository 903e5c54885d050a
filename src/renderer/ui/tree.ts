// Owns what a row of a tree is, and which rows of a long tree are near the eye. Pure.

export interface TreeRow {
	/** The only one of its kind in the tree. */
	key: string;
	label: string;
	/** The whole of it, where the label is a part. */
	title: string;
	/** From 0. */
	depth: number;
	hasInside: boolean;
	isOpen: boolean;
	count: number;
	isCurrent: boolean;
	/** Its place among its siblings, from 1, and how many those are. */
	place: number;
	siblings: number;
}

/** Where a drag would let go on a row. */
export type Landing = 'in' | 'before' | 'after';

/** Rows with their place among their siblings, from rows in the order of the tree. */
export function placed<T extends Pick<TreeRow, 'depth'>>(rows: readonly T[]): (T & Pick<TreeRow, 'place' | 'siblings'>)[] {
	const out = rows.map((row) => ({ ...row, place: 0, siblings: 0 }));
	const level: (typeof out)[] = [];
	const close = (depth: number): void => {
		for (const kin of level.splice(depth)) for (const one of kin) one.siblings = kin.length;
	};
	for (const row of out) {
		close(row.depth + 1);
		const kin = (level[row.depth] ??= []);
		kin.push(row);
		row.place = kin.length;
	}
	close(0);
	return out;
}

/** Rows beyond the edge that are there already when one scrolls. */
const MARGIN = 12;
/** Up to so many, all of them are there. */
const ALL = 120;

/** Which of `count` rows of one height are near the eye: `top` is how far the first stands below the upper edge (negative above it), all in pixels. */
export function near(count: number, height: number, top: number, view: number): { from: number; to: number } {
	if (count <= ALL) return { from: 0, to: count };
	const from = Math.max(0, Math.min(count, Math.floor(-top / height) - MARGIN));
	return { from, to: Math.max(from, Math.min(count, Math.ceil((view - top) / height) + MARGIN)) };
}

/** The row a person means by typing the beginning of its label: the next one below, then from the top. -1 when there is none. */
export function typedAhead(rows: readonly TreeRow[], from: number, typed: string): number {
	const sought = typed.toLocaleLowerCase();
	const order = rows.map((_, step) => (from + step) % rows.length);
	return order.find((at) => rows[at]!.label.toLocaleLowerCase().startsWith(sought)) ?? -1;
}
