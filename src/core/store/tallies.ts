// Owns how many clippings there are of each kind that is counted at all times. The numbers are kept by triggers. Must not count.
import type { ReadDb } from './open';

/** `trashed` are in the trash, all others outside it; `hidden` are in the trash or have become part of another. */
export interface Tallies {
	clippings: number;
	trashed: number;
	unsure: number;
	untagged: number;
	/** Neither tagged nor in a collection. */
	unfiled: number;
	flagged: number;
	hidden: number;
}

export const tallies = (db: ReadDb): Tallies =>
	db.prepare<Tallies>(`
		SELECT clippings, trashed - (SELECT count(*) FROM clippings WHERE merged_into IS NOT NULL) AS trashed, unsure, untagged, unfiled, flagged, trashed AS hidden
		FROM tallies WHERE id = 1`).get()!;
