// Owns how what needs a look is said, and how the readings of a date are told apart. Pure.
import type { Doubt, FieldName } from '../../shared/draft';
import { doubtsOf } from '../../shared/draft';
import type { Clipping, DateHabit, DateOrder } from '../../shared/model';
import { say } from '../../shared/words/say';
import { said, saidDate } from '../ui/dates';
import { IN_SENTENCE, THREADS } from './fields';

/** "Date can be read two ways", "No headline found", "Newspaper unsure" */
export function doubtWords({ field, why }: Doubt): string {
	const { label } = THREADS[field];
	switch (why) {
		case 'two-ways': return say('reader.doubts.twoWays', { field: label });
		case 'missing': return say('reader.doubts.missing', { field: IN_SENTENCE[field] });
		case 'unread': return say('reader.doubts.unread', { field: label });
		case 'unsure': return say('reader.doubts.unsure', { field: field === 'byline' ? say('reader.doubts.byline') : label });
	}
}

export const doubtIn = (clipping: Clipping, field: FieldName): Doubt['why'] | null => doubtsOf(clipping).find((doubt) => doubt.field === field)?.why ?? null;

/** The order in which a printed date has a reading; null when its figures do not tell. */
export function orderOfReading(printed: string, reading: string): DateOrder | null {
	const [first, second] = (printed.match(/\d+/g) ?? []).map(Number);
	const [, month, day] = reading.split('-').map(Number);
	if (first === day && second === month) return 'DMY';
	if (first === month && second === day) return 'MDY';
	return null;
}

export interface Choice {
	/** Null leaves it open. */
	reading: string | null;
	title: string;
	why: string;
}

/** What an open date may be: what the publication's habit speaks for comes first, leaving it open last. */
export function choicesOf(date: NonNullable<Clipping['published']>, habit: DateHabit | null): Choice[] {
	const speaksFor = habit?.order ?? habit?.suggested ?? null;
	const ranked = date.readings.slice(0, 8).map((reading) => ({ reading, order: orderOfReading(date.printed, reading) }))
		.sort((a, b) => Number(b.order !== null && b.order === speaksFor) - Number(a.order !== null && a.order === speaksFor));
	return [
		...ranked.map(({ reading, order }) => ({ reading, title: said(reading, 'long'), why: whyOf(order, habit) })),
		{ reading: null, title: say('reader.date.leave'), why: say('reader.doubts.shownAs', { date: saidDate(date, 'short') }) },
	];
}

function whyOf(order: DateOrder | null, habit: DateHabit | null): string {
	if (order !== 'DMY' && order !== 'MDY') return say('reader.doubts.otherWay');
	if (habit?.order === order) return say('reader.doubts.decided', { order });
	const [like, all] = [order === 'DMY' ? habit?.dayFirst : habit?.monthFirst, (habit?.dayFirst ?? 0) + (habit?.monthFirst ?? 0)];
	if (like) return say('reader.doubts.like', { order, like, all });
	return order === 'MDY' && all === 0 ? say('reader.doubts.american') : say('reader.doubts.order', { order });
}

/** The reading that is chosen until somebody chooses another: only where the publication's habit speaks for it. */
export function likelyReading(date: NonNullable<Clipping['published']>, habit: DateHabit | null): string | undefined {
	const speaksFor = habit?.order ?? habit?.suggested ?? null;
	return speaksFor === null ? undefined : date.readings.find((reading) => orderOfReading(date.printed, reading) === speaksFor);
}
