// Owns the shapes of an archive that comes back: the records that belong to no single clipping, and what differs between a clipping here and the same one in a package. Must not know how either is kept.
import { z } from 'zod';
import { KeptSaid, Said } from './said';
import { ClippingId, DateOrder, ImportId, ImportRules, ImportSummary, TagColour } from './model';

const Uid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const Moment = z.int();
const Number_ = z.int().min(1);

/** docs/json-lines.md says what each holds. Uids are UUIDs in lower case, times ms UTC, numbers those of the archive it comes from. */
export const WholeRecord = z.discriminatedUnion('record', [
	z.object({ record: z.literal('cuttings/archive'), version: z.literal(1), package: z.string().min(1).max(200), whole: z.boolean(), clippings: z.int().min(0) }),
	z.object({ record: z.literal('cuttings/tag'), id: Number_, name: z.string(), colour: TagColour }),
	z.object({ record: z.literal('cuttings/collection'), id: Number_, uid: Uid, parent: Uid.nullable(), name: z.string(), position: z.int() }),
	z.object({ record: z.literal('cuttings/search'), id: Number_, uid: Uid, name: z.string().min(1).max(200), query: z.record(z.string(), z.unknown()), position: z.int() }),
	z.object({ record: z.literal('cuttings/convention'), key: z.string(), publication: z.string(), order: DateOrder, decidedAt: Moment }),
	z.object({ record: z.literal('cuttings/import'), id: Number_, startedAt: Moment, endedAt: Moment.nullable(), asked: z.unknown(), report: z.unknown(), follows: Number_.nullable() }),
	z.object({ record: z.literal('cuttings/members'), collection: Uid, members: z.array(z.tuple([Uid, z.int()])) }),
	z.object({ record: z.literal('cuttings/merge'), clipping: Uid, into: Uid }),
	z.object({ record: z.literal('cuttings/event'), at: Moment, type: z.string().min(1), detail: z.unknown() }),
]);
export type WholeRecord = z.infer<typeof WholeRecord>;

/** What an import over there was asked, as far as it is shown here. Its paths are words: they mean places on another machine, or none. */
export const AskedThere = z.looseObject({
	sources: z.array(z.union([z.looseObject({ path: z.string() }), z.looseObject({ name: z.string() })])),
	rules: ImportRules,
	watched: z.string().nullish(),
});
/** How it ended. Older archives wrote less of it. */
export const EndedThere = z.looseObject({ ...ImportSummary.omit({ id: true }).partial().shape, problems: z.array(ImportSummary.shape.problems.element.extend({ detail: KeptSaid })), unsure: z.int(), stopped: z.string().nullable(), retry: z.array(z.string()) }).partial();

/** What to do where a clipping here and the same one in a package differ. `ask` leaves it as it is and to be decided. */
export const ConflictWay = z.enum(['ask', 'keep', 'take', 'both']);
export type ConflictWay = z.infer<typeof ConflictWay>;
export const Decision = z.enum(['keep', 'take', 'both']);
export type Decision = z.infer<typeof Decision>;

/** In what a clipping can differ, in the order in which it is shown. */
export const CONFLICT_PARTS = [
	'headline', 'publication', 'kicker', 'standfirst', 'byline', 'dateline', 'published', 'updated', 'section', 'edition', 'page', 'url',
	'rights', 'embargo', 'notes', 'tags', 'collections', 'flagged', 'highlights',
] as const;
export const ConflictPart = z.enum(CONFLICT_PARTS);
export type ConflictPart = z.infer<typeof ConflictPart>;

/** One thing in which a clipping differs, as it is told to people. Null for nothing there. `decided` is null while it is open. */
export const Conflict = z.object({ part: ConflictPart, mine: z.string().nullable(), theirs: z.string().nullable(), decided: Decision.nullable() });
export type Conflict = z.infer<typeof Conflict>;
export const ConflictedClipping = z.object({ clipping: ClippingId, headline: z.string(), conflicts: z.array(Conflict) });
export type ConflictedClipping = z.infer<typeof ConflictedClipping>;
/** Clippings of an import that differ, those with something open first. `open` and `clippings` count all there are. */
export const ConflictList = z.object({ import: ImportId, clippings: z.int().min(0), open: z.int().min(0), rows: z.array(ConflictedClipping) });
export type ConflictList = z.infer<typeof ConflictList>;

/** What is to be done with some conflicts, or with all that are open. */
export const DecideRequest = z.object({
	import: ImportId,
	choices: z.array(z.object({ clipping: ClippingId, part: ConflictPart, decision: Decision })).max(5_000),
	/** For what is open and in no choice; null leaves that open. */
	rest: Decision.nullable(),
});
export type DecideRequest = z.infer<typeof DecideRequest>;

/** A file of a bag that is not as the bag says. */
export const BagFlaw = z.object({ kind: z.enum(['missing', 'added', 'altered', 'malformed', 'unsafe']), file: z.string(), what: Said });
export type BagFlaw = z.infer<typeof BagFlaw>;
