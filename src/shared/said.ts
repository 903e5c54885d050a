// Owns a sentence as data: which message of the catalogue it is, and what stands in its braces. Must not say it: whoever shows it does, in the language in use there.
import { z } from 'zod';
import type en from './words/languages/en.json';

type Key = keyof typeof en;
/** Messages whose occasion arises where no language is spoken. */
export type SaidKey = Extract<Key, `said.${string}`>;

/** `values` are plain, so that it can be kept and sent: names as they are written, numbers as numbers, and words of the catalogue as messages of their own. */
export interface Said<K extends SaidKey = SaidKey> {
	key: K;
	values: Readonly<Record<string, string | number | Said>>;
}

export const said = <K extends SaidKey>(key: K, values: Said['values'] = {}): Said<K> => ({ key, values });

const SaidKey = z.custom<SaidKey>((key) => typeof key === 'string' && key.startsWith('said.'));
/** Messages stand in messages, and not in those again: what is kept may be a stranger's, nested without end. */
const Inner = z.object({ key: SaidKey, values: z.record(z.string(), z.union([z.string(), z.number()])) });

/** A sentence that crosses a port. That its key is one of the catalogue's is for the compiler to see: both ends are of one build. */
export const Said: z.ZodType<Said> = z.object({
	key: SaidKey,
	values: z.record(z.string(), z.union([z.string(), z.number(), Inner])),
});

/** As it is kept with an archive: before sentences were data, English ones were kept as they stand. */
export const KeptSaid: z.ZodType<Said> = z.union([Said, z.string().transform((text) => said('said.plain', { text }))]);

/** What was kept, which another program may have written. */
export const keptSaid = (kept: unknown): Said => KeptSaid.safeParse(kept).data ?? said('said.unknown');
