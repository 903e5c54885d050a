// Owns what befell a clipping, as it is told: facts of each event, the newest first. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { FIELD_NAMES } from './draft';
import { ClippingId, Instant } from './model';

/** Values longer than this are told by their beginning, which then ends in "…". In code points. */
export const LONGEST_TOLD = 300;

/** A field's value: as text, and for a date its meaning or meanings in EDTF, too. */
export const PastValue = z.object({ text: z.string(), edtf: z.string().nullable(), readings: z.array(z.string()) });
export type PastValue = z.infer<typeof PastValue>;

const field = z.enum(FIELD_NAMES);
const names = z.array(z.string());

/**
 * One thing that befell a clipping.
 * - `taken-in`: it was kept. `from`: the ZIP or file of records it came out of; `watched`: the watched folder; `isBack`: it came out of an export.
 * - `field`: a field has another value, null for none. `by` a person, the `convention` of its newspaper, or as it was once read.
 * - `confirmed`: a value that stayed was given a person's word; with `isTakenBack`, that word was taken back.
 * - `words`: the note, the rights or the embargo; "" for none. An embargo is EDTF, or ".." for no end that is known.
 * - `text`: so many passages were counted to the article, or set aside from it.
 * - `tags`, `collections`: by their names and paths as they were then.
 * - `picture`: `filled` has got the file it waited for, `moved` stands at another caption or place.
 * - `merged`: it became part of another (`into`), is by itself again (`out-of`), took another in (`with`), gave it back (`parted`). `other` null where it is not in this archive.
 * - `checked`: its original was compared with its checksum; `isSound` null where only the first of many findings were written down.
 * - `noted`: anything else, by its PREMIS event type.
 */
export const PastFact = z.discriminatedUnion('is', [
	z.object({ is: z.literal('taken-in'), name: z.string(), from: z.string().nullable(), watched: z.string().nullable(), isBack: z.boolean() }),
	z.object({ is: z.literal('field'), field, before: PastValue.nullable(), after: PastValue.nullable(), by: z.enum(['person', 'convention', 'reading']) }),
	z.object({ is: z.literal('confirmed'), field, value: PastValue.nullable(), isTakenBack: z.boolean() }),
	z.object({ is: z.literal('words'), of: z.enum(['notes', 'rights', 'embargo']), before: z.string(), after: z.string() }),
	z.object({ is: z.literal('text'), passages: z.int().min(1) }),
	z.object({ is: z.literal('tags'), added: names, removed: names }),
	z.object({ is: z.literal('collections'), added: names, removed: names }),
	z.object({ is: z.literal('flagged'), isOn: z.boolean() }),
	z.object({ is: z.literal('trashed'), isOn: z.boolean() }),
	z.object({ is: z.literal('highlight'), what: z.enum(['made', 'removed', 'changed', 'noted']), quote: z.string(), note: z.string() }),
	z.object({ is: z.literal('picture'), what: z.enum(['added', 'removed', 'filled', 'moved']), name: z.string() }),
	z.object({ is: z.literal('merged'), what: z.enum(['into', 'out-of', 'with', 'parted']), other: z.object({ id: ClippingId, headline: z.string() }).nullable() }),
	z.object({ is: z.literal('checked'), isSound: z.boolean().nullable() }),
	z.object({ is: z.literal('noted'), type: z.string() }),
]);
export type PastFact = z.infer<typeof PastFact>;

/** What happened at one moment. `id`: the event's number in the archive's record. */
export const PastEntry = z.object({ id: z.int(), at: Instant, facts: z.array(PastFact).min(1) });
export type PastEntry = z.infer<typeof PastEntry>;

/** Some of a clipping's history, the newest first, and how many events there are in all. `before`: where the next page begins; null when this is the last. */
export const Past = z.object({ events: z.array(PastEntry), total: z.int().min(0), before: z.int().nullable() });
export type Past = z.infer<typeof Past>;
