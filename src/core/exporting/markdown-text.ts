// Owns making printed text safe inside Markdown, so that it reads there exactly as it was printed. Must not know what a clipping is.

/** Opens a block when it stands first on a line (CommonMark 0.31 §4, §5). */
const BLOCK_OPENERS: readonly (readonly [RegExp, string])[] = [
	[/^(#{1,6})(?=\s|$)/, '\\$1'],
	[/^([-+])(?=\s|$)/, '\\$1'],
	[/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'],
	[/^(=|-+)(?=\s*$)/, '\\$1'],
	[/^>/, '\\>'],
];

function escapeLine(line: string): string {
	const inline = line
		.replace(/[\\`*[\]]/g, '\\$&')
		// Between letters an underscore is only an underscore.
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
		.replace(/<(?=[A-Za-z/!?])/g, '\\<')
		.replace(/&(?=#?\w+;)/g, '\\&')
		// "#word" would become a tag, "==", "~~" and "%%" marks, " ^id" a block's name.
		.replace(/(?<=^|[\s(])#(?=[\p{L}\p{N}_])/gu, '\\#')
		.replace(/={2,}|~{2,}|%{2,}/g, (run) => run.replace(/./g, '\\$&'))
		.replace(/(?<=\s)\^/g, '\\^');
	// One dollar sign is money; two may be read as mathematics.
	let text = (inline.match(/\$/g)?.length ?? 0) > 1 ? inline.replace(/\$/g, '\\$') : inline;
	for (const [opener, replacement] of BLOCK_OPENERS) text = text.replace(opener, replacement);
	return text;
}

/** Printed text as Markdown that renders as that text. Line breaks inside stay, as hard breaks. */
export function markdownText(text: string): string {
	return text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.map((line) => line.trim().replace(/[\p{Cc}]/gu, ''))
		.filter((line) => line !== '')
		.map(escapeLine)
		.join('\\\n');
}

/** The same on one line: for headings. */
export function markdownLine(text: string): string {
	return escapeLine(text.replace(/\s+/g, ' ').trim().replace(/[\p{Cc}]/gu, ''));
}
