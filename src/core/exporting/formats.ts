// Owns the table of export formats. A format is one line here and one writer file beside; nothing else names it.
import type { Format, FormatId } from '../../shared/model';
import type { ExportFormat } from './format';
import { jsonl } from './jsonl';
import { markdown } from './markdown';

export const FORMATS = { markdown, jsonl } as const satisfies Record<FormatId, ExportFormat>;

/** What each format is, carries and loses, in the order in which they are offered. */
export function formats(): Format[] {
	return Object.values(FORMATS).map(({ facts }) => facts);
}
