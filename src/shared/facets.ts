// Owns the shapes of what is counted of results: facets, the timeline, and newspapers over time. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { TagColour } from './model';
import type { QueryField } from './query-text';

/** What results are counted by. People and agencies that sign stand together; a picture's credit names photographers and agencies. */
export const FacetName = z.enum(['publication', 'year', 'tag', 'byline', 'language', 'kind', 'collection', 'credit']);
export type FacetName = z.infer<typeof FacetName>;

/** The field of a query by which each facet narrows. */
export const FACET_FIELDS = { publication: 'pub', year: 'date', tag: 'tag', byline: 'by', language: 'lang', kind: 'kind', collection: 'in', credit: 'credit' } as const satisfies Record<FacetName, QueryField>;
/** The fields that ask for a date of publication: what they ask for is the timeline's range. */
export const DATE_FIELDS: readonly QueryField[] = ['date', 'before', 'after'];

/**
 * One value of a facet. `text` and `isExact` are how a query asks for it (shared/query-text.ts): `pub:="The Evening Post"`,
 * `lang:de`, `date:198X`, `tag:none`. `count`: results that this one condition finds, were the facet asked for nothing else.
 */
export const FacetValue = z.object({
	text: z.string(),
	isExact: z.boolean(),
	/** What it is called; null for those without any. A kind is called by its key, and a decade in English: the window says both by `text`. */
	label: z.string().nullable(),
	count: z.int().min(0),
	/** How the query asks for it: one of those wanted, or left out. */
	way: z.enum(['in', 'out']).nullable(),
	/** Below another: a year in its decade, a tag or collection in the one above. 0 stands at the top. */
	level: z.int().min(0),
	/** It signs as an agency or another organisation. */
	isAgency: z.boolean().optional(),
	colour: TagColour.optional(),
});
export type FacetValue = z.infer<typeof FacetValue>;

/** A facet of the results, top values first; years, tags and collections stand as their trees are read. */
export const Facet = z.object({
	name: FacetName,
	values: z.array(FacetValue),
	/** Values that results have, those not listed too. */
	distinct: z.int().min(0),
	/** The query asks something of it that is more than some of its values, such as a range of dates. */
	isAskedOtherwise: z.boolean(),
});
export type Facet = z.infer<typeof Facet>;

export const Facets = z.object({ total: z.int().min(0), facets: z.array(Facet) });
export type Facets = z.infer<typeof Facets>;

/** Which facets, and how much of them. `containing`: only values in whose name these words stand. `locale` (BCP 47): what languages are called in. */
export const FacetsAsked = z.object({
	names: z.array(FacetName).default([...FacetName.options]),
	limit: z.int().min(1).max(1_000).default(12),
	containing: z.string().max(500).default(''),
	locale: z.string().max(100).default('en'),
});
export type FacetsAsked = z.infer<typeof FacetsAsked>;
export type FacetsAskedInput = z.input<typeof FacetsAsked>;

export const BinSize = z.enum(['decade', 'year', 'month', 'day']);
export type BinSize = z.infer<typeof BinSize>;

/** Most bins of a timeline. Where they would be more, bins are larger than asked. */
export const MOST_BINS = 4_000;

/** `by` null: the smallest bins of which there are at most `most`. `from` and `to` (YYYY-MM-DD): only this part of time, all of it. */
export const TimelineAsked = z.object({
	by: BinSize.nullable().default(null),
	most: z.int().min(1).max(MOST_BINS).default(120),
	from: z.iso.date().nullable().default(null),
	to: z.iso.date().nullable().default(null),
});
export type TimelineAsked = z.infer<typeof TimelineAsked>;
export type TimelineAskedInput = z.input<typeof TimelineAsked>;

/**
 * A stretch of time. `date` is how a query asks for it: "198X", "1982", "1982-03", "1982-03-11". `count`: results that belong
 * here and nowhere else. `spanning`: those whose date says less than a bin, and may belong here. `share`: how many of those are
 * to be expected here, were each spread evenly over the bins it reaches; all counts and shares together are all dated results.
 */
export const Bin = z.object({ date: z.string(), count: z.int().min(0), spanning: z.int().min(0), share: z.number().min(0) });
export type Bin = z.infer<typeof Bin>;

/** Results over time, whatever dates the query asks for: those are `chosen`. Bins follow one another without gaps. */
export const Timeline = z.object({
	by: BinSize,
	bins: z.array(Bin),
	/** Results with a date in these bins, those without any date, and those that reach over several bins. */
	dated: z.int().min(0), undated: z.int().min(0), spanning: z.int().min(0),
	/** First and last day (YYYY-MM-DD) of all dated results, also of those outside the bins; null without any. */
	reach: z.object({ from: z.string(), to: z.string() }).nullable(),
	/** The days that the query asks for; null when it asks for none, an end null when it is open. */
	chosen: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
});
export type Timeline = z.infer<typeof Timeline>;

export const OverTimeAsked = TimelineAsked.extend({ publications: z.int().min(1).max(200).default(20) });
export type OverTimeAsked = z.infer<typeof OverTimeAsked>;
export type OverTimeAskedInput = z.input<typeof OverTimeAsked>;

/** Publication by time: the newspapers with most results, and how many of each fall into each bin. */
export const OverTime = z.object({
	by: BinSize,
	/** How a query asks for each column. */
	dates: z.array(z.string()),
	rows: z.array(z.object({
		/** The newspaper's name; null for clippings without one. */
		publication: z.string().nullable(),
		/** Dated results within the columns. */
		total: z.int().min(0),
		/** As `count` and `spanning` of a bin. */
		counts: z.array(z.int().min(0)),
		spanning: z.array(z.int().min(0)),
	})),
	/** Newspapers with results in these columns, those not listed too. */
	distinct: z.int().min(0),
	undated: z.int().min(0),
});
export type OverTime = z.infer<typeof OverTime>;
