// Owns what is counted of results: facets beside a search, and the timeline. It changes nothing.
import { BinSize, MOST_BINS, type Facet, type FacetName, type OverTime, type Timeline } from '../shared/facets';
import { binName, binWords, overTimeCsv, overTimeSvg, timelineCsv, timelineSvg } from '../shared/charts';
import { Query } from '../shared/model';
import { printedCondition } from '../shared/query-text';
import { FACET_FIELDS } from '../shared/facets';
import { say } from '../shared/words/say';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { column, harmless, width } from './terminal';
import { STATUS, type Status } from './words';

const HEADS: Readonly<Record<FacetName, string>> = { publication: 'Newspaper', year: 'Year', tag: 'Tag', byline: 'By', language: 'Language', kind: 'Kind', collection: 'Collection', credit: 'Picture credit' };
const KINDS: Readonly<Record<string, string>> = { article: say('facets.kind.article'), image: say('facets.kind.image') };
/** What a value is called; null for those without any. */
const called = ({ name }: Facet, { text, label }: Facet['values'][number]): string | null => (name === 'kind' ? (KINDS[text] ?? label) : label);
const number = (value: number): string => value.toLocaleString('en');

/** The facets of a query: for people under a heading each, for programs one object or one line a value, with what to ask for it. */
export async function printFacets(context: Context, query: Query, limit: number | null): Promise<Status> {
	const { out, json } = context;
	const archive = await context.archive();
	const { total, facets } = archive.find.facets(query, limit === null ? {} : { limit: Math.max(1, Math.min(1_000, limit)) });
	const asks = (facet: Facet, value: Facet['values'][number]): string => printedCondition({ field: FACET_FIELDS[facet.name], values: [value], isNot: false });
	for (const facet of facets) {
		if (json) {
			for (const value of facet.values) await out.json({ facet: facet.name, label: called(facet, value), count: value.count, ...(value.way === null ? {} : { way: value.way }), query: asks(facet, value) });
			continue;
		}
		if (out.surface.columns === null) {
			for (const value of facet.values) await out.line(`${facet.name}\t${value.count}\t${harmless(asks(facet, value))}`);
			continue;
		}
		if (facet.values.length === 0) continue;
		await out.line(out.surface.style(`${HEADS[facet.name]}${facet.distinct > facet.values.length ? `, the first of ${number(facet.distinct)}` : ''}`, 'bold'));
		for (const value of facet.values) await out.line(`${column(number(value.count), 9, true)}  ${' '.repeat(value.level * 2)}${harmless(called(facet, value) ?? 'none')}${value.way === 'out' ? ' (left out)' : value.way === 'in' ? ' (chosen)' : ''}`);
		await out.line();
	}
	if (json) await out.json({ summary: { total } });
	else if (out.surface.columns !== null) await out.line(out.surface.style(`${number(total)} ${total === 1 ? 'clipping' : 'clippings'}.`, 'dim'));
	return STATUS.done;
}

type Form = 'text' | 'json' | 'csv' | 'svg';

function formOf({ args, json }: Context): Form {
	const forms = [...(json ? ['json' as const] : []), ...(args.has('csv') ? ['csv' as const] : []), ...(args.has('svg') ? ['svg' as const] : [])];
	if (forms.length > 1) throw new Misuse(`--${forms[0]!} and --${forms[1]!} cannot be asked for together.`);
	return forms[0] ?? 'text';
}

const titled = (what: string, text: string): string => (text.trim() === '' ? what : `${what}: ${text.trim().slice(0, 80)}`);
/** A file's text without the line end that a line of output has anyway. */
const withoutEnd = (text: string): string => text.replace(/\r?\n$/, '');

async function run(context: Context): Promise<Status> {
	const { args, out } = context;
	const form = formOf(context);
	const by = args.oneOf('by', BinSize.options) ?? null;
	const newspapers = args.count('publications');
	const text = args.operands.join(' ');
	const query = Query.parse({ text, where: args.has('trash') ? 'trash' : 'archive' });
	const archive = await context.archive();
	const most = by === null ? 60 : MOST_BINS;
	if (newspapers === null) {
		const timeline = archive.find.timeline(query, { by, most });
		if (by !== null && timeline.by !== by && form === 'text') await out.line(out.surface.style(`There would be more than ${number(MOST_BINS)}; these are larger.`, 'dim'));
		if (form === 'csv') await out.line(withoutEnd(timelineCsv(timeline)));
		else if (form === 'svg') await out.line(withoutEnd(timelineSvg(timeline, titled('Clippings over time', text))));
		else if (form === 'json') await timelineJson(context, timeline);
		else await printTimeline(context, timeline);
		return STATUS.done;
	}
	if (newspapers < 1 || newspapers > 200) throw new Misuse('--publications takes a number from 1 to 200.');
	const map = archive.find.overTime(query, { by, most, publications: newspapers });
	if (form === 'csv') await out.line(withoutEnd(overTimeCsv(map)));
	else if (form === 'svg') await out.line(withoutEnd(overTimeSvg(map, titled('Newspapers over time', text))));
	else if (form === 'json') await overTimeJson(context, map);
	else await printOverTime(context, map);
	return STATUS.done;
}

