// Owns the putting together of a reading's text from pieces: what stands before and after the story is kept as lines set aside, and spans are moved along.
import type { Block, Draft, Span } from '../../shared/draft';
import { FIELD_NAMES } from '../../shared/draft';

const newlines = (text: string): number => text.split('\n').length - 1;

/** Every span of a draft moved by so many characters and lines. */
export function shifted(draft: Draft, characters: number, lines: number): Draft {
	const move = (span: Span): Span => ({ start: span.start + characters, end: span.end + characters, line: span.line + lines, endLine: span.endLine + lines });
	const out: Draft = { ...draft, captions: draft.captions.map((caption) => ({ ...caption, from: { ...caption.from, spans: caption.from.spans.map(move) } })), blocks: draft.blocks.map((block) => ({ ...block, span: move(block.span) })) };
	for (const name of FIELD_NAMES) {
		const field = draft[name];
		if (field) (out as Record<string, unknown>)[name] = { ...field, from: { ...field.from, spans: field.from.spans.map(move) } };
	}
	return out;
}

/** Blocks for lines that are no part of the story. Offsets and lines count from where `text` begins. */
function setAside(text: string, at: { start: number; line: number }, why: string): Block[] {
	const out: Block[] = [];
	let start = at.start;
	let line = at.line;
	for (const row of text.split('\n')) {
		const trimmed = row.trim();
		if (trimmed !== '') { const from = start + row.indexOf(trimmed); out.push({ role: 'boilerplate', text: trimmed, span: { line, endLine: line, start: from, end: from + trimmed.length }, certainty: 0.95, why }); }
		start += row.length + 1;
		line++;
	}
	return out;
}

/** Joins `before`, the story and `after`; either may be empty. */
export function spliced(draft: Draft, text: string, before: { text: string; why: string }, after: { text: string; why: string } = { text: '', why: '' }): { draft: Draft; text: string } {
	const head = before.text.trim() === '' ? '' : `${before.text.trimEnd()}\n\n`;
	const tail = after.text.trim() === '' ? '' : `\n\n${after.text.trim()}`;
	const moved = head === '' ? draft : shifted(draft, head.length, newlines(head));
	const whole = head + text + tail;
	const tailAt = head.length + text.length + 2;
	const blocks = [...setAside(head.trimEnd(), { start: 0, line: 1 }, before.why), ...moved.blocks, ...(tail ? setAside(after.text.trim(), { start: tailAt, line: newlines(whole.slice(0, tailAt)) + 1 }, after.why) : [])];
	return { draft: { ...moved, blocks }, text: whole };
}
