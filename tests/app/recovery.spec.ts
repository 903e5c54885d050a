// Owns the proof that the app survives what it cannot prevent: a host killed in the middle of work, an archive that cannot be opened. Nothing that was reported may be lost.
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync, openSync, writeSync, closeSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, expect, hostProcessId, test } from '../support/app';
import type { OpenedApp } from '../support/app';
import type { Wire } from '../support/wire';
import { tapWire } from '../support/wire';

interface Standing { place: string; state: 'opening' | 'open' | 'shut'; fault: { code: string; facts: Record<string, unknown> } | null }

const DATABASE = 'archive.cuttings';
const standing = (wire: Wire) => wire.ask<Standing>('desktop', 'desktop.archive');
const comesTo = (wire: Wire, wanted: Record<string, unknown>) => expect.poll(() => standing(wire), { timeout: 20_000 }).toMatchObject(wanted);
const count = async (wire: Wire) => (await wire.ask<{ clippings: number }>('archive', 'archive.summary')).clippings;

/** A made-up clipping like no other. */
const story = (number: number): string => [
	'The Tidewater Courier', '', `Ferry number ${number} is named after a lighthouse keeper`, '', 'By Edda Lindqvist', '12 March 1983', '',
	...Array.from({ length: 12 }, (_, line) => `Paragraph ${line} of story ${number}: the crowd on the quay counted ${number * 31 + line} lanterns before the band began to play.`), '',
].join('\n');

const stories = (amount: number) => Object.fromEntries(Array.from({ length: amount }, (_, number) => [`story-${number}.txt`, story(number)]));

/** An archive with clippings in it, as an earlier run of the app left it. */
async function leaveArchive(openApp: (options?: object) => Promise<OpenedApp>, amount = 3): Promise<string> {
	const opened = await openApp({ files: stories(amount) });
	const wire = await tapWire(opened.page);
	const [token] = await wire.offer([opened.file()]);
	await wire.ask('archive', 'archive.import', { sources: [{ from: 'token', token }], rules: {} });
	await opened.close();
	return opened.archive;
}

/** Writes over part of a file, as a failing disk does. */
function overwrite(path: string, bytes: Uint8Array, position: number): void {
	const file = openSync(path, 'r+');
	writeSync(file, bytes, 0, bytes.length, position);
	closeSync(file);
}

test('a killed host is started again, and the page goes on through a new port', async ({ openApp }) => {
	const { app, page } = await openApp();
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	const before = await hostProcessId(app);
	process.kill(before, 'SIGKILL');
	await expect.poll(() => wire.ports('archive')).toBe(2);
	expect(await count(wire)).toBe(0);
	expect(await hostProcessId(app)).not.toBe(before);
});

test('a host killed in the middle of an import loses nothing that was reported, and the import can be done again', async ({ openApp }) => {
	const amount = 1_500;
	const opened = await openApp({ files: stories(amount) });
	const { app, page } = opened;
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	const [token] = await wire.offer([opened.file()]);

	// The import runs on the port itself, so that what has been reported is known at the moment of death.
	await page.evaluate((token) => {
		const port = (window as unknown as { tap: { ports: { archive: MessagePort[] } } }).tap.ports.archive.at(-1)!;
		const reported = { done: 0, ended: false };
		Object.assign(window, { reported });
		port.addEventListener('message', ({ data }: MessageEvent<{ is: string; id: number; progress?: { done: number } }>) => {
			if (data.id !== 3_000_000) return;
			if (data.progress) reported.done = data.progress.done;
			else reported.ended = true;
		});
		port.postMessage({ is: 'call', id: 3_000_000, operation: 'archive.import', input: { sources: [{ from: 'token', token }], rules: { tags: ['ferries'] } } });
	}, token);
	const reported = () => page.evaluate(() => (window as unknown as { reported: { done: number; ended: boolean } }).reported);
	await expect.poll(async () => (await reported()).done, { intervals: [10] }).toBeGreaterThan(20);
	process.kill(await hostProcessId(app), 'SIGKILL');
	await expect.poll(() => wire.ports('archive')).toBe(2);
	const { done, ended } = await reported();
	expect(ended, 'the host died before the import had ended').toBe(false);

	const kept = await count(wire);
	expect(kept).toBeGreaterThanOrEqual(done);
	expect(await wire.ask('archive', 'clippings.search', { query: { text: 'lighthouse' }, offset: 0, limit: 1 })).toMatchObject({ total: kept });
	expect(await wire.ask('archive', 'archive.check')).toMatchObject({ findings: [], clippings: kept });

	// The token was never used up in the host that lives now: the same drop can be asked for again.
	const summary = await wire.ask('archive', 'archive.import', { sources: [{ from: 'token', token }], rules: { tags: ['ferries'] } });
	expect(summary).toMatchObject({ kept: amount - kept, duplicate: kept, failed: 0, skipped: 0 });
	expect(await count(wire)).toBe(amount);
});

