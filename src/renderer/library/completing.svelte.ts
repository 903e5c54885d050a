// Owns what the search field offers while one types: values of a field, fields themselves, recent searches. Must not change the text; who shows it does.
import { say } from '../../shared/words/say';
import type { FacetValue } from '../../shared/facets';
import type { Query } from '../../shared/model';
import { fieldNamed, printedCondition } from '../../shared/query-text';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import { language } from '../ui/words';
import type { Selection } from './field.svelte';
import { OPERATORS, type Operator } from './operators';

export type Offered =
	/** `insert` takes the place of what stands at `at`. */
	| { is: 'value' | 'operator'; label: string; note: string; count: number | null; dot?: string; insert: string; at: Selection }
	| { is: 'recent'; text: string }
	| { is: 'forget' }
	| { is: 'help' };

/** How long typing may pause before the archive is asked, in milliseconds. */
const PAUSE = 60;
const MOST = 8;
const MOST_OPERATORS = 5;
const MOST_RECENT = 6;

/** What is being typed at the caret: a value behind its field, or a word that may become a field. */
export type Piece = { is: 'value'; operator: Operator; isNot: boolean; typed: string; at: Selection } | { is: 'word'; typed: string; isNot: boolean; at: Selection };

/** The piece that ends at the caret; null in the middle of something, or where nothing is. */
export function pieceAt(text: string, caret: number): Piece | null {
	if (/^[^\s()"]/u.test(text.slice(caret))) return null;
	const hit = /(?:^|[\s(])((-?)([a-z]+):=?(?:"([^"]*)|([^\s()"“”„‟«»]*)))$/iu.exec(text.slice(0, caret));
	const field = hit && fieldNamed(hit[3]!);
	const operator = field ? OPERATORS.find((one) => one.field === field) : undefined;
	if (hit && operator) return { is: 'value', operator, isNot: hit[2] === '-', typed: hit[4] ?? hit[5] ?? '', at: { start: caret - hit[1]!.length, end: caret } };
	const word = /(?:^|[\s(])((-?)([a-z]{2,}))$/iu.exec(text.slice(0, caret));
	return word ? { is: 'word', typed: word[3]!.toLowerCase(), isNot: word[2] === '-', at: { start: caret - word[1]!.length, end: caret } } : null;
}

export class Completing {
	offered = $state.raw<readonly Offered[]>([]);
	/** The one that the arrow keys have come to; -1 for none. */
	active = $state(-1);
	/** A value is being typed: Tab takes the first one offered. */
	isValue = $state(false);

	readonly #client: Pick<ArchiveClient, 'find.facets'>;
	readonly #recent: () => readonly string[];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked: AbortController | null = null;

	constructor(client: Pick<ArchiveClient, 'find.facets'>, recent: () => readonly string[]) {
		this.#client = client;
		this.#recent = recent;
	}

	/** Looks again at what is being typed. `isBare`: the field holds nothing at all. */
	update(text: string, caret: number, { isBare, where }: { isBare: boolean; where: Query['where'] }): void {
		this.#stop();
		this.active = -1;
		const piece = pieceAt(text, caret);
		this.isValue = piece?.is === 'value';
		if (isBare) this.offered = this.#begin();
		else if (piece?.is === 'word') this.offered = operatorsFor(piece);
		else if (piece?.is === 'value' && piece.operator.values) this.offered = valuesFor(piece);
		else if (piece?.is === 'value' && piece.operator.facet) this.#timer = setTimeout(() => void this.#ask(piece, where), PAUSE);
		else this.offered = [];
	}

	close(): void {
		this.#stop();
		this.active = -1;
		this.isValue = false;
		this.offered = [];
	}

	move(by: 1 | -1): void {
		const last = this.offered.length - 1;
		this.active = by === 1 ? (this.active >= last ? -1 : this.active + 1) : this.active < 0 ? last : this.active - 1;
	}

	#begin(): Offered[] {
		const recent = this.#recent().slice(0, MOST_RECENT).map((text): Offered => ({ is: 'recent', text }));
		return [...recent, ...(recent.length > 0 ? [{ is: 'forget' } as const] : []), { is: 'help' }];
	}

	async #ask(piece: Piece & { is: 'value' }, where: Query['where']): Promise<void> {
		const asked = new AbortController();
		this.#asked = asked;
		const name = piece.operator.facet!;
		try {
			const { facets } = await this.#client['find.facets']({
				query: { text: '', tags: [], collection: null, where, only: null, import: null, sort: 'newest' }, asked: { names: [name], limit: MOST, containing: piece.typed },
			}, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.offered = (facets[0]?.values ?? []).filter(({ label }) => label !== null).slice(0, MOST).map((value) => valueOf(piece, value));
		} catch (error) {
			if (asked.signal.aborted) return;
			// Nothing is lost by offering nothing; the list says what is wrong with the archive.
			this.offered = [];
			if (!Fault.is(error)) throw error;
		}
	}

	#stop(): void {
		clearTimeout(this.#timer);
		this.#asked?.abort();
		this.#asked = null;
	}
}

const valueOf = ({ operator: { field }, isNot, at }: Piece & { is: 'value' }, { text, isExact, label, count, colour, isAgency }: FacetValue): Offered => ({
	is: 'value', label: field === 'lang' ? language(text) ?? text : label ?? text, note: isAgency ? say('library.offers.agency') : '', count, ...(colour && { dot: colour }),
	insert: `${printedCondition({ field, values: [{ text, isExact }], isNot })} `, at,
});

const valuesFor = ({ operator, isNot, typed, at }: Piece & { is: 'value' }): Offered[] =>
	(operator.values ?? []).filter(([value]) => value.startsWith(typed.toLowerCase())).map(([value, says]) => ({
		is: 'value', label: value, note: says, count: null, insert: `${printedCondition({ field: operator.field, values: [{ text: value, isExact: false }], isNot })} `, at,
	}));

const operatorsFor = ({ typed, isNot, at }: Piece & { is: 'word' }): Offered[] =>
	OPERATORS.filter(({ field }) => field.startsWith(typed)).slice(0, MOST_OPERATORS).map(({ field, says }) => ({
		is: 'operator', label: `${field}:`, note: says, count: null, insert: `${isNot ? '-' : ''}${field}:`, at,
	}));
