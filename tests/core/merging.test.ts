// Proves that two clippings become one without anything being lost, that the other's identifier means the one that remains, and that undoing parts them again.
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import type { ClippingId } from '../../src/shared/model';
import { keep, search, tempArchive } from '../support/archive';
import { drawn } from '../support/pictures';

const filled = async (): Promise<{ archive: Archive; ids: [ClippingId, ClippingId, ClippingId] }> => {
	const archive = await tempArchive();
	const ids = await keep(archive,
		{ headline: 'The yard is closed', publication: 'Courier', body: ['The slip is empty.'], tags: ['yard'], certainty: 0.5, bytes: Buffer.from('first original') },
		{ headline: 'Yard closed', section: 'Harbour', publication: 'The Courier', body: ['The slip is empty, and nobody would say why it was so.'], tags: ['ships'], certainty: 0.9, bytes: Buffer.from('second original') },
		{ headline: 'Another', body: ['Of something else.'] },
	);
	return { archive, ids: ids as [ClippingId, ClippingId, ClippingId] };
};

describe('merging two clippings', () => {
	it('keeps the longer text and of each field the surer value, unless somebody says otherwise', async () => {
		const { archive, ids: [a, b] } = await filled();
		const plan = archive.merges.preview({ first: a, second: b });
		expect(plan).toMatchObject({ text: 'second', originals: 2, tags: ['ships', 'yard'] });
		expect(Object.fromEntries(plan.fields.filter(({ isSame }) => !isSame).map(({ field, take }) => [field, take]))).toEqual({ headline: 'second', publication: 'second', section: 'second' });
		const kept = archive.merges.merge({ first: a, second: b, take: { headline: 'first' } });
		expect(kept).toBe(b);
		expect(archive.clippings.get(b)).toMatchObject({ headline: 'The yard is closed', publication: 'The Courier', section: 'Harbour' });
		expect(archive.clippings.get(b).tags.map(({ name }) => name)).toEqual(['ships', 'yard']);
		expect(archive.clippings.get(b).provenance.headline).toMatchObject({ how: 'person' });
	});

	it('loses nothing: both originals are kept, and either name means the one that remains', async () => {
		const { archive, ids: [a, b, c] } = await filled();
		const gone = archive.clippings.get(a);
		archive.clippings.edit(a, { notes: 'Mine.' });
		archive.clippings.edit(b, { notes: 'Yours.' });
		await archive.pictures.attach(a, null, { bytes: drawn(1), name: 'slip.png' });
		const [range] = archive.highlights.places(a, 'The slip is empty');
		archive.highlights.add(a, { ...range!, colour: 'lemon', note: 'Compare.' });
		archive.merges.merge({ first: b, second: a });
		expect(archive.merges.originals(b).map(({ sha256, cameWith }) => [sha256 === gone.original.sha256, cameWith])).toEqual([[false, null], [true, gone.uid]]);
		expect(archive.clippings.originalNamed(b, gone.original.sha256)).toBe('first original');
		expect(Buffer.from(archive.clippings.original(b)).toString()).toBe('second original');
		expect([archive.clippings.find(gone.uid), archive.clippings.find(String(a))]).toEqual([b, b]);
		expect(archive.clippings.get(b)).toMatchObject({ notes: 'Yours.\n\nMine.', pictures: [{ fileName: 'slip.png' }] });
		expect(archive.highlights.of(b)).toMatchObject([{ note: 'Compare.', at: expect.any(Object) as object }]);
		expect(search(archive, {}).rows.map(({ id }) => id).sort()).toEqual([b, c]);
		expect(search(archive, { where: 'trash' }).total).toBe(0);
		expect(archive.summary()).toMatchObject({ clippings: 2, trashed: 0 });
		archive.clippings.restore([a]);
		expect(archive.summary()).toMatchObject({ clippings: 2 });
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('is undone whole, and can be merged on', async () => {
		const { archive, ids: [a, b, c] } = await filled();
		const before = [archive.clippings.get(a), archive.clippings.get(b), archive.clippings.get(c)];
		archive.merges.merge({ first: a, second: b });
		archive.merges.merge({ first: b, second: c, text: 'second' });
		expect(archive.clippings.find(String(a))).toBe(c);
		expect(archive.merges.originals(c)).toHaveLength(3);
		archive.history.undo();
		archive.history.undo();
		expect([a, b, c].map((id) => ({ ...archive.clippings.get(id), changedAt: 0 }))).toEqual(before.map((clipping) => ({ ...clipping, changedAt: 0 })));
		expect(archive.summary()).toMatchObject({ clippings: 3 });
	});

	it('refuses what cannot be merged', async () => {
		const { archive, ids: [a, b, c] } = await filled();
		const unfit = expect.objectContaining({ code: 'merge/unfit' }) as unknown;
		expect(() => archive.merges.merge({ first: a, second: a })).toThrow(unfit);
		archive.clippings.trash([c]);
		expect(() => archive.merges.merge({ first: a, second: c })).toThrow(unfit);
		archive.merges.merge({ first: b, second: a });
		expect(() => archive.merges.merge({ first: b, second: a })).toThrow(unfit);
	});
});
