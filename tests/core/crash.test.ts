// Proves that what was reported as kept is kept, whenever and however the program dies; and that two at once do not hurt each other.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import type { ClippingId } from '../../src/shared/model';
import { bundle, type Bundle } from '../support/bundle';
import { headlines, keep, tempArchive } from '../support/archive';

interface Reported { id: ClippingId; sha256: string; headline: string }

let child: Bundle;
beforeAll(async () => { child = await bundle('tests/support/children/keeping.ts'); }, 60_000);
afterAll(() => child.remove());

/** Starts a process that keeps clippings. `kill` ends it at once and answers what it had reported by then. */
function keeping(dir: string, name: string): { first: Promise<unknown>; kill: () => Promise<Reported[]> } {
	const running = spawn(process.execPath, [child.path, dir, name], { stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	running.stdout.setEncoding('utf8').on('data', (piece: string) => { said += piece; });
	const ended = once(running, 'close');
	return {
		first: once(running.stdout, 'data'),
		kill: async () => {
			running.kill('SIGKILL');
			await ended;
			// The last line may be cut: it is no report.
			return said.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Reported);
		},
	};
}

describe('a program killed while it keeps clippings', () => {
	it('has kept whatever it reported, round after round', async () => {
		const archive = await tempArchive();
		await archive.close();
		const { dir } = archive;
		const all: Reported[] = [];
		for (let round = 0; round < 6; round++) {
			const one = keeping(dir, `r${round}`);
			await one.first;
			await delay(Math.random() * 250);
			const reported = await one.kill();
			expect(reported.length).toBeGreaterThan(0);
			all.push(...reported);
			const again = await openArchive(dir);
			const { findings } = await again.check({});
			// A file is put before its row: killed between the two, it is left over. Never the other way round.
			expect(findings.filter((finding) => !['original-unknown', 'leftover'].includes(finding.kind))).toEqual([]);
			for (const { id, sha256, headline } of all) {
				const clipping = again.clippings.get(id);
				expect(clipping.headline).toBe(headline);
				expect(createHash('sha256').update(again.clippings.original(id)).digest('hex')).toBe(sha256);
			}
			const last = all.at(-1)!;
			expect(headlines(again, `"${last.headline}"`)).toContain(last.headline);
			await again.close();
		}
		expect(all.length).toBeGreaterThan(50);
	}, 60_000);
});

describe('two programs at one archive', () => {
	it('keep side by side, see each other, and are told of each other', async () => {
		const archive = await tempArchive();
		const changes: unknown[] = [];
		const stop = archive.onChanged((changed) => changes.push(changed));
		const [a, b] = [keeping(archive.dir, 'left'), keeping(archive.dir, 'right')];
		await Promise.all([a.first, b.first]);
		const own: ClippingId[] = [];
		for (let i = 0; i < 10; i++) {
			own.push(...await keep(archive, { headline: `Mine ${i}`, tags: ['mine'] }));
			archive.clippings.tag([own.at(-1)!], ['more'], []);
			await delay(20);
		}
		await delay(600);
		const reported = [...await a.kill(), ...await b.kill()];
		for (const { id, headline } of reported) expect(archive.clippings.get(id).headline).toBe(headline);
		expect(archive.tags.named('mine')!.count).toBe(10);
		expect(new Set(reported.map((one) => one.id)).size).toBe(reported.length);
		expect(changes.length).toBeGreaterThan(0);
		expect(changes).toContainEqual({ clippings: true, tags: true });
		stop();
		const heard = changes.length;
		await keep(archive, { headline: 'Unheard' });
		await delay(600);
		expect(changes.length).toBe(heard);
		expect((await archive.check({})).findings.filter((finding) => !['original-unknown', 'leftover'].includes(finding.kind))).toEqual([]);
	}, 30_000);
});
