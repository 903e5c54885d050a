// Owns the proof of printed exports: made by the command line and by the window, then read by programs that know nothing of either. Must not look at the printer from inside.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { PROJECT, test as appTest } from '../support/app';
import { docxOf, drawn } from '../support/pictures';
import { STORIES } from './made-up';
import { fill } from './window';

interface Fixtures { place: string }

const test = base.extend<Fixtures>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
	place: async ({}, use) => {
		const place = mkdtempSync(join(tmpdir(), 'cuttings-pdf-'));
		mkdirSync(join(place, 'in'));
		await use(place);
		rmSync(place, { recursive: true, force: true, maxRetries: 5 });
	},
});

/** Programs that read PDF and are not ours. Where they must be, a missing one fails; elsewhere it is said. */
function isThere(program: string): boolean {
	try {
		execFileSync(program, ['--version'], { stdio: 'ignore' });
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ENOENT';
	}
}
const missing = ['qpdf', 'pdftotext', 'pdfinfo', 'pdffonts'].filter((program) => !isThere(program));
test.skip(missing.length > 0 && !process.env['CI'], `Not checked: ${missing.join(', ')} not installed (Debian: qpdf, poppler-utils).`);

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });

function cuttings(place: string, ...args: string[]): Promise<{ status: number | null; err: string }> {
	const child = spawn(process.execPath, [join(PROJECT, 'out/main/cuttings.js'), ...args], { env: { ...process.env, CUTTINGS_ARCHIVE: join(place, 'archive') }, stdio: ['ignore', 'ignore', 'pipe'] });
	let err = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
	return new Promise((done, failed) => child.once('error', failed).once('close', (status) => done({ status, err })));
}

/** The PDFs of an export, by name. */
async function printed(place: string, ...ways: string[]): Promise<{ folder: string; files: string[] }> {
	const out = mkdtempSync(join(place, 'out-'));
	const { status, err } = await cuttings(place, 'export', '--format', 'pdf', '--to', out, ...ways);
	expect([status, err]).toEqual([0, expect.any(String)]);
	const [made = ''] = readdirSync(out);
	return { folder: join(out, made), files: readdirSync(join(out, made)).sort() };
}