test('the page tells a person that an import was broken off, and goes on', async ({ openApp }) => {
	const opened = await openApp({ files: stories(800) });
	const { app, page } = opened;
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	await dropFiles(page, 'body', [opened.file()]);
	await expect.poll(() => count(wire), { intervals: [20] }).toBeGreaterThan(0);
	process.kill(await hostProcessId(app), 'SIGKILL');
	await expect(page.getByText(/reported as kept is safe/i).first()).toBeVisible();
	// Asked through the old port, nobody would answer any more.
	await expect.poll(() => wire.ports('archive')).toBe(2);
	await comesTo(wire, { state: 'open' });
	expect(await count(wire)).toBeGreaterThan(0);
});

test('a host that dies again and again is left alone, and can be asked to try again', async ({ openApp }) => {
	const { app, page, log } = await openApp();
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	for (let death = 1; death <= 4; death++) {
		await comesTo(wire, { state: 'open' });
		process.kill(await hostProcessId(app), 'SIGKILL');
		if (death < 4) await expect.poll(() => wire.ports('archive')).toBe(death + 1);
	}
	await comesTo(wire, { state: 'shut', fault: { code: 'internal' } });
	const { fault } = await standing(wire);
	expect(log()).toContain(`incident ${String(fault!.facts['incident'])}`);
	await wire.ask('desktop', 'desktop.retryArchive', { readOnly: false });
	await comesTo(wire, { state: 'open', fault: null });
});

test('a corrupt archive stays shut, says so, and a backup takes its place', async ({ openApp }) => {
	const archive = await leaveArchive(openApp);
	// The copy of the day is what the app itself made when it opened the archive again.
	const second = await openApp({ archive });
	await comesTo(await tapWire(second.page), { state: 'open' });
	await second.close();
	expect(readdirSync(join(archive, 'backups'))).toHaveLength(1);
	overwrite(join(archive, DATABASE), new Uint8Array(40_000).fill(0x5a), 0);

	const { page } = await openApp({ archive });
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/corrupt', facts: { path: archive, backups: [expect.stringMatching(/^archive-/)] } } });
	await expect(page.getByText(/damaged/i).first()).toBeVisible();
	await page.getByRole('button', { name: /restore|backup/i }).click();
	await comesTo(wire, { state: 'open' });
	await expect(page.getByText(/The backup of .+ is in place, with 3 clippings\./)).toBeVisible();
	expect(await count(wire)).toBe(3);
	expect(readdirSync(archive).some((name) => name.startsWith('archive-damaged-'))).toBe(true);
});

test('a corrupt archive without a backup stays shut when a backup is asked for', async ({ openApp }) => {
	const archive = await leaveArchive(openApp);
	rmSync(join(archive, 'backups'), { recursive: true, force: true });
	overwrite(join(archive, DATABASE), new Uint8Array(40_000).fill(0x5a), 0);
	const wire = await tapWire((await openApp({ archive })).page);
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/corrupt', facts: { backups: [] } } });
	expect(await wire.call('desktop', 'desktop.restoreBackup')).toMatchObject({ is: 'fail', fault: { code: 'archive/corrupt' } });
	expect((await standing(wire)).state).toBe('shut');
});

test('an archive of a newer version is not touched', async ({ openApp }) => {
	const archive = await leaveArchive(openApp);
	// SQLite keeps user_version, the number of the schema, in four bytes at offset 60.
	overwrite(join(archive, DATABASE), new Uint8Array([0, 0, 0x27, 0x0f]), 60);
	const { page } = await openApp({ archive });
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/newer', facts: { version: 9_999 } } });
	await expect(page.getByText(/newer/i).first()).toBeVisible();
	expect(await wire.call('desktop', 'desktop.retryArchive', { readOnly: false })).toMatchObject({ is: 'ok' });
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/newer' } });
});

