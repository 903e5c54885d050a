// Owns what Markdown of notes becomes wherever it is read: a small tree of blocks and words. What is not in it is shown as it was typed: no markup, no picture, no address that loads. Pure.
import { Lexer, type Token, type Tokens } from 'marked';

export type Inline =
	| { is: 'text'; text: string }
	| { is: 'code'; text: string }
	| { is: 'emphasis' | 'strong' | 'struck'; of: Inline[] }
	| { is: 'link'; address: string; of: Inline[] }
	| { is: 'break' };

export type Block =
	| { is: 'paragraph'; of: Inline[] }
	| { is: 'heading'; level: number; of: Inline[] }
	/** `isDone`: of a task; null for what is none. */
	| { is: 'list'; start: number | null; items: { of: Block[]; isDone: boolean | null }[] }
	| { is: 'quotation'; of: Block[] }
	| { is: 'plain'; text: string }
	| { is: 'rule' };

/** Longer notes are shown as typed, in UTF-16 code units: rendering is for notes, not for books. */
const LONGEST = 200_000;
/** Lists and quotations inside one another are shown so deep. */
const DEEPEST = 12;

/**
 * The blocks of a note in Markdown (CommonMark with GitHub's strike-through and task lists). Never fails.
 * @param picture stands for a picture that has no words of its own
 */
export function blocksOf(markdown: string, picture: string): Block[] {
	if (markdown.length > LONGEST) return [{ is: 'plain', text: markdown }];
	try {
		return new Reading(picture).blocks(new Lexer({ gfm: true }).lex(markdown), 0);
	} catch {
		// Nested deeper than the reader can go.
		return [{ is: 'plain', text: markdown }];
	}
}

class Reading {
	readonly #picture: string;

	constructor(picture: string) {
		this.#picture = picture;
	}

	blocks(tokens: readonly Token[], depth: number): Block[] {
		return tokens.flatMap((token): Block[] => {
			if (depth > DEEPEST) return [{ is: 'plain', text: token.raw.trim() }];
			switch (token.type) {
				case 'space': case 'def': case 'checkbox': return [];
				case 'hr': return [{ is: 'rule' }];
				case 'heading': return [{ is: 'heading', level: (token as Tokens.Heading).depth, of: this.inlines((token as Tokens.Heading).tokens) }];
				case 'paragraph': return [{ is: 'paragraph', of: this.inlines((token as Tokens.Paragraph).tokens) }];
				case 'text': return [{ is: 'paragraph', of: (token as Tokens.Text).tokens ? this.inlines((token as Tokens.Text).tokens!) : [{ is: 'text', text: unescaped((token as Tokens.Text).text) }] }];
				case 'blockquote': return [{ is: 'quotation', of: this.blocks((token as Tokens.Blockquote).tokens, depth + 1) }];
				case 'list': {
					const { ordered, start, items } = token as Tokens.List;
					return [{ is: 'list', start: ordered ? Number(start) || 1 : null, items: items.map((item) => ({ of: this.blocks(item.tokens, depth + 1), isDone: item.task ? item.checked === true : null })) }];
				}
				case 'code': return [{ is: 'plain', text: (token as Tokens.Code).text }];
				default: return token.raw.trim() === '' ? [] : [{ is: 'plain', text: token.raw.trim() }];
			}
		});
	}

	inlines(tokens: readonly Token[]): Inline[] {
		return tokens.flatMap((token): Inline[] => {
			switch (token.type) {
				case 'text': return (token as Tokens.Text).tokens ? this.inlines((token as Tokens.Text).tokens!) : [{ is: 'text', text: unescaped((token as Tokens.Text).text) }];
				case 'escape': return [{ is: 'text', text: unescaped((token as Tokens.Escape).text) }];
				case 'em': return [{ is: 'emphasis', of: this.inlines((token as Tokens.Em).tokens) }];
				case 'strong': return [{ is: 'strong', of: this.inlines((token as Tokens.Strong).tokens) }];
				case 'del': return [{ is: 'struck', of: this.inlines((token as Tokens.Del).tokens) }];
				case 'codespan': return [{ is: 'code', text: unescaped((token as Tokens.Codespan).text) }];
				case 'br': return [{ is: 'break' }];
				case 'link': return link((token as Tokens.Link).href, this.inlines((token as Tokens.Link).tokens));
				// A picture would have to be fetched: its words stand for it, and its address can be read.
				case 'image': return link((token as Tokens.Image).href, [{ is: 'text', text: unescaped((token as Tokens.Image).text) || this.#picture }]);
				case 'checkbox': return [];
				default: return [{ is: 'text', text: token.raw }];
			}
		});
	}
}

/** An address that a person can do something with stays one; of any other only its words. */
const link = (address: string, of: Inline[]): Inline[] => (/^(?:https?:\/\/|mailto:)/i.test(address) ? [{ is: 'link', address, of }] : of);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', copy: '©' };
/** Character references, numbered ones and the most usual names; they are only ever text. */
const unescaped = (text: string): string => text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
	if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
	const code = decimal !== undefined ? Number(decimal) : parseInt(hex!, 16);
	return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
});
