// Holds that what was told as kept survives the death of the process, and that the same import run again continues. Real processes, really killed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import { Query } from '../../src/shared/model';
import type { ImportSummary, SourceOutcome } from '../../src/shared/model';
import { bundle } from '../support/bundle';
import type { Bundle } from '../support/bundle';
import { clippingText, temporaryFolder } from '../support/import-samples';
import { large } from '../support/pictures';
import type { Folder } from '../support/import-samples';

const FILES = 1200;
let child: Bundle;
let worker: Bundle;
let folder: Folder;
let home: Folder;
beforeAll(async () => {
	child = await bundle('tests/support/import-child.ts');
	worker = await bundle('src/core/importing/worker.ts');
	folder = temporaryFolder();
	home = temporaryFolder();
	// Every fiftieth is large enough to stand as a file.
	// And every hundredth is a page whose picture does.
	for (let i = 0; i < FILES; i++) if (i % 100 === 7) {
		folder.write(`${i % 5}/clip ${i}_files/picture.png`, large(i));
		folder.write(`${i % 5}/clip ${i}.html`, pageText(i));
	} else folder.write(`${i % 5}/clip ${i}.txt`, clippingText(i) + (i % 50 === 0 ? 'The debate went on. '.repeat(5000) : ''));
}, 90_000);
afterAll(() => {
	child.remove();
	worker.remove();
	folder.remove();
	home.remove();
});

/** A page with its own folder beside it. */
const pageText = (i: number): string => `<!doctype html><html><body><article><h1>Ferry number ${i} runs aground</h1>${clippingText(i).split('\n\n').slice(3).map((text) => `<p>${text}</p>`).join('')}
<figure><img src="clip%20${i}_files/picture.png"><figcaption>The ferry on the sandbank</figcaption></figure></article></body></html>`;

/** Runs the import in a process of its own and kills it once `enough` outcomes were told; Infinity lets it end. */
function importUntil(dir: string, enough: number): Promise<{ told: SourceOutcome[]; summary: ImportSummary | null }> {
	return new Promise((resolve, reject) => {
		const running = spawn(process.execPath, [child.path, dir, folder.path, worker.path], { stdio: ['ignore', 'pipe', 'inherit'] });
		const told: SourceOutcome[] = [];
		let summary: ImportSummary | null = null;
		let rest = '';
		running.stdout.setEncoding('utf8').on('data', (text: string) => {
			const lines = (rest + text).split('\n');
			rest = lines.pop() as string;
			for (const line of lines) {
				const said = JSON.parse(line) as SourceOutcome | { summary: ImportSummary };
				if ('summary' in said) summary = said.summary;
				else told.push(said);
			}
			if (told.length >= enough) running.kill('SIGKILL');
		});
		running.on('error', reject);
		running.on('close', () => resolve({ told, summary }));
	});
}

describe('a process killed in the middle of an import', () => {
	it('loses nothing it had told, and the next run goes on', async () => {
		const dir = join(home.path, 'archive');
		let known = 0;
		for (const enough of [1, 300, 700]) {
			const { told, summary } = await importUntil(dir, enough);
			expect(summary).toBeNull();
			const archive = await openArchive(dir);
			for (const outcome of told) {
				expect(outcome.outcome === 'kept' || outcome.outcome === 'duplicate').toBe(true);
				if (!('id' in outcome)) continue;
				const clipping = archive.clippings.get(outcome.id);
				expect(clipping.original.fileName).toBe(outcome.name.split('/').at(-1));
				if (clipping.original.mediaType === 'text/html') expect((await archive.pictures.bytes(clipping.pictures[0]!.sha256!)).bytes.length).toBe(clipping.pictures[0]!.bytes);
			}
			const now = archive.clippings.search(Query.parse({}), { offset: 0, limit: 1 }).total;
			expect(now).toBeGreaterThanOrEqual(Math.max(known, told.length));
			known = now;
			const report = await archive.check({});
			expect(report.findings.filter((finding) => finding.kind !== 'leftover' && finding.kind !== 'original-unknown')).toEqual([]);
			await archive.close();
		}
		expect(known).toBeLessThan(FILES);
		const archive = await openArchive(dir, { workerFile: worker.url });
		// Each of them is told from one that runs, with what it had kept; any can be continued, under its own rules.
		const left = archive.imports.list({ before: null, limit: 10 });
		expect(left).toMatchObject(Array.from({ length: 3 }, () => ({ state: 'interrupted', again: 'rest', endedAt: null, rules: { tags: ['rescued'] } })));
		expect(left.reduce((sum, { kept }) => sum + kept, 0)).toBe(known);
		const summary = await archive.imports.again(left[0]!.id, {});
		expect(summary).toMatchObject({ kept: FILES - known, duplicate: known, skipped: 0, failed: 0, cancelled: false });
		expect(archive.imports.get(left[0]!.id)).toMatchObject({ state: 'interrupted', followedBy: summary.id });
		expect(archive.summary()).toMatchObject({ clippings: FILES });
		expect((await archive.check({})).pictures).toBe(FILES / 100);
		expect(archive.tags.named('rescued')?.count).toBe(FILES);
		// A killed process may leave an original without its clipping; the clipping has come since.
		expect((await archive.check({})).findings.filter((finding) => finding.kind !== 'leftover')).toEqual([]);
		await archive.close();
	}, 120_000);
});
