// Owns what an import's rules make of one reading: a person's word for the publication, and dates that can be read in more than one way settled. Pure. Must not read sources or know an archive.
import type { Draft } from '../../shared/draft';
import type { DateOrder, ImportRules } from '../../shared/model';
import { settledUnder, withConvention } from '../reading/conventions';
import { publicationKey } from '../reading/publication';
import { publicationKey as keyOfRow } from '../store/rows';

/** The rules that say what is read, as far as the threads that read need them. */
export interface ReadingRules extends Pick<ImportRules, 'publication' | 'dateOrder'> {
	/** How publications write dates in figures, by their key, as somebody decided in this archive; what the import itself was told goes before. */
	conventions?: Readonly<Record<string, DateOrder>>;
}

export const NO_RULES: ReadingRules = { publication: null, dateOrder: null };

/** How sure a date is that was open and is read in the order somebody gave for the whole import. */
const SETTLED = 0.95;

/**
 * A draft under the rules. What the text itself leaves no doubt of stays: the order of dates settles only those that are
 * open. The publication is somebody's word; where the text says the same name, it still points there.
 */
export function ruled(draft: Draft, rules: ReadingRules): Draft {
	const { publication, dateOrder } = rules;
	const settle = (found: Draft['published']): Draft['published'] => {
		const value = found && dateOrder && settledUnder(found.value, dateOrder);
		return found && value ? { value, from: { spans: found.from.spans, how: 'convention', certainty: SETTLED } } : found;
	};
	const same = publication !== null && draft.publication !== null && publicationKey(publication) === publicationKey(draft.publication.value);
	const read: Draft = {
		...draft,
		published: settle(draft.published),
		updated: settle(draft.updated),
		publication: publication === null ? draft.publication : { value: publication, from: { spans: same ? draft.publication?.from.spans ?? [] : [], how: 'person', certainty: 1 } },
	};
	const key = read.publication && keyOfRow(read.publication.value);
	const convention = key ? rules.conventions?.[key] : undefined;
	return convention ? withConvention(read, convention) : read;
}
