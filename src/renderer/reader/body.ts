// Owns how the blocks of a clipping become what one reads: lists gathered, captions with their credits, the dateline told from the first sentence. Pure.
import { BODY_ROLES } from '../../shared/draft';
import type { Clipping } from '../../shared/model';

export type Part =
	| { is: 'paragraph'; text: string; dateline: string | null }
	| { is: 'subhead'; text: string }
	| { is: 'quotation'; text: string }
	| { is: 'list'; items: string[] }
	/** `index`: which of the clipping's captions. */
	| { is: 'caption'; index: number; text: string; credit: string | null };

/** The article in reading order. Captions stand where they stood; those without a block of their own come last. */
export function bodyOf(clipping: Clipping): Part[] {
	const parts: Part[] = [];
	const captions = new Map(clipping.captions.entries());
	let hasBegun = false;
	for (const block of clipping.blocks) {
		const last = parts.at(-1);
		if (block.role === 'caption') {
			const found = [...captions].find(([, { from }]) => from.spans.some((span) => span.line <= block.span.endLine && span.endLine >= block.span.line));
			if (found) {
				const [index, { text, credit }] = found;
				captions.delete(index);
				parts.push({ is: 'caption', index, text, credit });
			}
		} else if (!BODY_ROLES.has(block.role)) {
			continue;
		} else if (block.role === 'list-item') {
			if (last?.is === 'list') last.items.push(block.text);
			else parts.push({ is: 'list', items: [block.text] });
		} else if (block.role === 'subhead' || block.role === 'quotation') {
			parts.push({ is: block.role, text: block.text });
		} else {
			parts.push({ is: 'paragraph', ...(hasBegun ? { text: block.text, dateline: null } : atDateline(block.text, clipping.dateline)) });
			hasBegun = true;
		}
	}
	for (const [index, { text, credit }] of captions) parts.push({ is: 'caption', index, text, credit });
	return parts;
}

function atDateline(text: string, dateline: string | null): { text: string; dateline: string | null } {
	if (!dateline || !text.toLocaleLowerCase().startsWith(dateline.toLocaleLowerCase())) return { text, dateline: null };
	return { text: text.slice(dateline.length), dateline: text.slice(0, dateline.length) };
}
