// Owns the writing down of a record's fields as lines, so that each has a place to point at. Knows no format.
import type { Block, Found, Span } from '../../shared/draft';

/** Fields written one to a line, so that each has a place to point at; the record itself is the original. */
export class Sheet {
	text = '';
	line = 1;
	blocks: Block[] = [];
	put(value: string, role: Block['role'], why?: string): Span {
		if (this.text !== '') { this.text += '\n\n'; this.line += 2; }
		const start = this.text.length;
		this.text += value;
		const endLine = this.line + value.split('\n').length - 1;
		const span = { line: this.line, endLine, start, end: this.text.length };
		this.line = endLine;
		this.blocks.push({ role, text: value.replace(/\s*\n\s*/g, ' '), span, certainty: 0.97, ...(why ? { why } : {}) });
		return span;
	}
	found(value: string | null, role: Block['role'], why?: string): Found<string> | null {
		return value === null ? null : { value, from: { spans: [this.put(value, role, why)], how: 'markup', certainty: 0.95 } };
	}
}
