// Owns the thread of grown.mjs that makes texts and prepares them as clippings: a range in, what the archive writes out. Must not touch a database.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { texts } from './texts.mjs';

/** @type {typeof import('../../src/core/store/prepare')} */
const { prepare } = await import(workerData.prepare);
const text = await texts();
if (!parentPort) throw new Error('This is the entry of a worker thread.');
const port = parentPort;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const printedDay = (/** @type {string} */ day) => `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** What a file with this text would be read as, every field known. @param {number} n */
function clipping(n) {
	const { title, date, source, author, body } = text(n);
	/** @type {import('../../src/shared/draft').Block[]} */
	const blocks = [];
	let written = '';
	let line = 1;
	/** @param {import('../../src/shared/draft').BlockRole} role @param {string} printed */
	const block = (role, printed) => {
		const lines = printed.split('\n').length;
		const span = { line, endLine: line + lines - 1, start: written.length, end: written.length + printed.length };
		blocks.push({ role, text: printed.replace(/\s*\n\s*/g, ' ').trim(), span, certainty: 0.95 });
		written += `${printed}\n\n`;
		line += lines + 1;
		return /** @type {import('../../src/shared/draft').Provenance} */ ({ spans: [span], how: 'shape', certainty: 0.95 });
	};
	const publication = source ? { value: source, from: block('publication', source) } : null;
	const headline = { value: title, from: block('headline', title) };
	const byline = author ? { value: { signatories: [{ name: author, kind: /** @type {const} */ ('person'), role: null }], agency: null }, from: block('byline', `By ${author}`) } : null;
	const day = date?.slice(0, 10) ?? null;
	const published = day ? { value: { printed: printedDay(day), edtf: day, readings: [day], time: null }, from: block('date', printedDay(day)) } : null;
	for (const paragraph of body.split(/\n{2,}/)) if (paragraph.trim()) block('paragraph', paragraph);
	const bytes = Buffer.from(`${written.trimEnd()}\n`);
	const fileName = `${String(n).padStart(7, '0')}.txt`;
	/** @type {import('../../src/shared/draft').Draft} */
	const draft = { language: 'en', publication, headline, kicker: null, standfirst: null, byline, dateline: null, published, updated: null, section: null, edition: null, page: null, url: null, captions: [], blocks };
	return {
		prepared: prepare(draft, fileName, bytes),
		original: { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, fileName, modifiedAt: null, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0 },
	};
}

port.on('message', (/** @type {{ from: number, to: number }} */ { from, to }) => {
	port.postMessage(Array.from({ length: to - from }, (_, i) => clipping(from + i)));
});
