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
	date: { label: say('views.column.date'), width: 96, sorts: ['newest', 'oldest'] },
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

/** What a headline gives up, at most, before the table is scrolled sideways. In pixels. */
const LEAST_HEADLINE = 176;

/** Columns as they stand in so much room: the headline takes what the others leave, and where they leave too little gives way, unless somebody has made it as wide as it is. */
export function laidOut(columns: readonly ShownColumn[], room: number): readonly ShownColumn[] {
	const left = room - columns.reduce((sum, { width }) => sum + width, 0);
	return columns.map((column) => {
		if (column.name !== 'headline' || room === 0) return column;
		const least = column.width === COLUMNS.headline.width ? LEAST_HEADLINE : column.width;
		return { ...column, width: Math.max(least, column.width + left) };
	});
}

/** Each column once, within its limits, the headline among them: what was kept may be of another version. */
export function fitColumns(columns: readonly ShownColumn[]): readonly ShownColumn[] {
	const once = columns.filter(({ name }, at) => columns.findIndex((one) => one.name === name) === at);
	const fit = once.map(({ name, width }) => ({ name, width: Math.min(WIDEST, Math.max(narrowest(name), width)) }));
	return fit.some(({ name }) => name === 'headline') ? fit : [{ name: 'headline', width: COLUMNS.headline.width }, ...fit];
}
