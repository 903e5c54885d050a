// Owns how wide words are in a type of the interface, measured without laying anything out. Must not know what is written.
import type { Measure } from './whole-words';

/** Words that many rows share are measured once. */
const MOST_KNOWN = 5_000;

const context = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(0, 0).getContext('2d');
const known = new Map<string, Map<string, number>>();
/** The types by the property that holds them, such as `--t-meta`; those whose fonts are there. */
let ready = $state.raw<ReadonlyMap<string, string>>(new Map());

/** Measures words in a type, known by its property; null until its fonts are there. */
export function widthsOf(type: string): Measure | null {
	if (!context) return null;
	const font = ready.get(type);
	if (font === undefined) {
		void prepare(type);
		return null;
	}
	const widths = known.get(font) ?? new Map<string, number>();
	known.set(font, widths);
	return (words) => {
		const width = widths.get(words);
		if (width !== undefined) return width;
		if (widths.size > MOST_KNOWN) widths.clear();
		context.font = font;
		const measured = context.measureText(words).width;
		widths.set(words, measured);
		return measured;
	};
}

const preparing = new Set<string>();
async function prepare(type: string): Promise<void> {
	if (preparing.has(type)) return;
	preparing.add(type);
	const font = getComputedStyle(document.documentElement).getPropertyValue(type).trim();
	try {
		await document.fonts.load(font);
	} catch {
		// Without its font it is set in the next of its family, and measured in that.
	}
	ready = new Map([...ready, [type, font]]);
}
