// Owns writing flat YAML: names with texts, numbers and lists of texts, so that every string comes back exactly. Must not know what the fields mean.

/** What a front matter field may hold. Null, an empty list and undefined are left out. */
export type FrontMatterValue = string | number | boolean | readonly string[] | null | undefined;

/** Read by some parser as something other than text, in YAML 1.1 or 1.2: some take "E0" for a number. */
const NOT_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|infinity|e[+-]?\d+)$/i;

/** A text that needs no quotes in any YAML: begins with a letter, and holds no character that ever means something. */
const PLAIN = /^\p{L}(?:[\p{L}\p{M}\p{N} .'’()/–—&;-]|,(?= ))*$/u;

/** YAML 1.2 §5.1 "c-printable" without the characters that look like line ends or reorder what is read. */
const NEEDS_ESCAPE = /["\\\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
	const short = SHORT[character];
	if (short !== undefined) return short;
	const code = character.codePointAt(0) ?? 0;
	return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A text as a YAML scalar: bare when no parser could take it for anything else, else double-quoted with escapes (YAML 1.2 §7.3.1). Always one line. */
export function yamlText(text: string): string {
	if (PLAIN.test(text) && !text.endsWith(' ') && !NOT_TEXT.test(text)) return text;
	let quoted = '"';
	for (const character of text) quoted += NEEDS_ESCAPE.test(character) ? escaped(character) : character;
	return `${quoted}"`;
}

/**
 * Fields as a block mapping, one a line, lists as one "- item" a line. Names are our own and plain.
 * Only what is there is written: an absent field is absent, never an empty one.
 */
export function frontMatter(fields: Readonly<Record<string, FrontMatterValue>>): string {
	const lines: string[] = ['---'];
	for (const [name, value] of Object.entries(fields)) {
		if (value === null || value === undefined) continue;
		if (typeof value === 'string') lines.push(`${name}: ${yamlText(value)}`);
		else if (typeof value === 'number' || typeof value === 'boolean') lines.push(`${name}: ${String(value)}`);
		else if (value.length > 0) {
			lines.push(`${name}:`);
			for (const item of value) lines.push(`  - ${yamlText(item)}`);
		}
	}
	lines.push('---', '');
	return lines.join('\n');
}
