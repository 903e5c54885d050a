// Owns the words for what a query can say besides words: for completing it and for the page that explains it. Must not know how it is read.
import { say } from '../../shared/words/say';
import type { QueryField } from '../../shared/query-text';
import type { FacetName } from '../../shared/facets';

export interface Operator {
	field: QueryField;
	says: string;
	example: string;
	/** Values come from this facet of the archive. */
	facet?: FacetName;
	/** All the values there are, with what each means. */
	values?: readonly (readonly [value: string, says: string])[];
}

export const OPERATORS: readonly Operator[] = [
	{ field: 'tag', says: say('library.help.of.tag'), example: 'tag:war', facet: 'tag' },
	{ field: 'in', says: say('library.help.of.in'), example: 'in:Thesis', facet: 'collection' },
	{ field: 'pub', says: say('library.help.of.pub'), example: 'pub:"Evening Post"', facet: 'publication' },
	{ field: 'by', says: say('library.help.of.by'), example: 'by:tallis', facet: 'byline' },
	{ field: 'credit', says: say('library.help.of.credit'), example: 'credit:reuters', facet: 'credit' },
	{ field: 'date', says: say('library.help.of.date'), example: 'date:1981..1983' },
	{ field: 'before', says: say('library.help.of.before'), example: 'before:1982' },
	{ field: 'after', says: say('library.help.of.after'), example: 'after:1982-03-11' },
	{ field: 'lang', says: say('library.help.of.lang'), example: 'lang:de', facet: 'language' },
	{ field: 'kind', says: say('library.help.of.kind'), example: 'kind:image', facet: 'kind' },
	{
		field: 'is', says: say('library.help.of.is'), example: 'is:unfiled', values: [
			['unsure', say('library.help.is.unsure')], ['unfiled', say('library.help.is.unfiled')], ['untagged', say('library.help.is.untagged')], ['flagged', say('library.help.is.flagged')], ['recent', say('library.help.is.recent')], ['duplicate', say('library.help.is.duplicate')],
		],
	},
	{
		field: 'has', says: say('library.help.of.has'), example: 'has:picture', values: [
			['picture', say('library.help.has.picture')], ['note', say('library.help.has.note')], ['highlight', say('library.help.has.highlight')], ['date', say('library.help.has.date')], ['byline', say('library.help.has.byline')], ['url', say('library.help.has.url')], ['page', say('library.help.has.page')], ['tag', say('library.help.has.tag')], ['publication', say('library.help.has.publication')],
		],
	},
	{ field: 'title', says: say('library.help.of.title'), example: 'title:yard' },
	{ field: 'body', says: say('library.help.of.body'), example: 'body:slipway' },
	{ field: 'caption', says: say('library.help.of.caption'), example: 'caption:ferry' },
	{ field: 'note', says: say('library.help.of.note'), example: 'note:compare' },
	{ field: 'place', says: say('library.help.of.place'), example: 'place:"Port Averil"' },
	{ field: 'file', says: say('library.help.of.file'), example: 'file:scan' },
	{ field: 'url', says: say('library.help.of.url'), example: 'url:example.org' },
	{ field: 'imported', says: say('library.help.of.imported'), example: 'imported:2026-11' },
];

/** What words themselves can do. */
export const WORDS: readonly (readonly [example: string, says: string])[] = [
	['yard closure', say('library.help.words.both')],
	['"last hull"', say('library.help.words.phrase')],
	['-ferry', say('library.help.words.without')],
	['yard OR slipway', say('library.help.words.either')],
	['closure (yard OR slipway)', say('library.help.words.brackets')],
	['strike NEAR/5 yard', say('library.help.words.near')],
];
