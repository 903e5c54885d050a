// Owns results over time as files: a picture (SVG 1.1, without scripts, readable by itself) and a table (CSV, RFC 4180, safe in a spreadsheet). Pure. Must not know a screen.
import type { Bin, BinSize, OverTime, Timeline } from './facets';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A bin's date in words: "1980s", "1982", "March 1982", "11 March 1982"; with `isShort` "Mar 1982". */
export function binName(date: string, isShort = false): string {
	if (date.endsWith('X')) return `${Number(date.slice(0, 3))}0s`;
	const [year = '', month, day] = date.split('-');
	const name = month === undefined ? '' : MONTHS[Number(month) - 1]!;
	return [day === undefined ? '' : String(Number(day)), isShort ? name.slice(0, 3) : name, String(Number(year))].filter(Boolean).join(' ');
}

/** First and last day of a bin (YYYY-MM-DD); the last of a month is said as its 31st, which no date exceeds. */
export function binDays(date: string): { from: string; to: string } {
	if (date.endsWith('X')) return { from: `${date.slice(0, 3)}0-01-01`, to: `${date.slice(0, 3)}9-12-31` };
	if (date.length === 4) return { from: `${date}-01-01`, to: `${date}-12-31` };
	return date.length === 7 ? { from: `${date}-01`, to: `${date}-31` } : { from: date, to: date };
}

/** How many belong to a bin, in words: "12", "12, and up to 3 more whose date says less". */
export function binWords({ count, spanning }: Pick<Bin, 'count' | 'spanning'>): string {
	const more = spanning.toLocaleString('en');
	if (spanning === 0) return count.toLocaleString('en');
	return count === 0 ? `none for certain, up to ${more} whose date says less` : `${count.toLocaleString('en')}, and up to ${more} more whose date says less`;
}

const SIZES: Readonly<Record<BinSize, string>> = { decade: 'Decade', year: 'Year', month: 'Month', day: 'Day' };