async function timelineJson({ out }: Context, { by, bins, dated, undated, spanning, reach, chosen }: Timeline): Promise<void> {
	for (const bin of bins) await out.json(bin);
	await out.json({ summary: { by, dated, undated, spanning, reach, chosen } });
}

async function overTimeJson({ out }: Context, { by, dates, rows, distinct, undated }: OverTime): Promise<void> {
	for (const { publication, total, counts, spanning } of rows) await out.json({ publication, total, bins: dates.map((date, at) => ({ date, count: counts[at], spanning: spanning[at] })) });
	await out.json({ summary: { by, publications: distinct, undated } });
}

/** A bar of blocks, as long as a count is large; what a date leaves open is lighter. */
function bar(count: number, share: number, most: number, room: number): string {
	const sure = count === 0 ? 0 : Math.max(1, Math.round((count / most) * room));
	const open = share === 0 ? 0 : Math.max(1, Math.round((share / most) * room));
	return '█'.repeat(sure) + '░'.repeat(open);
}

async function printTimeline({ out }: Context, { bins, dated, undated, spanning }: Timeline): Promise<void> {
	const { columns } = out.surface;
	if (columns === null) {
		for (const { date, count, spanning: open } of bins) await out.line(`${date}\t${count}\t${open}`);
		return;
	}
	const most = Math.max(1, ...bins.map(({ count, share }) => count + share));
	const names = Math.max(0, ...bins.map(({ date }) => width(binName(date, true))));
	const figures = Math.max(0, ...bins.map((bin) => (bin.spanning === 0 ? number(bin.count) : `${number(bin.count)} +${number(bin.spanning)}`).length));
	for (const bin of bins) {
		const said = bin.spanning === 0 ? number(bin.count) : `${number(bin.count)} +${number(bin.spanning)}`;
		await out.line(`${column(binName(bin.date, true), names)}  ${column(said, figures, true)}  ${bar(bin.count, bin.share, most, Math.max(8, Math.min(60, columns - names - figures - 8)))}`.trimEnd());
	}
	if (bins.length > 0) await out.line();
	const open = spanning > 0 ? ` +n and the light part of a bar: dates that say less (${number(spanning)}).` : '';
	await out.line(out.surface.style(`${number(dated)} with a date, ${number(undated)} without.${open}`, 'dim'));
}

async function printOverTime({ out }: Context, { dates, rows, distinct, undated }: OverTime): Promise<void> {
	const { columns } = out.surface;
	for (const { publication, total, counts, spanning } of rows) {
		const name = harmless(publication ?? 'No newspaper');
		if (columns === null) {
			for (const [at, date] of dates.entries()) if (counts[at]! + spanning[at]! > 0) await out.line(`${name}\t${date}\t${counts[at]!}\t${spanning[at]!}`);
			continue;
		}
		await out.line(`${out.surface.style(name, 'bold')}  ${number(total)}`);
		for (const [at, date] of dates.entries()) if (counts[at]! + spanning[at]! > 0) await out.line(`  ${binName(date)}: ${binWords({ count: counts[at]!, spanning: spanning[at]! })}`);
	}
	if (columns !== null) await out.line(out.surface.style(`${rows.length < distinct ? `The first ${rows.length} of ${number(distinct)} newspapers. ` : ''}${number(undated)} without a date are not here.`, 'dim'));
}

export const timelineCommand: Command = {
	name: 'timeline',
	says: 'Count what a search finds over time.',
	more: [
		'Without a query, all clippings. What the query asks of dates does not narrow the bins. A date that says less than a bin ("1982" among months) is counted apart, over all it can mean.',
		'--csv and --svg are files to take along: cuttings timeline yard --by year --svg > yard.svg',
	],
	examples: ['cuttings timeline shipyard strike --by year', 'cuttings timeline yard --by month --csv', 'cuttings timeline yard --by year --publications 20 --csv'],
	operands: { label: '[QUERY...]', least: 0, most: Infinity },
	options: [
		{ name: 'by', value: 'SIZE', says: `One of ${BinSize.options.join(', ')}. Else what is short enough to read.` },
		{ name: 'publications', value: 'N', says: 'Newspaper by newspaper, the N with most. Without the dates outside what the query asks for.' },
		{ name: 'csv', says: 'A table for a spreadsheet.' },
		{ name: 'svg', says: 'A picture.' },
		{ name: 'trash', says: 'Look in the trash.' },
	],
	dashOperands: true,
	use: 'browses',
	run,
};
