// Owns how clippings stand in lists: as columns for people, as tab-separated fields for other programs' pipes, as JSON. Must not ask the archive anything.
import type { Doubt } from '../shared/draft';
import type { ClippingRow, KeptDate, Piece, Tag, TagId } from '../shared/model';
import type { Output } from './output';
import { column, harmless, isolated, width, wrap } from './terminal';

const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** A date as a list shows it: its meaning, or as printed where it has more than one or none. */
export function shownDate(date: KeptDate | null): string {
	return date === null ? '' : (date.edtf ?? date.printed);
}

const FIELD_WORDS: Record<Doubt['field'], string> = {
	headline: 'headline', publication: 'newspaper', published: 'date', updated: 'date of the update', byline: 'byline', dateline: 'place', page: 'page', edition: 'edition',
	section: 'section', kicker: 'kicker', standfirst: 'standfirst', url: 'address',
};
const WHY_WORDS: Record<Doubt['why'], string> = { 'two-ways': 'can be read two ways', missing: 'not found', unread: 'cannot be read', unsure: 'unsure' };

/** "date can be read two ways, newspaper unsure" */
export const saidDoubts = (doubts: readonly Doubt[]): string => doubts.map(({ field, why }) => `${FIELD_WORDS[field]} ${WHY_WORDS[why]}`).join(', ');

export function rowJson(row: ClippingRow, tags: ReadonlyMap<TagId, Tag>) {
	return {
		id: row.id,
		kind: row.kind,
		headline: plain(row.headline),
		publication: row.publication,
		byline: row.byline,
		published: row.published?.edtf ?? null,
		publishedPrinted: row.published?.printed ?? null,
		language: row.language,
		tags: row.tags.flatMap((id) => tags.get(id)?.name ?? []),
		snippet: row.snippet,
		importedAt: new Date(row.importedAt).toISOString(),
		unsure: row.unsure,
		flagged: row.flagged,
		...(row.doubts && { doubts: row.doubts }),
		trashed: row.trashed,
	};
}

/** Widths of the columns of a list on a terminal this wide. The headline takes what the others leave. */
function layout(columns: number, rows: readonly ClippingRow[]) {
	const widest = (of: (row: ClippingRow) => string, most: number): number => Math.min(most, Math.max(0, ...rows.map((row) => width(of(row)))));
	const id = widest((row) => String(row.id), 9);
	const date = widest((row) => harmless(shownDate(row.published)), 14);
	const publication = columns < 60 ? 0 : widest((row) => harmless(row.publication ?? ''), Math.floor(columns / 4));
	const gaps = 2 + (date > 0 ? 2 : 0) + (publication > 0 ? 2 : 0);
	return { id, date, publication, headline: Math.max(10, columns - id - date - publication - gaps) };
}

/** Prints a page of rows for people, with what was found of each below it when there are words to find. */
export async function printRows(out: Output, rows: readonly ClippingRow[], withSnippets: boolean): Promise<void> {
	const { columns } = out.surface;
	if (columns === null) {
		for (const row of rows) {
			const fields = [String(row.id), shownDate(row.published), plain(row.headline), row.publication ?? '', ...(row.doubts ? [saidDoubts(row.doubts)] : []), ...(withSnippets ? [plain(row.snippet)] : [])];
			await out.line(fields.map(harmless).join('\t'));
		}
		return;
	}
	const widths = layout(columns, rows);
	for (const row of rows) {
		const cells = [
			out.surface.style(column(String(row.id), widths.id, true), 'dim'),
			...(widths.date > 0 ? [column(harmless(shownDate(row.published)), widths.date)] : []),
			out.surface.style(column(harmless(plain(row.headline)), widths.headline), 'bold'),
			...(widths.publication > 0 ? [column(harmless(row.publication ?? ''), widths.publication)] : []),
		];
		await out.line(cells.join('  ').trimEnd());
		if (row.doubts) await out.line(' '.repeat(widths.id + 2) + out.surface.style(saidDoubts(row.doubts), 'dim'));
		if (withSnippets && row.snippet.length > 0) await printSnippet(out, row.snippet, widths.id + 2, columns);
	}
}

/** A snippet on at most two lines, what was found underlined. */
async function printSnippet(out: Output, snippet: readonly Piece[], indent: number, columns: number): Promise<void> {
	// Hits are marked with two private characters while lines are broken, so that a break inside one keeps its style.
	const [begin, end] = ['\ue000', '\ue001'];
	const text = snippet.map((piece) => {
		const clean = harmless(piece.text).replaceAll(begin, '').replaceAll(end, '');
		return piece.hit ? `${begin}${clean}${end}` : clean;
	}).join('');
	let inside = false;
	for (const line of wrap(text, columns - indent).slice(0, 2)) {
		let shown = '';
		for (const piece of line.split(/([\ue000\ue001])/u)) {
			if (piece === begin) inside = true;
			else if (piece === end) inside = false;
			else shown += inside && piece !== '' ? out.surface.style(piece, 'underline') : piece;
		}
		await out.line(' '.repeat(indent) + isolated(shown));
	}
}
