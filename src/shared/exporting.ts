// Owns the shape of what can be chosen for an export, and of what is told of its proof. Pure: schemas and the types inferred from them.
import { z } from 'zod';

/** The value of a format's option. */
/** Characters of a text that is typed for an option. */
export const LONGEST_TEXT = 200;
export const OptionValue = z.union([z.boolean(), z.string().max(LONGEST_TEXT)]);
export type OptionValue = z.infer<typeof OptionValue>;

/** Something that can be chosen of a format. The window draws it, the command line takes it as `--id VALUE`; both from this. */
export const FormatOption = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('switch'),
		/** As it is typed: small letters and hyphens. The same in every format that has it. */
		id: z.string().regex(/^[a-z][a-z-]*$/),
		/** Beside the box: "The originals beside". */
		label: z.string(),
		/** One sentence on what it does. */
		says: z.string(),
		default: z.boolean(),
	}),
	z.object({
		kind: z.literal('choice'),
		id: z.string().regex(/^[a-z][a-z-]*$/),
		/** Before the choices: "Series by". */
		label: z.string(),
		says: z.string(),
		choices: z.array(z.object({ id: z.string(), label: z.string() })).min(2),
		default: z.string(),
	}),
	z.object({
		kind: z.literal('text'),
		id: z.string().regex(/^[a-z][a-z-]*$/),
		/** Before the field: "Title". */
		label: z.string(),
		says: z.string(),
		/** What stands where nothing is typed; shown in the empty field. */
		empty: z.string(),
		default: z.literal(''),
	}),
]);
export type FormatOption = z.infer<typeof FormatOption>;

/** Whether an option can have a value. */
export function canStand(option: FormatOption, value: OptionValue | undefined): boolean {
	switch (option.kind) {
		case 'switch': return typeof value === 'boolean';
		case 'choice': return option.choices.some(({ id }) => id === value);
		case 'text': return typeof value === 'string' && value.length <= LONGEST_TEXT;
	}
}

/** What was chosen of a format's options, by their ids. What is left out, or not known to the format, stands as the format has it. */
export const FormatWays = z.record(z.string(), OptionValue);
export type FormatWays = z.infer<typeof FormatWays>;

/** How an export is to be made, beside what, as what and where to. */
export const ExportChoices = z.object({
	ways: FormatWays.default({}),
	/** Leaves out clippings whose embargo is not over. */
	withoutRestricted: z.boolean().default(false),
	/** Has the package read back into an archive of its own and compared with this one before it is handed over. Only for formats that hold everything. */
	prove: z.boolean().default(false),
});
export type ExportChoices = z.infer<typeof ExportChoices>;
export type ExportChoicesInput = z.input<typeof ExportChoices>;

/** Clippings that an export left out, or would: how many, and until when the first of them are kept back (EDTF, or ".." for no known end). */
export const LeftOut = z.object({ count: z.int().min(0), first: z.array(z.object({ headline: z.string(), embargo: z.string() })) });
export type LeftOut = z.infer<typeof LeftOut>;

/** Something in which what came back is not what went out. Values are cut short; null where there is none. */
export const ProofDifference = z.object({ table: z.string(), key: z.string(), column: z.string().nullable(), left: z.string().nullable(), right: z.string().nullable() });
export type ProofDifference = z.infer<typeof ProofDifference>;

/** How the proof of a package came out. */
export const Proof = z.object({
	outcome: z.enum(['pass', 'fail']),
	/** Milliseconds UTC. */
	at: z.int(),
	clippings: z.int(), rows: z.int(), files: z.int(), bytes: z.int(),
	/** All there are; `differences` names the first. */
	different: z.int(),
	differences: z.array(ProofDifference),
	milliseconds: z.number(),
});
export type Proof = z.infer<typeof Proof>;

/** An event of the archive's record. `clipping` null: it is about the archive as a whole. */
export interface LoggedEvent {
	id: number;
	/** Milliseconds UTC. */
	at: number;
	/** A term of the PREMIS event type vocabulary. */
	type: string;
	clipping: number | null;
	headline: string | null;
	/** What is known beyond its type, as it was written down. */
	detail: unknown;
}
