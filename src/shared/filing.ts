// Owns the words of tags as a tree: its branches, and what moving one comes to. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { TagColour, TagId } from './model';

/** A name in the tree of tags: of a tag, or of a parent that nobody has made a tag of ("war", where only "war/ukraine" is one). */
export const TagBranch = z.object({
	/** The whole name. */
	name: z.string(),
	/** Null for a parent that is no tag itself. */
	id: TagId.nullable(),
	/** Its own; that of the first tag below it where it is no tag itself. */
	colour: TagColour,
	/** Clippings outside the trash that carry this very tag. */
	count: z.int().min(0),
	/** Clippings outside the trash that carry it or one below it, each counted once. */
	total: z.int().min(0),
});
export type TagBranch = z.infer<typeof TagBranch>;

/** What giving a branch another name would do. Nothing is done by asking. */
export const TagMove = z.object({
	/** Tags that would get another name, the branch's own and those below it. */
	tags: z.int().min(0),
	/** Clippings outside the trash that carry one of them. */
	clippings: z.int().min(0),
	/** The branch that has this name already and would become one with it; null when the name is free. `both`: clippings counted in either. */
	into: z.object({ name: z.string(), clippings: z.int().min(0), both: z.int().min(0) }).nullable(),
});
export type TagMove = z.infer<typeof TagMove>;