test('an archive can be opened for reading only, and then nothing changes it', async ({ openApp }) => {
	const archive = await leaveArchive(openApp);
	const { page } = await openApp({ archive });
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	await wire.ask('desktop', 'desktop.retryArchive', { readOnly: true });
	await expect.poll(() => wire.ports('archive')).toBe(2);
	expect(await wire.ask('archive', 'archive.summary')).toMatchObject({ readOnly: true, clippings: 3 });
	expect(await wire.call('archive', 'clippings.trash', { ids: [1] })).toMatchObject({ is: 'fail', fault: { code: 'archive/read-only' } });
	expect(await wire.call('archive', 'archive.import', { sources: [{ from: 'paste', text: story(9), name: 'pasted' }], rules: {} })).toMatchObject({ is: 'fail', fault: { code: 'archive/read-only' } });
	expect(await count(wire)).toBe(3);
});

test('an archive in a folder that may not be written stays shut until it is opened for reading only', async ({ openApp }) => {
	test.skip(process.getuid?.() === 0, 'Root may write everywhere; run as anybody else to see this one.');
	const archive = await leaveArchive(openApp);
	for (const name of readdirSync(archive)) chmodSync(join(archive, name), 0o555);
	chmodSync(archive, 0o555);
	try {
		const { page, close } = await openApp({ archive });
		const wire = await tapWire(page);
		await comesTo(wire, { state: 'shut', fault: { code: 'archive/read-only' } });
		await wire.ask('desktop', 'desktop.retryArchive', { readOnly: true });
		await comesTo(wire, { state: 'open' });
		expect(await count(wire)).toBe(3);
		await close();
	} finally {
		chmodSync(archive, 0o755);
		for (const name of readdirSync(archive)) chmodSync(join(archive, name), 0o755);
	}
});

test('a folder that is something else is left as it is', async ({ openApp, folder }) => {
	const other = mkdtempSync(join(folder, 'letters-'));
	writeFileSync(join(other, 'letter.txt'), 'Dear Aunt');
	const { page } = await openApp({ archive: other });
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/not-an-archive', facts: { path: other } } });
	expect(readdirSync(other)).toEqual(['letter.txt']);
	await expect(page.getByText(other).first()).toBeVisible();
});

test('an archive that has gone is said to be missing, never made anew, and found when it is back', async ({ openApp, folder }) => {
	const archive = await leaveArchive(openApp);
	const { page, app } = await openApp({ archive });
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	const away = join(folder, 'away');
	renameSync(archive, away);
	process.kill(await hostProcessId(app), 'SIGKILL');
	await comesTo(wire, { state: 'shut', fault: { code: 'archive/missing', facts: { path: archive } } });
	expect(readdirSync(folder)).not.toContain('archive');
	cpSync(away, archive, { recursive: true });
	await wire.ask('desktop', 'desktop.retryArchive', { readOnly: false });
	await comesTo(wire, { state: 'open' });
	expect(await count(wire)).toBe(3);
});

test('another archive is chosen in a dialog, and the page begins anew with it', async ({ openApp, folder }) => {
	const { page, app } = await openApp();
	const wire = await tapWire(page);
	await comesTo(wire, { state: 'open' });
	const other = join(folder, 'other');
	await app.evaluate(({ dialog }) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] }); });
	expect(await wire.ask('desktop', 'desktop.openArchive', { create: false })).toBe(false);
	await app.evaluate(({ dialog }, place) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: place }); }, other);
	expect(await wire.ask('desktop', 'desktop.openArchive', { create: true })).toBe(true);
	await expect.poll(() => standing(wire).catch(() => null), { timeout: 20_000 }).toMatchObject({ place: other, state: 'open' });
	expect(await wire.ask('archive', 'archive.summary')).toMatchObject({ place: other, clippings: 0 });
});

test('a page that dies is loaded again', async ({ openApp }) => {
	const { app, log } = await openApp({ expectedErrors: [/crash/i] });
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
	await expect.poll(log).toContain('The page ended');
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => {
		const { webContents } = BrowserWindow.getAllWindows()[0]!;
		return { isCrashed: webContents.isCrashed(), isLoading: webContents.isLoading(), url: webContents.getURL() };
	})).toEqual({ isCrashed: false, isLoading: false, url: 'cuttings://app/?language=en-GB' });
});
