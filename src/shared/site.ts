// Owns the shape of what an exported site keeps for its own script: written by the export, read in a browser from a folder. Pure types; positions are counted in the order of the export, from 0.

/** Clippings whose rows stand in one file. */
export const ROWS_TOGETHER = 250;

/** What can be chosen from, in the order in which it is offered. */
export const SITE_FACETS = ['publication', 'year', 'tag', 'byline', 'language', 'collection'] as const;
export type SiteFacet = (typeof SITE_FACETS)[number];

/** A clipping in a list: its page, headline, newspaper, date as printed, byline, the beginning of its text, its language. */
export type SiteRow = [page: string, headline: string, publication: string, printed: string, byline: string, snippet: string, language: string];

/** A stretch of clippings that is indexed by itself: the position of the first, how many, and the first term of each of its files. */
export interface SiteSegment { from: number; count: number; first: string[] }

export interface SiteColumns {
	clippings: number;
	/** First day a date can mean as a number (19820311), 0 for none; one for each clipping. */
	days: number[];
	/** "1982-03" for what surely lies in one month, "1982" for a year, "" for anything else; as number in `months`. */
	months: string[];
	month: number[];
	/** Place of each headline among all, as a list would have them. */
	rank: number[];
	/** Names by facet, and for each clipping which of them it has. */
	names: Record<SiteFacet, string[]>;
	has: Record<SiteFacet, (number | number[])[]>;
	segments: SiteSegment[];
}

/** A term's clippings: each the distance to the one before in its segment, times 4, plus its weight (0 text, 1 often in the text, 2 byline, newspaper, standfirst or tag, 3 headline), in base 36. */
export const POSTINGS = { base: 36, weights: [1, 2, 4, 8] } as const;

/** Files call this with their name and what they hold: what is read from a folder cannot be fetched, only run. */
export const SITE_CALL = 'cuttingsSite';
