// Owns the shapes of searches that are kept: those saved under a name, and those asked for lately. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { Query } from './model';

/** How many searches are remembered as asked for lately. */
export const RECENT_KEPT = 50;

/** Row number of a saved search. Never reused. */
export const SavedSearchId = z.int().min(1).brand<'SavedSearchId'>();
export type SavedSearchId = z.infer<typeof SavedSearchId>;

/** A search somebody keeps under a name. It stays live: what is kept is the question, never its answer. */
export const SavedSearch = z.object({
	id: SavedSearchId,
	/** Stable across archives: a UUID version 7 (RFC 9562). */
	uid: z.string(),
	name: z.string(),
	query: Query,
});
export type SavedSearch = z.infer<typeof SavedSearch>;

/** A search as it was typed. `askedAt` in ms UTC. */
export const RecentSearch = z.object({ text: z.string().min(1), askedAt: z.int() });
export type RecentSearch = z.infer<typeof RecentSearch>;
