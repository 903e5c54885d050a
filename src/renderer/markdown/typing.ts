// Owns what keys do in a field for Markdown: emphasis around what is selected, lists that go on by themselves. Pure.

export interface Typed { text: string; start: number; end: number }

/** Puts signs around what is selected, or takes them off when they are there. */
export function wrapped({ text, start, end }: Typed, sign: string): Typed {
	const [before, inside, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
	if (before.endsWith(sign) && after.startsWith(sign)) return { text: before.slice(0, -sign.length) + inside + after.slice(sign.length), start: start - sign.length, end: end - sign.length };
	return { text: before + sign + inside + sign + after, start: start + sign.length, end: end + sign.length };
}

/** A new line that goes on with the list or quotation it follows; an empty item ends it. Null where the line is neither. */
export function continued({ text, start, end }: Typed): Typed | null {
	if (start !== end) return null;
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const found = /^(\s*)([-*+]|(\d{1,6})([.)])|>)( (?:\[[ xX]\] )?)(.*)$/.exec(text.slice(from, start));
	if (!found) return null;
	const [, indent = '', sign = '', number, dot = '', gap = ' ', rest = ''] = found;
	if (rest.trim() === '') return { text: text.slice(0, from) + text.slice(start), start: from, end: from };
	const next = `\n${indent}${number === undefined ? sign : `${Number(number) + 1}${dot}`}${gap.replace(/[xX]/, ' ')}`;
	return { text: text.slice(0, start) + next + text.slice(start), start: start + next.length, end: start + next.length };
}
