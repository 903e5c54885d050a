// Owns the runs of capitals in a line ("The Quayside Courier") and the words around them that go with publications. Must not vote.
import { LETTER, LOWER, NUMBER, SPACE, UPPER, Units, fold, kindOf } from './characters';
import { FoldedTable } from './folded-table';

/** Words before and after a name that say it is a publication's, folded. */
const LEADS = new Set(
	'follow|following|followed|subscribe to|subscription to|more from|more on|more at|stories from|newsletters from|newsletter by|sign up for|sign up to|contact|about|download the|like|support|supporting|why trust|on|get|join|joined|read it at|read more at|read more on|published in|published by|published on|published at|appeared in|appeared on|appeared at|courtesy of|back to|welcome to|advertise in|advertise with|visit|from|watch|via|quelle|erschienen bei|erschienen in|erschienen auf|mehr von|mehr bei|folgen sie|abonnieren sie|suivez|abonnez-vous a|sigue a|suscribete a|siga|newsletter|redaktion|por|copyright|told|tells|source|by|for|at|contributor to|article is|sobre|sur|par|von|bei|frag|neu bei|readers of|emails from|agree to|in'.split('|'),
);
const TRAILS = 'newsletter|newsletters|app|staff|reporter|reporters|correspondent|writer|editor|podcast|magazine|homepage|home|logo|on|subscriber|subscribers|reader|readers|editorial|weekly|daily|team|redaktion|plus|premium|epaper|e-paper|alerts|account|terms|privacy|all|international|live|sport|video|tv|shop|abo'.split('|');
/** Leads and trails that hardly go with anything but a publication. */
const STRONG_LEADS = new Set('follow|following|subscribe to|subscription to|more from|stories from|newsletters from|newsletter by|sign up for|sign up to|download the|like|support|why trust|read it at|read more at|read more on|published in|published by|appeared in|appeared on|back to|welcome to|advertise in|advertise with|erschienen bei|erschienen in|mehr von|folgen sie|abonnieren sie|suivez|sigue a|siga|newsletter|copyright|article is|readers of|emails from|about|contact|join|joined'.split('|'));
const STRONG_TRAILS = 'newsletter|newsletters|app|staff|reporter|correspondent|podcast|magazine|homepage|subscriber|subscribers|reader|readers|editorial|team|redaktion|plus|premium|epaper|alerts|account|terms|privacy|abo'.split('|');
/** Little words inside a run of capitals, and those that may stand between a lead and a name. Both in small letters only. */
const INSIDE = new Set('of|the|and|de|la|für|del|do|du|des|&'.split('|'));
const ARTICLES = new Set('the|der|die|das|le|la|el|a|o'.split('|'));
const MOST_INSIDE = 4;
const LONGEST_INSIDE = 3;

/** What a word beside or in a run is good for, as bits. */
export const BESIDE = { trail: 1, strongTrail: 2, lead: 4, strongLead: 8, leadEnd: 16, article: 32, inside: 64 } as const;

const mark = (words: Iterable<string>, bit: number): [string, number][] => Array.from(words, (word) => [word, bit]);
const TABLE = new FoldedTable([
	...mark(TRAILS, BESIDE.trail),
	...mark(STRONG_TRAILS, BESIDE.strongTrail),
	...mark([...LEADS].filter((lead) => !lead.includes(' ')), BESIDE.lead),
	...mark([...STRONG_LEADS].filter((lead) => !lead.includes(' ')), BESIDE.strongLead),
	...mark([...LEADS].map((lead) => lead.slice(lead.lastIndexOf(' ') + 1)), BESIDE.leadEnd),
	...mark(ARTICLES, BESIDE.article),
	...mark(INSIDE, BESIDE.inside),
]);

const isNameMark = (code: number): boolean => code === 0x2e || code === 0x2d || code === 0x27 || code === 0x2019 || code === 0x26 || code === 0x2b || code === 0x21;
const isNameCode = (code: number): boolean => (kindOf(code) & (LETTER | NUMBER)) !== 0 || isNameMark(code);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isSpace = (code: number): boolean => (kindOf(code) & SPACE) !== 0;

