// Owns the proof that imports, exports and checks are followed to their end, over the real host.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/renderer/jobs/jobs.svelte';
import { Jobs } from '../../src/renderer/jobs/jobs.svelte';
import { importSentence, jobSentence, reportText } from '../../src/renderer/jobs/words';
import type { ImportSummary } from '../../src/shared/model';
import { article, hosted } from './hosted';

const sums = (more: Partial<ImportSummary>): ImportSummary => ({ kept: 0, duplicate: 0, skipped: 0, failed: 0, ids: [], duplicates: [], problems: [], milliseconds: 1, cancelled: false, ...more });

describe('jobs', () => {
	it('follow an import to its report', async () => {
		const host = await hosted();
		await host.keep([article(1)]);
		const ended: Job[] = [];
		const jobs = new Jobs(host.client, (job) => ended.push(job));
		host.file('box/one.txt', article(1));
		host.file('box/two.txt', article(2));
		host.file('box/empty.txt', '');
		const running = jobs.import([{ from: 'token', token: host.grant(join(host.folder, 'files/box')) }], ['box']);
		expect(jobs.working).toHaveLength(1);
		await running;
		expect(jobs.working).toHaveLength(0);
		const [job] = ended;
		expect(job!.state).toBe('done');
		expect(jobSentence(job!)).toBe('1 kept, 1 was already here and 1 was left out.');
		const { work } = job!;
		const report = work.is === 'import' && work.summary ? reportText(work.summary) : '';
		expect(report).toMatch(/box\/empty\.txt: Empty/);
		expect(report).toMatch(/one\.txt: Ferry number 1 leaves the quay/);
	});

	it('stop when they are told to, and say what was kept by then', async () => {
		const host = await hosted();
		const jobs = new Jobs(host.client, () => undefined);
		const running = jobs.import(Array.from({ length: 400 }, (_, at) => ({ from: 'paste', text: article(at), name: `${at}` })), []);
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
		expect(importSentence(sums({ kept: 8, duplicate: 1, skipped: 1, failed: 1 }))).toBe('8 kept, 1 was already here and 2 were left out.');
		expect(importSentence(sums({ duplicate: 2 }))).toBe('2 were already here.');
		expect(importSentence(sums({}))).toBe('Nothing was found to keep.');
		expect(importSentence(sums({ kept: 1_234, cancelled: true }))).toBe('Stopped: 1,234 kept.');
	});
});