const facts = (file: string): Record<string, string> => Object.fromEntries(run('pdfinfo', file).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
const pageText = (file: string, page: number): string => run('pdftotext', '-f', String(page), '-l', String(page), file, '-');
/** The text without what orders directions, and its spaces as one. */
const plain = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ');

const REPORT = (number: number, paragraphs: number): string =>
	`The Tidewater Gazette\n\nHarbour report number ${number} of the winter session\n\nBy Ann Oakes\n${1 + (number % 28)} March 1982\n\n${Array.from({ length: paragraphs }, (_, at) => `Paragraph ${at} of report ${number}: the harbour board met again on Tuesday to hear what the engineers had found under the north mole after eleven winters of silt, and what it would cost to have it taken away before the ferries came back.`).join('\n\n')}\n`;

async function filled(place: string, there: string): Promise<void> {
	const files: Record<string, string | Uint8Array> = {
		'1.txt': 'The Averil Courier\n\nLast hull leaves the slipway\n\nBy Nora Tallis and Joan Feld\n11 March 1982\n\nThe slipway “stood” empty on Monday. 🚢 Nobody spoke.\n\nThe Board promised a decision by Easter.\n',
		'2.txt': 'جريدة الساحل\n\nإضراب عمال الميناء\n\n11 مارس 1982\n\nدخل الإضراب يومه الثالث في الميناء القديم وقال العمال إنهم لن يعودوا.\n\nولم يصدر عن الإدارة أي تعليق حتى مساء أمس.\n',
		'3.txt': '港の灯台が再び点灯\n\n月曜日、冬の修理を終えて灯台が再び点灯された。港の人々は岸壁に集まり、長い冬の終わりを祝った。\n',
		'4.docx': await docxOf('The Corran Light', ['It was lit again on Monday after a winter of repairs.', 'The keeper climbed the stair alone.'], drawn(3), 'The light at dusk.'),
		'5.txt': `The Tidewater Gazette\n\nWords on a chart\n\n11 March 1982\n\nOn its back stood <script>fetch("${there}/script")</script><img src="${there}/pixel.png"><link rel=stylesheet href=${there}/style.css><iframe src="${there}/frame"></iframe> in a clerk's hand.\n\n]]></style><style>@import url(${there}/import.css); body { background: url(${there}/background) }</style> stood below.\n`,
	};
	for (let number = 6; number < 46; number++) files[`${number}.txt`] = REPORT(number, 1 + (number % 9));
	for (const [name, content] of Object.entries(files)) writeFileSync(join(place, 'in', name), content);
	expect(await cuttings(place, 'import', join(place, 'in'))).toMatchObject({ status: 0 });
}

/** Something outside that must never hear from what is printed. */
async function outside(): Promise<{ address: string; heard: string[]; close: () => void }> {
	const heard: string[] = [];
	const server = createServer((socket) => {
		heard.push('a connection');
		socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, close: () => void server.close() };
}

test('a bound volume is a good PDF: tagged, titled, its fonts in it, its numbers right, and nothing in it is heard outside', async ({ place }) => {
	test.setTimeout(240_000);
	expect(missing).toEqual([]);
	const there = await outside();
	await filled(place, there.address);
	const { folder, files } = await printed(place);
	expect(files).toEqual(['Clippings.pdf']);
	const file = join(folder, 'Clippings.pdf');
	run('qpdf', '--check', file);
	const about = facts(file);
	expect(about).toMatchObject({ Title: 'Press clippings', Creator: 'Cuttings', Tagged: 'yes', JavaScript: 'no', Encrypted: 'no', 'Metadata Stream': 'yes' });
	expect(about['Page size']).toContain('A4');
	expect(run('pdffonts', file).split('\n').slice(2).filter((line) => line !== '' && !/ yes (?:yes|no ) yes +\d+ +\d+$/.test(line))).toEqual([]);

	// Every line of the contents names a page on which, and on none before, the article's headline stands.
	const pages = Number(about['Pages']);
	const front = Array.from({ length: 12 }, (_, at) => at + 1).find((page) => pageText(file, page).trim().endsWith('\n1') || /\n1\s*$/.test(pageText(file, page).trimEnd()))! - 1;
	expect(front).toBeGreaterThan(1);
	const contents = run('pdftotext', '-layout', '-f', '2', '-l', String(front), file, '-');
	const lines = [...contents.matchAll(/^(Harbour report number (\d+) of the winter session)\s+(\d+)$/gm)];
	expect(lines).toHaveLength(40);
	for (const [, headline = '', , number = ''] of lines) {
		const text = plain(pageText(file, front + Number(number)));
		expect(text).toContain(headline);
		expect(text.trimEnd().endsWith(` ${number}`) || text.includes(` ${number} `)).toBe(true);
	}
	// The numbers a reader shows, the bookmarks and the links say the same.
	const told = JSON.parse(run('qpdf', '--json', '--json-key=outlines', '--json-key=pagelabels', '--json-key=pages', file)) as { outlines: { title: string; destpageposfrom1: number }[]; pagelabels: { index: number; label: Record<string, unknown> }[]; pages: unknown[] };
	expect(told.pages).toHaveLength(pages);
	expect(told.outlines).toHaveLength(45);
	for (const [, headline = '', , number = ''] of lines) expect(told.outlines.find(({ title }) => title.replace(/^u:/, '') === headline)?.destpageposfrom1).toBe(front + Number(number));

	const text = plain(run('pdftotext', file, '-'));
	// A line may end between any two characters of Japanese.
	const joined = text.replaceAll(' ', '');
	for (const said of ['The slipway “stood” empty on Monday. 🚢 Nobody spoke.', 'إضراب', 'الميناء القديم', '港の灯台が再び点灯', '長い冬の終わりを祝った', 'The light at dusk.', '<script>fetch(', 'stood below.']) expect(joined).toContain(said.replaceAll(' ', ''));
	expect(text.indexOf('It was lit again on Monday')).toBeLessThan(text.indexOf('The keeper climbed the stair alone.'));
	for (let number = 6; number < 46; number++) {
		const places = Array.from({ length: 1 + (number % 9) }, (_, at) => text.indexOf(`Paragraph ${at} of report ${number}:`));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(places).not.toContain(-1);
	}
	// What a screen reader follows: every article under the volume, with its headline as one.
	const structure = run('pdfinfo', '-struct', file);
	expect(structure.match(/^ +H1/gm)?.length ?? 0).toBeGreaterThanOrEqual(45);
	expect(structure).toContain('Figure');
	expect(there.heard).toEqual([]);
	there.close();
});

test('one PDF each bears its own headline, author and language, on the paper that was chosen', async ({ place }) => {
	test.setTimeout(180_000);
	writeFileSync(join(place, 'in', '1.txt'), 'The Averil Courier\n\nLast hull leaves the slipway\n\nBy Nora Tallis and Joan Feld\n11 March 1982\n\nThe slipway “stood” empty on Monday, and nobody who had been there the week before could say why.\n');
	writeFileSync(join(place, 'in', '2.txt'), REPORT(7, 24));
	expect(await cuttings(place, 'import', join(place, 'in'))).toMatchObject({ status: 0 });
	const { folder, files } = await printed(place, '--binding', 'each', '--paper', 'letter');
	expect(files).toEqual(['1982-03-08 Harbour report number 7 of the winter session.pdf', '1982-03-11 Last hull leaves the slipway.pdf']);
	for (const name of files) run('qpdf', '--check', join(folder, name));
	const short = facts(join(folder, files[1]!));
	expect(short).toMatchObject({ Title: 'Last hull leaves the slipway', Author: 'Nora Tallis; Joan Feld', Tagged: 'yes', Pages: '1' });
	expect(short['Page size']).toContain('letter');
	const long = join(folder, files[0]!);
	const pages = Number(facts(long)['Pages']);
	expect(pages).toBeGreaterThan(1);
	expect(plain(pageText(long, 2)).replaceAll(' ', '').endsWith(`2/${pages}`)).toBe(true);
	expect(plain(pageText(long, 2))).toContain('Harbour report number 7 of the winter session');
	expect(run('qpdf', '--qdf', '--object-streams=disable', long, '-')).toContain('/Lang (en)');
});

appTest('the window exports a volume too, and nothing of the printing is left to be seen', async ({ openApp, folder }) => {
	appTest.skip(missing.length > 0 && !process.env['CI'], `Not checked: ${missing.join(', ')} not installed.`);
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, STORIES.map((clipping) => ({ ...clipping, tags: [] })));
	const target = join(folder, 'target');
	mkdirSync(target);
	await app.evaluate(({ dialog }, chosen) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] }); }, target);
	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /^PDF/ }).click();
	await dialog.getByRole('button', { name: 'Choose…' }).click();
	await dialog.getByRole('button', { name: `Export ${STORIES.length}` }).click();
	await expect(page.getByText(`Exported ${STORIES.length} clippings.`).first()).toBeVisible({ timeout: 30_000 });
	const [made = ''] = readdirSync(target);
	const file = join(target, made, 'Clippings.pdf');
	run('qpdf', '--check', file);
	expect(plain(run('pdftotext', file, '-'))).toContain(`${STORIES.length} clippings`);
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), { timeout: 10_000 }).toBe(1);
});