/** How far before a name its lead is looked for. */
const LEAD_REACH = 36;
const ARTICLE = /\s(?:the|der|die|das|le|la|el|a|o)$/u;

/** The lead before a name: whether it is one that hardly anything else has; whether somebody told the name something. */
export interface Lead {
	strong: boolean;
	told: boolean;
	/** The words before the name, as they stand. */
	before: string;
}

/** The runs of capitals of one line after another, with little words inside them, in arrays that are used again. */
export class CapitalRuns {
	count = 0;
	/** Where each run begins and ends in the line, and which of the words are its own: `first[r] .. first[r + 1]`. */
	readonly at: number[] = [];
	readonly end: number[] = [];
	readonly first: number[] = [];
	readonly wordStart: number[] = [];
	readonly wordEnd: number[] = [];

	private readonly buffer = new Units();
	private units: Uint16Array = new Uint16Array(0);
	private text = '';

	/** Finds the runs of a line; those found before are forgotten. A run that a little word begins is passed over. */
	read(text: string): void {
		this.text = text;
		this.units = this.buffer.of(text);
		this.count = 0;
		const { units } = this;
		const to = text.length;
		let words = 0;
		let previous = 0;
		for (let i = 0; i < to; ) {
			const kind = kindOf(units[i] as number);
			if (!(kind & (LETTER | NUMBER)) || previous & (LETTER | NUMBER)) {
				previous = kind;
				i++;
				continue;
			}
			let end = this.wordEndFrom(i);
			const capital = this.beginsWord(i);
			if (capital || this.isInside(i, end)) {
				const first = words;
				words = this.takeWords(i, end, words);
				end = this.wordEnd[words - 1] as number;
				if (!capital) words = first;
				else {
					if (words - first > 1 && this.isInside(this.wordStart[words - 1] as number, end)) end = this.wordEnd[--words - 1] as number;
					this.at[this.count] = i;
					this.end[this.count] = end;
					this.first[this.count++] = first;
				}
			}
			previous = kindOf(units[end - 1] as number);
			i = end;
		}
		this.first[this.count] = words;
	}

	/** Number of words in a run. */
	words(run: number): number {
		return (this.first[run + 1] as number) - (this.first[run] as number);
	}

	/** BESIDE bits of a run's word `k`. */
	bits(run: number, k: number): number {
		const word = (this.first[run] as number) + k;
		return TABLE.at(this.units, this.wordStart[word] as number, this.wordEnd[word] as number);
	}

	/** The words `from .. to` of a run, joined by single blanks. */
	name(run: number, from: number, to: number): string {
		const first = this.first[run] as number;
		for (let k = first + from; k + 1 < first + to; k++) {
			if (this.units[this.wordEnd[k] as number] !== 0x20) return this.text.slice(this.wordStart[first + from], this.wordEnd[first + to - 1]).replace(/\s/gu, ' ');
		}
		return this.text.slice(this.wordStart[first + from], this.wordEnd[first + to - 1]);
	}

	/** Whether a run's word `k` ends in a possessive. */
	isOwner(run: number, k: number): boolean {
		const end = this.wordEnd[(this.first[run] as number) + k] as number;
		return this.possessive(end - 2) > 0;
	}

	/** Whether the whole run ends in a possessive. */
	endsInPossessive(run: number): boolean {
		return this.possessive((this.end[run] as number) - 2) > 0;
	}

	/** BESIDE bits of the word after a run; a possessive between does not count. */
	trail(run: number): number {
		const end = this.end[run] as number;
		const from = end + this.possessive(end) + 1;
		if (from > this.text.length || !isSpace(this.units[from - 1] as number)) return 0;
		let to = from;
		while (to < Math.min(this.text.length, end + 24) && (kindOf(this.units[to] as number) & LETTER || this.units[to] === 0x2d)) to++;
		return TABLE.at(this.units, from, to);
	}

