// Proves that every format goes through the one door of the import: a folder with ten of them becomes ten clippings with their fields.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BODY_ROLES } from '../../src/shared/draft';
import type { SourceOutcome } from '../../src/shared/model';
import { search, tempArchive, tempFolder } from '../support/archive';
import { HEADLINES, tenFormats } from '../support/ten-formats';

describe('a folder of ten formats', () => {
	it('becomes ten clippings, each with its headline, and says what is none', async () => {
		const folder = tempFolder();
		for (const [name, content] of Object.entries(await tenFormats())) writeFileSync(join(folder, name), content);
		const archive = await tempArchive();
		const outcomes: SourceOutcome[] = [];
		await archive.import([{ path: folder }], { rules: { tags: [], collection: null, publication: null, dateOrder: null, rights: null }, onOutcome: (outcome) => outcomes.push(outcome) });
		const kept = outcomes.filter((outcome) => outcome.outcome === 'kept');
		expect(kept.map(({ headline }) => headline).sort()).toEqual([...HEADLINES].sort());
		expect(outcomes.filter((outcome) => outcome.outcome === 'failed')).toEqual([]);
		expect(outcomes.filter((outcome) => outcome.outcome === 'skipped').map(({ name }) => name)).toEqual([expect.stringMatching(/parcel\.zip\/inside\/notes\.css$/)]);
		const rows = search(archive, { text: 'depot' }).rows;
		expect(rows.filter(({ kind }) => kind === 'image')).toHaveLength(1);
		for (const { id, kind } of rows) {
			const clipping = archive.clippings.get(id);
			if (kind === 'image') continue;
			expect(clipping.published?.edtf, clipping.headline).toBe('2021-03-09');
			expect([...clipping.blocks.filter(({ role }) => BODY_ROLES.has(role)).map(({ text }) => text), clipping.standfirst].join(' '), clipping.headline).toContain('against the advice of its own surveyor');
		}
		expect((await archive.check({})).findings).toEqual([]);
	});
});
