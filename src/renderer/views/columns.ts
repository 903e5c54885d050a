// Owns the columns a table of clippings may have: their names, widths, and the orders of the archive they stand for. Must not render or keep them.
import { say } from '../../shared/words/say';
import type { Sort } from '../../shared/model';

export type ColumnName = 'headline' | 'publication' | 'date' | 'byline' | 'tags' | 'language' | 'kind' | 'kept' | 'marks';

export interface Column {
	label: string;
	/** In pixels, before somebody has changed it. */
	width: number;
	/** Orders the archive keeps an index for; pressing the head goes from one to the next. Empty where there is none. */
	sorts: readonly Sort[];
}

/**
 * An order is offered where the archive has an index for it. By byline, language or tags a million clippings would be sorted
 * each time they are asked for, so those columns say that they cannot be.
 */
export const COLUMNS: Readonly<Record<ColumnName, Column>> = {
	headline: { label: say('views.column.headline'), width: 264, sorts: ['headline'] },
	publication: { label: say('views.column.publication'), width: 128, sorts: ['publication'] },
	date: { label: say('views.column.date'), width: 104, sorts: ['newest', 'oldest'] },
	byline: { label: say('views.column.byline'), width: 112, sorts: [] },
	tags: { label: say('views.column.tags'), width: 104, sorts: [] },
	language: { label: say('views.column.language'), width: 88, sorts: [] },
	kind: { label: say('views.column.kind'), width: 72, sorts: [] },
	kept: { label: say('views.column.kept'), width: 104, sorts: ['imported'] },
	marks: { label: say('views.column.marks'), width: 80, sorts: [] },
};
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

/** A column that is shown. `width` in pixels. */
export interface ShownColumn { name: ColumnName; width: number }

export const USUAL_COLUMNS: readonly ShownColumn[] = (['headline', 'publication', 'date', 'byline', 'tags'] as const).map((name) => ({ name, width: COLUMNS[name].width }));

const NARROWEST = 56;
const WIDEST = 1_200;
/** In pixels: a headline of a word or two can always be read. */
export const narrowest = (name: ColumnName): number => (name === 'headline' ? 120 : NARROWEST);

const isName = (value: unknown): value is ColumnName => COLUMN_NAMES.some((name) => name === value);

export const isColumns = (value: unknown): value is readonly ShownColumn[] => Array.isArray(value) && value.every((one: unknown) => {
	if (typeof one !== 'object' || one === null) return false;
	const { name, width } = one as Partial<ShownColumn>;
	return isName(name) && typeof width === 'number' && Number.isFinite(width);
});

/** What can be missed first, while nobody has chosen the columns. */
const MISSED_FIRST: readonly ColumnName[] = ['byline', 'tags', 'publication'];
/** A headline shorter than this is none; columns that are there of themselves are left out for it. In pixels. */
const COMFORTABLE_HEADLINE = 256;

/** The columns that are there of themselves in so much room. */
export function usualColumns(room: number): readonly ShownColumn[] {
	let columns = USUAL_COLUMNS;
	for (const name of MISSED_FIRST) {
		const others = columns.reduce((sum, column) => sum + (column.name === 'headline' ? 0 : column.width), 0);
		if (room === 0 || room - others >= COMFORTABLE_HEADLINE) break;
		columns = columns.filter((column) => column.name !== name);
	}
	return columns;
}

/** What a headline gives up, at most, before the table is scrolled sideways; and what another column gives up before the headline does. */
const LEAST_HEADLINE = 176;
const LEAST_SHARE = 0.75;
/** Half a name is still known; half a date is not. */
const GIVING: ReadonlySet<ColumnName> = new Set(['publication', 'byline', 'tags', 'language']);

/**
 * Columns as they stand in so much room: the headline takes what the others leave. Where they leave too little, names that nobody
 * has made wider or narrower give way first, each by the same share, and then the headline.
 */
export function laidOut(columns: readonly ShownColumn[], room: number): readonly ShownColumn[] {
	if (room === 0) return columns;
	const isUsual = ({ name, width }: ShownColumn): boolean => width === COLUMNS[name].width;
	const sum = (some: readonly ShownColumn[]): number => some.reduce((all, { width }) => all + width, 0);
	const short = sum(columns) - room;
	const giving = columns.filter((column) => GIVING.has(column.name) && isUsual(column));
	const share = short <= 0 || giving.length === 0 ? 1 : Math.max(LEAST_SHARE, 1 - short / sum(giving));
	const fit = columns.map((column) => (giving.includes(column) ? { ...column, width: Math.floor(column.width * share) } : column));
	const left = room - sum(fit);
	return fit.map((column) => {
		if (column.name !== 'headline') return column;
		return { ...column, width: Math.max(isUsual(column) ? LEAST_HEADLINE : column.width, column.width + left) };
	});
}

/** Each column once, within its limits, the headline among them: what was kept may be of another version. */
export function fitColumns(columns: readonly ShownColumn[]): readonly ShownColumn[] {
	const once = columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) === at);
	const fit = once.map(({ name, width }) => ({ name, width: Math.min(WIDEST, Math.max(narrowest(name), width)) }));
	return fit.some(({ name }) => name === 'headline') ? fit : [{ name: 'headline', width: COLUMNS.headline.width }, ...fit];
}