/** A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it. */
function cell(value: string | number): string {
	if (typeof value === 'number') return String(value);
	const safe = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const csv = (rows: readonly (readonly (string | number)[])[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** One row a bin: its date (EDTF), those that belong there, those that may. Last, those without a date. */
export const timelineCsv = ({ by, bins, undated }: Timeline): string => csv([
	[SIZES[by], 'Clippings', 'Perhaps, date less precise'],
	...bins.map(({ date, count, spanning }) => [date, count, spanning]),
	['Without a date', undated, 0],
]);

/** One row a newspaper, one column a bin; what may belong to a bin besides stands in columns of its own where there is any. */
export function overTimeCsv({ dates, rows }: OverTime): string {
	const isOpen = rows.some(({ spanning }) => spanning.some((count) => count > 0));
	return csv([
		['Newspaper', 'Dated clippings', ...dates, ...(isOpen ? dates.map((date) => `Perhaps ${date}`) : [])],
		...rows.map(({ publication, total, counts, spanning }) => [publication ?? 'Without a newspaper', total, ...counts, ...(isOpen ? spanning : [])]),
	]);
}

const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** Ink on paper, whatever the screen wears: the file stands by itself. */
const INK = { text: '#1D1E1C', quiet: '#60625C', line: '#DADBD5', bar: '#2A56A6', open: '#A9BFE4', paper: '#FFFFFF' };
const FONT = 'font-family="Inter, Helvetica, Arial, sans-serif"';

const svg = (width: number, height: number, title: string, description: string, inside: string): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`
	+ `<title id="title">${escaped(title)}</title><desc id="description">${escaped(description)}</desc>`
	+ `<rect width="${width}" height="${height}" fill="${INK.paper}"/>${inside}</svg>\n`;
const words = (x: number, y: number, text: string, { size = 12, anchor = 'start', colour = INK.text, weight = 400 } = {}): string =>
	`<text x="${x}" y="${y}" ${FONT} font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escaped(text)}</text>`;
const box = (x: number, y: number, width: number, height: number, colour: string, title: string): string =>
	`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${colour}"><title>${escaped(title)}</title></rect>`;
const round = (value: number): number => Math.round(value * 100) / 100;
/** Every how many labels there is room for one. */
const step = (many: number, room: number): number => Math.max(1, Math.ceil(many / Math.max(1, Math.floor(room))));

/** The timeline as a picture. Whole counts are dark; what a date leaves open is spread over all it can mean, in a lighter tone above. */
export function timelineSvg({ by, bins, dated, undated, spanning }: Timeline, title: string): string {
	const [left, top, wide, high] = [56, 64, 880, 220];
	const most = Math.max(1, ...bins.map(({ count, share }) => count + share));
	const each = wide / Math.max(1, bins.length);
	const bars = bins.map((bin, at) => {
		const [sure, open] = [(bin.count / most) * high, (bin.share / most) * high];
		const said = `${binName(bin.date)}: ${binWords(bin)}`;
		const x = left + at * each;
		const room = Math.max(0.5, each - Math.min(1, each / 4));
		return (bin.share > 0 ? box(x, top + high - sure - open, room, open, INK.open, said) : '') + (bin.count > 0 ? box(x, top + high - sure, room, sure, INK.bar, said) : '');
	});
	const every = step(bins.length, wide / 80);
	const axis = bins.map(({ date }, at) => (at % every === 0 ? words(left + at * each, top + high + 18, binName(date, true), { size: 11, colour: INK.quiet }) : ''));
	const note = [`${dated.toLocaleString('en')} clippings by ${SIZES[by].toLowerCase()}`, ...(spanning > 0 ? [`${spanning.toLocaleString('en')} of them with a date that says less, spread over all it can mean (light)`] : []), ...(undated > 0 ? [`${undated.toLocaleString('en')} without a date are not shown`] : [])].join('; ');
	return svg(960, 340, title, `${note}. ${bins.filter(({ count, spanning: open }) => count + open > 0).slice(0, 400).map((bin) => `${binName(bin.date)}: ${binWords(bin)}`).join('. ')}.`, [
		words(left, 28, title, { size: 16, weight: 600 }),
		words(left, 48, `${note}.`, { colour: INK.quiet }),
		words(left - 8, top + 10, Math.ceil(most).toLocaleString('en'), { size: 11, anchor: 'end', colour: INK.quiet }),
		words(left - 8, top + high, '0', { size: 11, anchor: 'end', colour: INK.quiet }),
		`<path d="M${left} ${top + high + 0.5}h${wide}" stroke="${INK.line}"/>`,
		...bars, ...axis,
	].join(''));
}

/** How dark a cell is: 0 is nothing, 1 the most there is. Small counts stay visible beside large ones. */
export const shade = (count: number, most: number): number => (count === 0 ? 0 : 0.12 + 0.88 * Math.sqrt(count / Math.max(1, most)));

/** Newspapers by time as a picture, one row a newspaper. A cell with a dot in it may hold more, by dates that say less. */
export function overTimeSvg({ by, dates, rows }: OverTime, title: string): string {
	const [left, top, row] = [240, 84, 24];
	const each = Math.max(6, Math.min(48, 880 / Math.max(1, dates.length)));
	const [width, height] = [left + dates.length * each + 40, top + rows.length * row + 56];
	const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
	const name = (publication: string | null): string => publication ?? 'Without a newspaper';
	const cut = (text: string): string => ([...text].length > 34 ? `${[...text].slice(0, 33).join('').trimEnd()}…` : text);
	const cells = rows.flatMap(({ publication, counts, spanning }, at) => [
		words(left - 12, top + at * row + 16, cut(name(publication)), { anchor: 'end' }),
		...counts.map((count, column) => {
			const open = spanning[column]!;
			if (count + open === 0) return '';
			const [x, y] = [left + column * each, top + at * row];
			const said = `${name(publication)}, ${binName(dates[column]!)}: ${binWords({ count, spanning: open })}`;
			return `<g><rect x="${round(x)}" y="${y}" width="${round(each - 1)}" height="${row - 1}" fill="${INK.bar}" fill-opacity="${round(shade(count, most))}"><title>${escaped(said)}</title></rect>`
				+ `${open > 0 ? `<circle cx="${round(x + each / 2 - 0.5)}" cy="${y + row - 6}" r="1.5" fill="${shade(count, most) > 0.5 ? INK.paper : INK.bar}"/>` : ''}</g>`;
		}),
	]);
	const every = step(dates.length, (dates.length * each) / 72);
	const axis = dates.map((date, at) => (at % every === 0 ? words(left + at * each, top - 10, binName(date, true), { size: 11, colour: INK.quiet }) : ''));
	const legend = [0.12, 0.4, 0.7, 1].map((tone, at) => `<rect x="${left + 28 + at * 24}" y="${height - 30}" width="23" height="12" fill="${INK.bar}" fill-opacity="${tone}"/>`).join('');
	return svg(Math.ceil(width), height, title, `${rows.length} newspapers by ${SIZES[by].toLowerCase()}. ${rows.map(({ publication, total }) => `${name(publication)}: ${total.toLocaleString('en')}`).join('. ')}.`, [
		words(24, 28, title, { size: 16, weight: 600 }),
		words(24, 48, `Clippings by newspaper and ${SIZES[by].toLowerCase()}; the darker, the more.`, { colour: INK.quiet }),
		...axis, ...cells,
		words(left + 20, height - 20, '1', { size: 11, anchor: 'end', colour: INK.quiet }), legend, words(left + 132, height - 20, most.toLocaleString('en'), { size: 11, colour: INK.quiet }),
		words(left + 190, height - 20, 'A dot: perhaps more, by dates that say less', { size: 11, colour: INK.quiet }),
	].join(''));
}
