// Owns the bins of time: decades, years, months and days as numbers that follow one another, and how a query asks for one. Pure. Days are YYYYMMDD as one number.
import type { BinSize } from '../../shared/facets';

const DAY = 86_400_000;
const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const yearOf = (day: number): number => Math.trunc(day / 10_000);
const monthOf = (day: number): number => Math.trunc(day / 100) % 100;

/** Days since 1970-01-01, counted from the March of each year so that a leap day comes last: quick enough for every result. */
function dayCount(day: number): number {
	const month = monthOf(day);
	const year = yearOf(day) - (month < 3 ? 1 : 0);
	const century = Math.floor(year / 100);
	const ofYear = Math.trunc((153 * (month + (month < 3 ? 9 : -3)) + 2) / 5) + (day % 100) - 1;
	return year * 365 + Math.floor(year / 4) - century + Math.floor(century / 4) + ofYear - 719_468;
}

/** The bin a day falls into: bins of one size are numbered through all of time. */
export const BIN_OF: Readonly<Record<BinSize, (day: number) => number>> = {
	decade: (day) => Math.trunc(day / 100_000),
	year: yearOf,
	month: (day) => yearOf(day) * 12 + monthOf(day) - 1,
	day: dayCount,
};

/** How a query asks for a bin: "198X", "1982", "1982-03", "1982-03-11". */
export function dateOf(by: BinSize, bin: number): string {
	if (by === 'decade') return `${pad(bin, 3)}X`;
	if (by === 'year') return pad(bin, 4);
	if (by === 'month') return `${pad(Math.floor(bin / 12), 4)}-${pad((bin % 12) + 1, 2)}`;
	return new Date(bin * DAY).toISOString().slice(0, 10);
}

/** "1982-03-11" as 19820311. */
export const dayNumber = (iso: string): number => Number(iso.slice(0, 4)) * 10_000 + Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8, 10));
/** 19820311 as "1982-03-11". */
export const isoDay = (day: number): string => `${pad(yearOf(day), 4)}-${pad(monthOf(day), 2)}-${pad(day % 100, 2)}`;

const SIZES: readonly BinSize[] = ['day', 'month', 'year', 'decade'];

/** The smallest size, or the one asked for, of which at most so many bins reach over these days. */
export function sizeFor(from: number, to: number, most: number, atLeast: BinSize | null): BinSize {
	const many = (by: BinSize): number => BIN_OF[by](to) - BIN_OF[by](from) + 1;
	return SIZES.slice(atLeast === null ? 0 : SIZES.indexOf(atLeast)).find((by) => many(by) <= most) ?? 'decade';
}
