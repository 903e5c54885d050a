// Owns the proof that imports, exports and checks are followed to their end, over the real host.
import { said } from '../../src/shared/said';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/renderer/jobs/jobs.svelte';
import { Jobs } from '../../src/renderer/jobs/jobs.svelte';
import { entryWords, givenWords, importSentence, jobSentence, reportText, rulesWords, standWords, watchWords } from '../../src/renderer/jobs/words';
import { NO_RULES } from '../../src/renderer/jobs/importing.svelte';
import type { ImportEntry, ImportSummary, WatchedFolder } from '../../src/shared/model';
import { article, hosted } from './hosted';

const sums = (more: Partial<ImportSummary>): ImportSummary => ({ id: 1 as never, kept: 0, duplicate: 0, skipped: 0, failed: 0, ids: [], duplicates: [], problems: [], milliseconds: 1, cancelled: false, ...more });

describe('jobs', () => {
	it('follow an import to its report', async () => {
		const host = await hosted();
		await host.keep([article(1)]);
		const ended: Job[] = [];
		const jobs = new Jobs(host.client, (job) => ended.push(job));
		host.file('box/one.txt', article(1));
		host.file('box/two.txt', article(2));
		host.file('box/empty.txt', '');
		const running = jobs.import([{ from: 'token', token: host.grant(join(host.folder, 'files/box')) }], { ...NO_RULES, tags: ['box'] });
		expect(jobs.working).toHaveLength(1);
		await running;
		expect(jobs.working).toHaveLength(0);
		const [job] = ended;
		expect(job!.state).toBe('done');
		expect(jobSentence(job!)).toBe('1 kept, 1 was already here and 1 was left out.');
		const { work } = job!;
		const report = work.is === 'import' && work.summary ? reportText(await host.client['imports.get']({ id: work.summary.id })) : '';
		expect(report).toMatch(/box\/empty\.txt: Empty/);
		expect(report).toMatch(/one\.txt: Ferry number 1 leaves the quay/);
	});

	it('stop when they are told to, and say what was kept by then', async () => {
		const host = await hosted();
		const jobs = new Jobs(host.client, () => undefined);
		const running = jobs.import(Array.from({ length: 400 }, (_, at) => ({ from: 'paste', text: article(at), name: `${at}` })), NO_RULES);
		jobs.all[0]!.stop();
		await running;
		expect(jobs.all[0]!.state).toBe('cancelled');
		expect(jobSentence(jobs.all[0]!)).toMatch(/^Stopped/);
	});

	it('export into the granted folder', async () => {
		const host = await hosted();
		await host.keep([article(1), article(2)]);
		const jobs = new Jobs(host.client, () => undefined);
		const target = join(host.folder, 'out');
		mkdirSync(target);
		await jobs.export({ of: 'everything' }, 'markdown', host.grant(target));
		expect(jobSentence(jobs.all[0]!)).toBe('Exported 2 clippings.');
		expect(readdirSync(target).length).toBeGreaterThan(0);
	});

	it('say why they failed', async () => {
		const host = await hosted();
		await host.keep([article(1)]);
		const ended: Job[] = [];
		const jobs = new Jobs(host.client, (job) => ended.push(job));
		const gone = join(host.folder, 'gone');
		expect(existsSync(gone)).toBe(false);
		await jobs.export({ of: 'everything' }, 'jsonl', host.grant(gone));
		expect(ended[0]!.state).toBe('failed');
		expect(jobSentence(ended[0]!)).toContain(gone);
	});

	it('find a sound archive sound', async () => {
		const host = await hosted();
		await host.keep([article(1), article(2)]);
		const jobs = new Jobs(host.client, () => undefined);
		await jobs.check();
		expect(jobSentence(jobs.all[0]!)).toMatch(/^2 originals read, .* All of them are as they were received\.$/);
	});

	it('count in plain words', () => {
		expect(importSentence(sums({ kept: 8, duplicate: 1, skipped: 1, failed: 1 }))).toBe('8 kept, 1 was already here, 1 was left out and 1 could not be kept.');
		expect(importSentence(sums({ duplicate: 2 }))).toBe('2 were already here.');
		expect(importSentence(sums({}))).toBe('Nothing was found to keep.');
		expect(importSentence(sums({ kept: 1_234, cancelled: true }))).toBe('Stopped: 1,234 kept.');
	});
});

describe('what is said of imports', () => {
	const entry = (more: Partial<ImportEntry>): ImportEntry => ({
		id: 3 as never, startedAt: 0, endedAt: 1, state: 'done', given: ['box'], sources: 1, watched: null, rules: NO_RULES,
		kept: 8, duplicate: 1, skipped: 0, failed: 2, unsure: 0, unsureNow: 0, again: null, followedBy: null, ...more,
	});

	it('names what was given', () => {
		expect(givenWords(entry({}))).toBe('box');
		expect(givenWords(entry({ given: ['box', 'a.txt'], sources: 2 }))).toBe('box and a.txt');
		expect(givenWords(entry({ given: ['box', 'a.txt', 'b.txt'], sources: 12 }))).toBe('box and 11 others');
		expect(givenWords(entry({ watched: 'Downloads' }))).toBe('the watched folder Downloads');
		expect(givenWords(entry({ given: [], sources: 0 }))).toBe('an earlier version');
	});

	it('says how each stands, and what can be done', () => {
		expect(entryWords(entry({}))).toBe('8 kept, 1 was already here and 2 could not be kept.');
		expect(entryWords(entry({ state: 'interrupted' }))).toBe('Interrupted, 8 kept');
		expect(entryWords(entry({ state: 'cancelled' }))).toMatch(/^Stopped: 8 kept/);
		expect(standWords(entry({}))).toBe('');
		expect(standWords(entry({ state: 'interrupted', again: 'rest' }))).toContain('continuing passes over it quickly');
		expect(standWords(entry({ again: 'failed', followedBy: 4 as never }))).toBe('What failed was tried again since.');
		expect(standWords(entry({ state: 'cancelled', again: 'rest', followedBy: 4 as never }))).toBe('It was continued since.');
	});

	it('says the rules, and how a watched folder stands', () => {
		expect(rulesWords(NO_RULES)).toBe('');
		expect(rulesWords({ tags: ['a', 'b'], collection: 'Thesis/The closure', publication: 'The Averil Courier', dateOrder: 'DMY', rights: 'Quay Press' })).toBe('Tagged a and b, in Thesis/The closure, from The Averil Courier, dates day first, rights: Quay Press');
		const folder = (more: Partial<WatchedFolder>): WatchedFolder => ({ id: 1 as never, name: 'Downloads', place: '/d', rules: NO_RULES, isPaused: false, state: 'watching', detail: null, lookedAt: null, files: 0, ...more });
		expect(watchWords(folder({}))).toBe('Watched');
		expect(watchWords(folder({ state: 'missing', detail: said('said.watch.missing') }))).toMatch(/^The folder is not there just now\./);
		for (const state of ['waiting', 'looking', 'importing', 'refused', 'paused'] as const) expect(watchWords(folder({ state }))).not.toBe('');
	});
});
