// Owns how the blocks of a clipping become what one reads: lists gathered, captions with their credits, the dateline told from the first sentence. Pure.
import { readingOrder } from '../../shared/annotation';
import type { Clipping } from '../../shared/model';

export type Part =
	/** `index`: which of the clipping's blocks. `lead`: how many code units of it are the dateline. */
	| { is: 'paragraph'; index: number; text: string; lead: number }
	| { is: 'subhead' | 'quotation'; index: number; text: string }
	| { is: 'list'; items: { index: number; text: string }[] }
	/** `index`: which of the clipping's captions. */
	| { is: 'caption'; index: number; text: string; credit: string | null };

/** The article in reading order, which is that of its text as highlights count it. */
export function bodyOf(clipping: Clipping): Part[] {
	const parts: Part[] = [];
	let hasBegun = false;
	for (const { of, index } of readingOrder(clipping)) {
		const last = parts.at(-1);
		if (of === 'caption') {
			const { text, credit } = clipping.captions[index]!;
			parts.push({ is: 'caption', index, text, credit });
			continue;
		}
		const { role, text } = clipping.blocks[index]!;
		if (role === 'list-item') {
			if (last?.is === 'list') last.items.push({ index, text });
			else parts.push({ is: 'list', items: [{ index, text }] });
		} else if (role === 'subhead' || role === 'quotation') {
			parts.push({ is: role, index, text });
		} else {
			parts.push({ is: 'paragraph', index, text, lead: hasBegun ? 0 : leadOf(text, clipping.dateline) });
			hasBegun = true;
		}
	}
	return parts;
}

const leadOf = (text: string, dateline: string | null): number => (dateline && text.toLocaleLowerCase().startsWith(dateline.toLocaleLowerCase()) ? dateline.length : 0);
