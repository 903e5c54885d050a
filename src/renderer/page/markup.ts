// Owns reading the archive's safe markup and building it in a document, element by element. Nothing here hands text to a parser of markup; a word that is not in its lists is not built. Must not style or fetch anything.

/** Elements that are built; of any other only what is inside. */
const BUILT: ReadonlySet<string> = new Set([
	'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'figure', 'figcaption', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption',
	'a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'q', 'cite', 'abbr', 'mark', 'small', 'time', 'br', 'hr', 'ruby', 'rt', 'rp', 'section', 'div', 'span',
]);
const ALONE: ReadonlySet<string> = new Set(['br', 'hr', 'img']);
/** Deeper than this, elements are left out and their text stays: no page means it, and a browser may stumble. */
const DEEPEST = 200;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', '#96': '`' };
const textOf = (written: string): string => written.replace(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => ENTITIES[name]!);

export type Token =
	| { is: 'text'; text: string }
	| { is: 'open'; name: string; attributes: ReadonlyMap<string, string> }
	| { is: 'close'; name: string };

/** The pieces of markup in their order. What has not the form of a tag is text. */
export function* tokensOf(html: string): Generator<Token> {
	for (const [, slash, name, rest = '', text, stray] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)|(<)/g)) {
		if (text !== undefined) yield { is: 'text', text: textOf(text) };
		else if (stray !== undefined) yield { is: 'text', text: stray };
		else if (slash) yield { is: 'close', name: name! };
		else yield { is: 'open', name: name!, attributes: new Map([...rest.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, textOf(value!)])) };
	}
}

/** An address that may be shown and copied: http, https or mailto; null for any other. */
export function addressIn(value: string | undefined): string | null {
	if (value === undefined || value.length > 4_000) return null;
	try {
		const { href, protocol } = new URL(value);
		return protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:' ? href : null;
	} catch {
		return null;
	}
}

/** What an attribute may say; everything else is left out. */
const SAID: Readonly<Record<string, RegExp>> = {
	lang: /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/,
	dir: /^(?:ltr|rtl|auto)$/,
	colspan: /^\d{1,3}$/,
	rowspan: /^\d{1,4}$/,
	start: /^\d{1,4}$/,
	datetime: /^[\d\-:.+TZ ]{4,40}$/,
};

/** Builds markup as children of `root`. `picture` gives the element for a picture's position, or null to leave it out. */
export function build(root: HTMLElement, html: string, picture: (position: number, alt: string) => HTMLElement | null): void {
	const document = root.ownerDocument;
	const open: { name: string; element: HTMLElement }[] = [{ name: '', element: root }];
	for (const token of tokensOf(html)) {
		const { element: parent } = open.at(-1)!;
		if (token.is === 'text') parent.append(document.createTextNode(token.text));
		else if (token.is === 'close') {
			// Only what is open can be closed, and with it what was left open inside it.
			const at = open.findLastIndex(({ name }) => name === token.name);
			if (at > 0) open.length = at;
		} else if (token.name === 'img') {
			const position = token.attributes.get('data-picture') ?? '';
			const made = /^\d{1,6}$/.test(position) ? picture(Number(position), token.attributes.get('alt') ?? '') : null;
			if (made) parent.append(made);
		} else if (BUILT.has(token.name) && open.length < DEEPEST) {
			const made = document.createElement(token.name);
			for (const [key, value] of token.attributes) if (SAID[key]?.test(value)) made.setAttribute(key, value);
			const address = token.name === 'a' ? addressIn(token.attributes.get('href')) : null;
			if (address) {
				made.setAttribute('href', address);
				made.setAttribute('rel', 'noopener noreferrer nofollow');
				made.draggable = false;
			}
			parent.append(made);
			if (!ALONE.has(token.name)) open.push({ name: token.name, element: made });
		}
	}
}
