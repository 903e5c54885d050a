// Owns what of a clipping is counted in facets: the names it bears, each with the key that makes two spellings one, and the days it can mean. Pure, so that any thread can do it. Must not know a database.
import type { Byline, Caption } from '../../shared/draft';
import type { KeptDate } from '../../shared/model';
import { dayNumber } from './bins';
import { folded } from './fold';
import { orderDay } from './rows';

/** What a name is the name of. */
export type NameOf = 'publication' | 'byline' | 'credit' | 'language';

export interface Named {
	/** What makes it the same name, however it is spelled. */
	key: string;
	name: string;
	/** It signs as an agency or another organisation. */
	isAgency: boolean;
}

export interface Facts {
	kind: 'article' | 'image';
	publication: Named | null;
	language: Named | null;
	byline: readonly Named[];
	credits: readonly Named[];
	/** YYYYMMDD as one number; null without a date. */
	firstDay: number | null;
	lastDay: number | null;
}

/** What makes two spellings the same name; empty when there is nothing to call by. */
export const nameKey = (name: string): string => folded(name) || name.trim().toLowerCase();

const named = (name: string | null, isAgency = false): Named | null => {
	const shown = name?.replace(/\s+/gu, ' ').trim() ?? '';
	const key = nameKey(shown);
	return key === '' ? null : { key, name: shown, isAgency };
};

/** Each once, the first spelling standing. */
function distinct(names: readonly (Named | null)[]): Named[] {
	const byKey = new Map<string, Named>();
	for (const one of names) if (one) byKey.set(one.key, { ...(byKey.get(one.key) ?? one), isAgency: one.isAgency || (byKey.get(one.key)?.isAgency ?? false) });
	return [...byKey.values()];
}

/** A credit names a photographer, an agency, or both with a stroke between ("Ida Renwick/Tidewater Press"). */
const credited = ({ credit }: Pick<Caption, 'credit'>): (Named | null)[] => (credit ?? '').split(/[/;|]/u).map((part) => named(part));


export function factsOf({ kind, publication, language, byline, published, captions }: {
	kind: 'article' | 'image'; publication: string | null; language: string | null; byline: Byline | null; published: KeptDate | null; captions: readonly Pick<Caption, 'credit'>[];
}): Facts {
	const day = orderDay(published);
	const last = published?.lastDay ?? null;
	const firstDay = day === null ? null : dayNumber(day);
	return {
		kind,
		publication: named(publication),
		language: language === null || language === '' ? null : { key: language, name: language, isAgency: false },
		byline: distinct([...(byline?.signatories ?? []).map(({ name, kind: who }) => named(name, who === 'organisation')), named(byline?.agency ?? null, true)]),
		credits: distinct(captions.flatMap(credited)),
		firstDay,
		lastDay: firstDay === null ? null : last !== null && /^\d{4}-\d\d-\d\d$/.test(last) ? Math.max(firstDay, dayNumber(last)) : firstDay,
	};
}
