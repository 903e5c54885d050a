// Owns what stands in the facets' row: which facet is open, its values and counts, and what a click on one makes of the query. Must not hold the query; the library does.
import { DATE_FIELDS, FACET_FIELDS, type Facet, type FacetName, type FacetValue } from '../../shared/facets';
import { Fault } from '../../shared/errors';
import { conditionsIn, withoutFields, withValue, type QueryField } from '../../shared/query-text';
import { locale, say, type Key } from '../../shared/words/say';
import type { ArchiveClient } from '../clients';
import type { Library } from '../library/library.svelte';
import { inSentence, language } from '../ui/words';
import { saidBin } from './bin-words';
import { saidRange } from './ranges';

interface Noun { label: string; many: string; /** How several that are chosen are said. */ chosen: Key }
/** What facets are called, in the order of their row. */
export const FACETS: Readonly<Record<FacetName, Noun>> = {
	publication: { label: say('facets.name.publication'), many: say('facets.many.publication'), chosen: 'facets.chosen.publication' },
	tag: { label: say('facets.name.tag'), many: say('facets.many.tag'), chosen: 'facets.chosen.tag' },
	byline: { label: say('facets.name.byline'), many: say('facets.many.byline'), chosen: 'facets.chosen.byline' },
	language: { label: say('facets.name.language'), many: say('facets.many.language'), chosen: 'facets.chosen.language' },
	year: { label: say('facets.name.year'), many: say('facets.many.year'), chosen: 'facets.chosen.year' },
	kind: { label: say('facets.name.kind'), many: say('facets.many.kind'), chosen: 'facets.chosen.kind' },
	collection: { label: say('facets.name.collection'), many: say('facets.many.collection'), chosen: 'facets.chosen.collection' },
	credit: { label: say('facets.name.credit'), many: say('facets.many.credit'), chosen: 'facets.chosen.credit' },
};
export const NAMES = Object.keys(FACETS) as FacetName[];
/** What those without any value are called. */
const WITHOUT: Readonly<Record<FacetName, string>> = {
	publication: say('facets.without.publication'),
	tag: say('facets.without.tag'),
	byline: say('facets.without.byline'),
	language: say('facets.without.language'),
	year: say('facets.without.year'),
	kind: '',
	collection: say('facets.without.collection'),
	credit: say('facets.without.credit'),
};
const KINDS: Readonly<Record<string, string>> = { article: say('facets.kind.article'), image: say('facets.kind.image') };
/** What a value is called in the language in use. */
export function called(name: FacetName, { text, label }: Pick<FacetValue, 'text' | 'label'>): string {
	if (label === null) return WITHOUT[name];
	return name === 'kind' ? (KINDS[text] ?? label) : name === 'year' && text.endsWith('X') ? saidBin(text) : label;
}
/** The same of a value that a query asks for, of which only its text is known. */
const calledAsked = (name: FacetName, text: string): string =>
	text.toLowerCase() === 'none' ? inSentence(WITHOUT[name]) : called(name, { text, label: name === 'language' ? (language(text) ?? text) : text });
/** Values shown at first, and how many more each time. */
const FEW = 12;
const PAUSE = 120;

/** The fields of the query that are a facet's. */
export const fieldsOf = (name: FacetName): readonly QueryField[] => (name === 'year' ? DATE_FIELDS : [FACET_FIELDS[name]]);

export class Faceting {
	/** The facet whose values are shown. */
	open = $state<FacetName | null>(null);
	facet = $state.raw<Facet | null>(null);
	containing = $state('');
	fault = $state.raw<unknown>(null);
	readonly #client: Pick<ArchiveClient, 'find.facets' | 'changed'>;
	readonly #library: Library;
	#limit = FEW;
	#asked: AbortController | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(client: Pick<ArchiveClient, 'find.facets' | 'changed'>, library: Library) {
		this.#client = client;
		this.#library = library;
	}

	/** Listens until the undo is called. */
	start(): () => void {
		return this.#client['changed'](() => void this.ask());
	}

	/** Opens a facet, or shuts the one that is open. */
	show(name: FacetName | null): void {
		this.open = name;
		this.facet = null;
		this.fault = null;
		this.containing = '';
		this.#limit = FEW;
		if (name) void this.ask();
	}

	seek(words: string): void {
		this.containing = words;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.ask(), PAUSE);
	}

	more(): void {
		this.#limit = Math.min(1_000, this.#limit * 4);
		void this.ask();
	}

	/** Counts the open facet's values (again). Old counts stand until the new ones come. */
	async ask(): Promise<void> {
		const name = this.open;
		this.#asked?.abort();
		if (!name) return;
		const asked = new AbortController();
		this.#asked = asked;
		try {
			const { facets } = await this.#client['find.facets']({ query: this.#library.query, asked: { names: [name], limit: this.#limit, containing: this.containing, locale: locale() } }, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.facet = facets[0]!;
			this.fault = null;
		} catch (error) {
			if (!asked.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	/** Narrows to a value, beside others of its facet that are chosen; or leaves it out. What is so already is taken back. */
	turn(name: FacetName, value: FacetValue, way: 'in' | 'out'): void {
		const next = value.way === way ? null : way;
		const isRange = name === 'year' && this.facet?.isAskedOtherwise === true;
		// A range of dates and a year beside it would rarely leave anything: the year takes its place.
		this.#library.narrow((text) => withValue(isRange ? withoutFields(text, DATE_FIELDS) : text, FACET_FIELDS[name], { text: value.text, isExact: value.isExact }, next));
	}

	/** Takes all back that is asked of a facet. */
	clear(name: FacetName): void {
		this.#library.narrow((text) => withoutFields(text, fieldsOf(name)));
	}

	/** What a facet's pill says: what is asked of it, or null when nothing is. */
	said(name: FacetName): string | null {
		const conditions = conditionsIn(this.#library.text, fieldsOf(name));
		const [first] = conditions;
		if (!first) return null;
		if (name === 'year') {
			const range = saidRange(conditions);
			if (range !== null) return range;
		}
		const values = conditions.flatMap(({ values: all, isNot }) => all.map(({ text }) => ({ text, isNot })));
		const [only] = values;
		const areOut = values.every(({ isNot }) => isNot);
		const what = values.length === 1 && only ? calledAsked(name, only.text) : say(FACETS[name].chosen, { count: values.length });
		return areOut ? say('facets.pill.not', { what }) : what;
	}
}
