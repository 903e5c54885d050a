// Owns the way of a highlight into the W3C Web Annotation Data Model and back (https://www.w3.org/TR/annotation-model/), as JSON-LD. Pure.
import type { Annotation } from '../../shared/annotation';
import { AnnotationUid, HighlightColour, MarginNote, TextQuote, TextRange } from '../../shared/annotation';

/** A highlight without what only its archive knows. */
export type FreeAnnotation = Omit<Annotation, 'clipping' | 'at' | 'uid'> & { uid: string | null };

/** What a colour means to a program that draws: the wash in light and its line. */
const STYLES: Readonly<Record<HighlightColour, string>> = {
	lemon: '.lemon { background: #FBF3BE; border-bottom: 1.5px solid #9E8400 }',
	leaf: '.leaf { background: #DDF1D5; border-bottom: 1.5px solid #4C8F3C }',
	sky: '.sky { background: #D9E9FA; border-bottom: 1.5px solid #3B80C4 }',
	rose: '.rose { background: #FADFE4; border-bottom: 1.5px solid #C65672 }',
	violet: '.violet { background: #E9E0F8; border-bottom: 1.5px solid #8461C7 }',
};

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * A highlight as a Web Annotation. Its target is the clipping's text (`urn:uuid:` and the clipping's uid) with both selectors;
 * the colour is the target's style class; the note is a body in Markdown. Positions count code points of the article's text.
 */
export function webAnnotation({ uid, selectors: { quote, position }, colour, note, madeAt, changedAt }: Annotation, clippingUid: string) {
	return {
		'@context': 'http://www.w3.org/ns/anno.jsonld',
		id: `urn:uuid:${uid}`,
		type: 'Annotation',
		motivation: note === '' ? 'highlighting' : 'commenting',
		created: instant(madeAt),
		modified: instant(changedAt),
		...(note !== '' && { body: { type: 'TextualBody', value: note, format: 'text/markdown', purpose: 'commenting' } }),
		stylesheet: { type: 'CssStylesheet', value: STYLES[colour] },
		target: {
			type: 'SpecificResource',
			source: `urn:uuid:${clippingUid}`,
			styleClass: colour,
			selector: [
				{ type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
				{ type: 'TextPositionSelector', start: position.start, end: position.end },
			],
		},
	};
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/**
 * Reads a Web Annotation, ours or another program's: what quotes a text becomes a highlight, its first textual body the note.
 * Null where nothing is quoted. Times that cannot be read become `now`; a quotation without a position is looked for from the beginning.
 */
export function fromWebAnnotation(value: unknown, now: number): FreeAnnotation | null {
	if (!isObject(value)) return null;
	const target = list(value['target']).find(isObject);
	const selectors = list(target?.['selector']).filter(isObject);
	const quoted = selectors.find(({ type }) => type === 'TextQuoteSelector');
	const placed = selectors.find(({ type }) => type === 'TextPositionSelector');
	const quote = TextQuote.safeParse({ exact: quoted?.['exact'], prefix: quoted?.['prefix'] ?? '', suffix: quoted?.['suffix'] ?? '' });
	if (!quote.success) return null;
	const position = TextRange.safeParse({ start: placed?.['start'], end: placed?.['end'] });
	const uid = AnnotationUid.safeParse(String(value['id'] ?? '').replace(/^urn:uuid:/i, '').toLowerCase());
	const said = list(value['body']).map((body) => (isObject(body) ? body['value'] : body)).find((body) => typeof body === 'string');
	const when = (time: unknown): number | null => (typeof time === 'string' && !Number.isNaN(Date.parse(time)) ? Date.parse(time) : null);
	const madeAt = when(value['created']) ?? now;
	return {
		uid: uid.success ? uid.data : null,
		selectors: { quote: quote.data, position: position.success ? position.data : { start: 0, end: Array.from(quote.data.exact).length } },
		colour: HighlightColour.safeParse(target?.['styleClass']).data ?? 'lemon',
		note: MarginNote.safeParse(said).data ?? '',
		madeAt, changedAt: when(value['modified']) ?? madeAt,
	};
}
