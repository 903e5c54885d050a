// Owns the question whether 03/04/2005 is the third of April or the fourth of March: what in the file settles it. Never guesses.
import { DAY_FIRST, type DateOrder, findDates } from './dates';
import type { Facts } from './facts';
import type { Page } from './page';

/** What the file itself, or the person importing it, says about the order of day and month. */
export function dateOrderOf(page: Page): DateOrder {
	const days = new Set<string>();
	let dmy = 0;
	let mdy = 0;
	for (let i = 0; i < page.facts.length; i++) {
		for (const date of (page.facts[i] as Facts).dates) {
			if (date.numericOrder === 'dmy') dmy++;
			else if (date.numericOrder === 'mdy') mdy++;
			else if (date.numericOrder === null && date.precision === 'day' && date.readings[0]) days.add(date.readings[0]);
		}
	}
	for (const date of findDates((page.hints.fileName ?? '').replace(/_/g, ' '))) if (date.numericOrder === null && date.precision === 'day') days.add(date.readings[0] as string);
	const dayFirst = page.language !== null && DAY_FIRST.has(page.language);
	const seen = dmy > 0 && mdy === 0 ? 'dmy' : mdy > 0 && dmy === 0 ? 'mdy' : null;
	const { dateOrder } = page.hints;
	return {
		order: dateOrder ?? seen ?? (dayFirst ? 'dmy' : null),
		by: dateOrder ? 'told' : seen ? 'figures' : dayFirst ? 'language' : null,
		likely: dayFirst ? 'dmy' : 'mdy',
		days,
	};
}