	/** The lead before a run, or null. */
	lead(run: number): Lead | null {
		const { units } = this;
		const at = this.at[run] as number;
		const low = Math.max(0, at - LEAD_REACH);
		let to = at;
		while (to > low && isSpace(units[to - 1] as number)) to--;
		if (to === low || !this.mayLead(low, to)) return null;
		const before = this.text.slice(low, to);
		const words = fold(before.replace(ARTICLE, '')).replace(/[\s:]+$/, '').split(/\s+/);
		const one = words.at(-1) ?? '';
		const two = words.length > 1 ? `${words.at(-2)} ${one}` : '';
		const leads = [one, two, words.length > 2 ? `${words.at(-3)} ${two}` : ''];
		if (!leads.some((lead) => LEADS.has(lead))) return null;
		return { strong: leads.some((lead) => STRONG_LEADS.has(lead)), told: one === 'told' || one === 'tells', before };
	}

	/** Whether the last word before `to`, an article aside, can be the last of a lead: most cannot, and are not looked at further. */
	private mayLead(low: number, to: number): boolean {
		const { units } = this;
		const wordBefore = (end: number): number => {
			let from = end;
			while (from > low && !isSpace(units[from - 1] as number)) from--;
			return from;
		};
		let end = to;
		let from = wordBefore(end);
		const bits = TABLE.at(units, from, end);
		if (from > low && bits & BESIDE.article && ARTICLES.has(this.text.slice(from, end))) {
			end = from - 1;
			while (end > low && (units[end - 1] === 0x3a || isSpace(units[end - 1] as number))) end--;
			from = wordBefore(end);
		} else {
			while (end > from && units[end - 1] === 0x3a) end--;
			if (end === to) return (bits & BESIDE.leadEnd) !== 0;
		}
		return from === end || (TABLE.at(units, from, end) & BESIDE.leadEnd) !== 0;
	}

	/** Whether a name's word begins at `i`: with a capital, a digit, or up to three small letters and a capital ("iPost"). */
	private beginsWord(i: number): boolean {
		const { units } = this;
		if (kindOf(units[i] as number) & UPPER || isDigit(units[i] as number)) return true;
		for (let k = i; k < Math.min(i + 4, this.text.length); k++) {
			const kind = kindOf(units[k] as number);
			if (kind & UPPER) return true;
			if (!(kind & LOWER)) return false;
		}
		return false;
	}

	private wordEndFrom(i: number): number {
		let end = i;
		while (end < this.text.length && isNameCode(this.units[end] as number)) end++;
		return end;
	}

	private isInside(from: number, to: number): boolean {
		return to - from <= LONGEST_INSIDE && (TABLE.at(this.units, from, to) & BESIDE.inside) !== 0 && INSIDE.has(this.text.slice(from, to));
	}

	/** Takes the word at `from` and those that go on with it as words number `words` and up. Gives the number after the last. */
	private takeWords(from: number, to: number, words: number): number {
		const { units } = this;
		const length = this.text.length;
		let next = words;
		this.wordStart[next] = from;
		this.wordEnd[next++] = to;
		for (let end = to; next - words <= MOST_INSIDE && end + 1 < length && isSpace(units[end] as number); ) {
			const begin = end + 1;
			const first = units[begin] as number;
			const last = this.wordEndFrom(begin);
			if (!(kindOf(first) & UPPER || isDigit(first) || first === 0x26 || first === 0x2b || this.isInside(begin, last))) break;
			this.wordStart[next] = begin;
			this.wordEnd[next++] = last;
			end = last;
		}
		return next;
	}

	/** Length of a possessive at `i`, or 0. */
	private possessive(i: number): number {
		const code = i >= 0 && i + 1 < this.text.length ? this.units[i] : 0;
		return (code === 0x27 || code === 0x2019) && this.units[i + 1] === 0x73 ? 2 : 0;
	}
}
