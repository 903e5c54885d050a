// Holds what a pause promises: work rests at its next turn, keeps its place, leaves the archive to others, ends as it would have, and can be stopped while it rests.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForWriting, transaction } from '../../src/core/store/open';
import { Gate } from '../../src/shared/gate';
import { Query } from '../../src/shared/model';
import type { Progress } from '../../src/shared/model';
import { clippingText, temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

/** More than are kept before progress is told for the first time, on any machine. */
const MANY = 900;
/** Progress is told a little late, in milliseconds. */
const TOLD = 200;
const LONG_ENOUGH = 250;

let home: Folder;
let archive: Archive;
beforeEach(async () => {
	home = temporaryFolder();
	archive = await openArchive(join(home.path, 'archive'));
});
afterEach(async () => {
	await archive.close();
	home.remove();
});

const texts = Array.from({ length: MANY }, (_, at) => ({ text: clippingText(at), name: `${at}.txt` }));
const kept = (): number => archive.summary().clippings;
const headlines = (of: Archive): string[] => [...of.clippings.search(Query.parse({ sort: 'headline' }), { offset: 0, limit: MANY }).rows].map(({ headline }) => headline.map(({ text }) => text).join(''));

/** Closes the gate once the work has come so far, and waits until it rests. */
function closing(gate: Gate, from: number): { onProgress: (progress: Progress) => void; rests: Promise<void> } {
	let met: () => void = () => undefined;
	let hasClosed = false;
	const rests = new Promise<void>((resolve) => { met = resolve; });
	return {
		rests: rests.then(async () => { while (!gate.isHolding) await delay(5); }),
		onProgress: ({ done }) => {
			if (done < from || hasClosed) return;
			hasClosed = true;
			gate.close();
			met();
		},
	};
}

describe('a paused import', { timeout: 60_000 }, () => {
	it('does nothing, leaves the archive to others, and goes on to the same end', async () => {
		const gate = new Gate();
		const { onProgress, rests } = closing(gate, 1);
		let done = 0;
		const running = archive.import(texts, { rules: { tags: [] }, gate, onProgress: (progress) => { done = progress.done; onProgress(progress); } });
		await rests;
		await delay(TOLD);
		const [before, told] = [kept(), done];
		expect(before).toBeGreaterThan(0);
		expect(before).toBeLessThan(MANY);
		await delay(LONG_ENOUGH);
		expect([kept(), done]).toEqual([before, told]);

		// Nothing is held: another connection can write at once, and so can this one.
		const other = openForWriting(databasePath(archive.dir), { patience: 0 });
		expect(() => transaction(other, () => undefined)).not.toThrow();
		other.close();
		const [first] = archive.clippings.search(Query.parse({}), { offset: 0, limit: 1 }).rows;
		archive.clippings.edit(first!.id, { notes: 'Read while the import rests.' });
		expect(kept()).toBe(before);

		gate.open();
		const summary = await running;
		expect(summary).toMatchObject({ kept: MANY, duplicate: 0, skipped: 0, failed: 0, cancelled: false });
		expect(archive.clippings.get(first!.id).notes).toBe('Read while the import rests.');
		const whole = await openArchive(join(home.path, 'never paused'));
		await whole.import(texts, { rules: { tags: [] } });
		expect(headlines(archive)).toEqual(headlines(whole));
		await whole.close();
	});

	it('stops where it rests, and so it does when the archive is closed', async () => {
		for (const end of ['cancel', 'close'] as const) {
			const gate = new Gate();
			const { onProgress, rests } = closing(gate, 1);
			const stop = new AbortController();
			const own = await openArchive(join(home.path, end));
			const running = own.import(texts, { rules: { tags: [] }, gate, signal: stop.signal, onProgress });
			running.catch(() => undefined);
			await rests;
			const before = own.summary().clippings;
			if (end === 'cancel') {
				stop.abort();
				expect(await running).toMatchObject({ cancelled: true, kept: before });
				await own.close();
			} else {
				await own.close();
				await running.catch(() => undefined);
			}
			const again = await openArchive(own.dir);
			expect(again.summary().clippings).toBe(before);
			await again.close();
		}
	});
});

describe('other work that is paused', { timeout: 60_000 }, () => {
	beforeEach(async () => { await archive.import(texts, { rules: { tags: [] } }); });

	it('an export rests, shows nothing under its name, and is whole in the end', async () => {
		const gate = new Gate();
		const { onProgress, rests } = closing(gate, 0);
		const target = join(home.path, 'out');
		mkdirSync(target);
		const running = archive.export({ of: 'everything' }, 'text', target, { gate, onProgress });
		await rests;
		expect(readdirSync(target).filter((name) => !name.startsWith('.'))).toEqual([]);
		await delay(LONG_ENOUGH);
		expect(gate.isHolding).toBe(true);
		gate.open();
		const { clippings, path } = await running;
		expect(clippings).toBe(MANY);
		expect(readdirSync(path).length).toBeGreaterThanOrEqual(MANY);
	});

	it('a check rests, and finds what it would have', async () => {
		const gate = new Gate();
		gate.close();
		let isDone = false;
		const running = archive.check({ gate }).then((report) => { isDone = true; return report; });
		await delay(LONG_ENOUGH);
		expect(isDone).toBe(false);
		gate.open();
		expect(await running).toMatchObject({ originals: MANY, findings: [], cancelled: false });
	});

	it('a backup rests while others write, and has what they wrote', async () => {
		const gate = new Gate();
		const told: Progress[] = [];
		gate.close();
		const running = archive.backUp({ gate, onProgress: (progress) => told.push(progress) });
		let isDone = false;
		void running.then(() => { isDone = true; });
		await delay(LONG_ENOUGH);
		const [first] = archive.clippings.search(Query.parse({}), { offset: 0, limit: 1 }).rows;
		archive.clippings.edit(first!.id, { notes: 'Written while the copy rests.' });
		const wasDone = isDone;
		gate.open();
		await running;
		expect(told.at(-1)).toMatchObject({ phase: 'copying', total: expect.any(Number) as number });
		expect(wasDone).toBe(false);
		const [copy] = await archive.backups();
		expect(copy!.bytes).toBeGreaterThan(0);
	});
});

it('a gate lets go of those who wait when their signal aborts', async () => {
	const gate = new Gate();
	gate.close();
	const stop = new AbortController();
	const waiting = gate.pass(stop.signal);
	expect(gate.isHolding).toBe(true);
	stop.abort();
	await waiting;
	expect([gate.isClosed, gate.isHolding]).toEqual([true, false]);
});
