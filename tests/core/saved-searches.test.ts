// Holds what saved and recent searches promise: names, order, live counts, undo to the row over restarts, and a memory that forgets.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { RECENT_KEPT } from '../../src/shared/finding';
import { keep, tempArchive, tickingClock } from '../support/archive';

const names = (archive: Archive): string[] => archive.searches.list().map(({ name }) => name);
const recent = (archive: Archive): string[] => archive.searches.recent().map(({ text }) => text);
function rows(archive: Archive): unknown {
	const db = openForReading(databasePath(archive.dir));
	try {
		return db.prepare('SELECT * FROM saved_searches ORDER BY id').all();
	} finally {
		db.close();
	}
}

describe('a saved search', () => {
	it('keeps the whole question, and counts anew as the archive changes', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Ferry', tags: ['Ships'] }, { headline: 'Ferry and yard' });
		const tag = archive.tags.named('Ships')!.id;
		const id = archive.searches.add('  Ferries  at sea ', { text: 'ferry', tags: [tag], sort: 'oldest' });
		const [saved] = archive.searches.list();
		expect(saved).toMatchObject({ id, name: 'Ferries at sea', query: { text: 'ferry', tags: [tag], sort: 'oldest', where: 'archive' } });
		expect(archive.find.count(saved!.query)).toEqual({ total: 1 });
		await keep(archive, { headline: 'Another ferry', tags: ['Ships'] });
		expect(archive.find.count(saved!.query)).toEqual({ total: 2 });
		archive.tags.remove(tag);
		expect(archive.find.count(saved!.query), 'its tag is gone').toEqual({ total: null });
		archive.history.undo();
		expect(archive.find.count(saved!.query)).toEqual({ total: 2 });
	});

	it('has a name of its own', async () => {
		const archive = await tempArchive();
		const id = archive.searches.add('Yard', { text: 'yard' });
		expect(() => archive.searches.add('YARD', { text: 'x' })).toThrow(expect.objectContaining({ code: 'search/taken' }));
		expect(() => archive.searches.add(' \n ', { text: 'x' })).toThrow(expect.objectContaining({ code: 'search/unusable' }));
		expect(() => archive.searches.rename(id, 'x'.repeat(201))).toThrow(expect.objectContaining({ code: 'search/unusable' }));
		expect(() => archive.searches.remove((id + 1) as typeof id)).toThrow(expect.objectContaining({ code: 'search/missing' }));
		archive.searches.rename(id, 'yard');
		expect(names(archive)).toEqual(['yard']);
		expect(archive.searches.named(' yArd ')?.id).toBe(id);
	});

	it('stands where somebody put it', async () => {
		const archive = await tempArchive();
		const [a, b, c] = ['A', 'B', 'C'].map((name) => archive.searches.add(name, { text: name }));
		archive.searches.move(c!, a!);
		expect(names(archive)).toEqual(['C', 'A', 'B']);
		archive.searches.move(c!, null);
		expect(names(archive)).toEqual(['A', 'B', 'C']);
		const { undo } = archive.history.state();
		archive.searches.move(b!, c!);
		expect(archive.history.state().undo, 'where it stood already is no act').toEqual(undo);
		archive.history.undo();
		expect(names(archive)).toEqual(['C', 'A', 'B']);
	});

	it('is undone and redone to the row, whatever was done, over a restart', async () => {
		const word = fc.constantFrom('ferry', 'yard', 'tag:war', '"last hull"');
		const name = fc.constantFrom('A', 'B', 'C', 'D', 'a');
		const act = fc.oneof(
			fc.record({ is: fc.constant('add' as const), name, word }), fc.record({ is: fc.constant('rename' as const), at: fc.nat(3), name }),
			fc.record({ is: fc.constant('change' as const), at: fc.nat(3), word }), fc.record({ is: fc.constant('move' as const), at: fc.nat(3), to: fc.nat(4) }),
			fc.record({ is: fc.constant('remove' as const), at: fc.nat(3) }),
		);
		await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
			const archive = await tempArchive();
			const stood: unknown[] = [rows(archive)];
			for (const one of acts) {
				const all = archive.searches.list();
				const id = 'at' in one ? all[one.at]?.id : undefined;
				const before = archive.history.state().undo?.id;
				try {
					if (one.is === 'add') archive.searches.add(one.name, { text: one.word });
					else if (id === undefined) continue;
					else if (one.is === 'rename') archive.searches.rename(id, one.name);
					else if (one.is === 'change') archive.searches.change(id, { text: one.word });
					else if (one.is === 'move') archive.searches.move(id, all[one.to]?.id === id ? null : all[one.to]?.id ?? null);
					else archive.searches.remove(id);
				} catch (error) {
					expect(error).toMatchObject({ code: 'search/taken' });
				}
				if (archive.history.state().undo?.id !== before) stood.push(rows(archive));
			}
			await archive.close();
			const again = await openArchive(archive.dir, { clock: tickingClock() });
			for (const was of stood.slice(0, -1).reverse()) {
				again.history.undo();
				expect(rows(again)).toEqual(was);
			}
			for (const was of stood.slice(1)) {
				again.history.redo();
				expect(rows(again)).toEqual(was);
			}
			await again.close();
		}), { numRuns: 15 });
	}, 60_000);
});

describe('recent searches', () => {
	it('are the last fifty, each once, newest first', async () => {
		let now = 0;
		const archive = await tempArchive({ clock: () => (now += 100_000) });
		for (let at = 0; at < RECENT_KEPT + 10; at++) archive.searches.note(`word ${at}`);
		archive.searches.note('  word   30 ');
		expect(recent(archive)).toHaveLength(RECENT_KEPT);
		expect(recent(archive).slice(0, 3)).toEqual(['word 30', 'word 59', 'word 58']);
		archive.searches.forget('word 59');
		expect(recent(archive).slice(0, 2)).toEqual(['word 30', 'word 58']);
		archive.searches.forget(null);
		expect(recent(archive)).toEqual([]);
	});

	it('take what was asked a moment before for the beginning of what is asked now', async () => {
		let now = 0;
		const archive = await tempArchive({ clock: () => now });
		archive.searches.note('clos');
		now += 10_000;
		archive.searches.note('closure');
		expect(recent(archive)).toEqual(['closure']);
		now += 100_000;
		archive.searches.note('closure yard');
		expect(recent(archive)).toEqual(['closure yard', 'closure']);
	});

	it('are no act, and tell nobody', async () => {
		const archive = await tempArchive();
		let told = 0;
		archive.onChanged(() => told++);
		archive.searches.note('ferry');
		archive.searches.note('  ');
		expect({ told, undo: archive.history.state().undo, recent: recent(archive) }).toEqual({ told: 0, undo: null, recent: ['ferry'] });
	});
});
