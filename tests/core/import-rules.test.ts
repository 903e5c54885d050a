// Holds what an import's rules make of everything it brings: tags, collection, publication, date order and rights; through worker threads and without.
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { openArchive } from '../../src/core/archive';
import { ruled } from '../../src/core/importing/rules';
import { readText } from '../../src/core/reading/read-text';
import { UNSURE_BELOW } from '../../src/shared/draft';
import type { Clipping, ImportRulesInput } from '../../src/shared/model';
import { bundle, type Bundle } from '../support/bundle';
import { temporaryFolder, type Folder } from '../support/import-samples';
import { search } from '../support/archive';

let worker: Bundle;
let folder: Folder;
let home: Folder;
beforeAll(async () => { worker = await bundle('src/core/importing/worker.ts'); }, 90_000);
afterAll(() => worker.remove());
beforeEach(() => {
	folder = temporaryFolder();
	home = temporaryFolder();
});
afterEach(() => {
	folder.remove();
	home.remove();
});

const story = (date: string, paper = 'Harbour Notes'): string => `${paper}

Lamps go out along the mole

By Edda Lindqvist
${date}

The lamps along the mole went out on Friday night and nobody has said when they will burn again.

The keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.
`;

const page = (date: string): string => `<!doctype html><html lang="en"><head><title>Lamps go out along the mole</title></head><body><article>
<h1>Lamps go out along the mole</h1><p class="byline">By Edda Lindqvist</p><p class="date">${date}</p>
<p>The lamps along the mole went out on Friday night and nobody has said when they will burn again.</p>
<p>The keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.</p></article></body></html>`;

const OPEN_DATE = '03/04/1987';

describe.each([['through worker threads', true], ['in the archive\'s own thread', false]])('%s', (_, hasWorkers) => {
	async function imported(rules: ImportRulesInput, work: (archive: Archive, clippings: Clipping[]) => void | Promise<void>): Promise<void> {
		const archive = await openArchive(join(home.path, 'archive'), hasWorkers ? { workerFile: worker.url } : {});
		try {
			const { ids } = await archive.import([{ path: folder.path }], { rules });
			await work(archive, ids.map((id) => archive.clippings.get(id)));
		} finally {
			await archive.close();
		}
	}

	it('an open date is read in the order given, in every format; one that is settled stays', async () => {
		folder.write('a.txt', story(OPEN_DATE));
		folder.write('b.html', page(OPEN_DATE));
		folder.write('c.txt', story('25/12/1987'));
		for (const [order, meant] of [['DMY', '1987-04-03'], ['MDY', '1987-03-04']] as const) {
			home.remove();
			home = temporaryFolder();
			await imported({ dateOrder: order }, (_archive, [text, markup, plain]) => {
				for (const clipping of [text!, markup!]) {
					expect(clipping.published).toMatchObject({ printed: OPEN_DATE, edtf: meant, readings: [meant] });
					expect(clipping.provenance.published).toMatchObject({ how: 'convention' });
					expect(clipping.provenance.published!.certainty).toBeGreaterThanOrEqual(UNSURE_BELOW);
					expect(clipping.provenance.published!.spans).not.toEqual([]);
				}
				expect(plain!.published?.edtf).toBe('1987-12-25');
				expect(plain!.provenance.published?.how).not.toBe('convention');
			});
		}
	});

	it('without a rule it stays open', async () => {
		folder.write('a.txt', story(OPEN_DATE));
		await imported({}, (_archive, [clipping]) => expect(clipping!.published).toMatchObject({ edtf: null, readings: expect.arrayContaining(['1987-04-03', '1987-03-04']) as string[] }));
	});

	it('the publication is somebody\'s word, and points to its line where the text says it too', async () => {
		folder.write('a.txt', story('3 April 1987', 'Harbour Notes'));
		folder.write('b.txt', story('4 April 1987', 'The Averil Courier'));
		await imported({ publication: 'The Averil Courier' }, (archive, [other, same]) => {
			for (const clipping of [other!, same!]) {
				expect(clipping.publication).toBe('The Averil Courier');
				expect(clipping.provenance.publication).toMatchObject({ how: 'person', certainty: 1 });
			}
			expect(same!.provenance.publication!.spans[0]?.line).toBe(1);
			expect(search(archive, { text: 'averil courier' }).total).toBe(2);
			expect(search(archive, { sort: 'publication' }).rows.map((row) => row.publication)).toEqual(['The Averil Courier', 'The Averil Courier']);
		});
	});

	it('tags, collection and rights go with each clipping; rights are not searched', async () => {
		folder.write('a.txt', story('3 April 1987'));
		folder.write('b.txt', story('4 April 1987'));
		const rules = { tags: ['Mole', 'sea/lamps'], collection: ' Thesis / The closure', rights: '  Quay Press, by letter of 1988 ' };
		await imported(rules, async (archive, clippings) => {
			const [closure] = archive.collections.list().slice(1);
			expect(archive.collections.list().map(({ path, count }) => `${path} ${count}`)).toEqual(['Thesis 2', 'Thesis/The closure 2']);
			for (const clipping of clippings) {
				expect(clipping).toMatchObject({ rights: 'Quay Press, by letter of 1988', collections: [closure!.id] });
				expect(clipping.tags.map(({ name }) => name)).toEqual(['Mole', 'sea/lamps']);
			}
			expect(search(archive, { text: 'quay press' }).total).toBe(0);
			expect(search(archive, { collection: closure!.id, sort: 'arranged' }).rows.map(({ id }) => id)).toEqual(clippings.map(({ id }) => id));
			folder.write('c.txt', story('5 April 1987'));
			const again = await archive.import([{ path: folder.path }], { rules });
			expect(again).toMatchObject({ kept: 1, duplicate: 2 });
			expect(archive.collections.list().map(({ count }) => count)).toEqual([3, 3]);
		});
	});
});

describe('rules that cannot be', () => {
	it('are refused before anything is read, and leave no trace', async () => {
		folder.write('a.txt', story('3 April 1987'));
		const archive = await openArchive(join(home.path, 'archive'));
		await expect(archive.import([{ path: folder.path }], { rules: { collection: 'Thesis//x' } })).rejects.toMatchObject({ code: 'collection/unusable' });
		await expect(archive.import([{ path: folder.path }], { rules: { tags: ['a//b'] } })).rejects.toMatchObject({ code: 'tag/unusable' });
		await expect(archive.import([{ path: folder.path }], { rules: { rights: ' ' } })).rejects.toMatchObject({ code: 'request/invalid' });
		expect(archive.imports.list({ before: null, limit: 10 })).toEqual([]);
		expect(archive.collections.list()).toEqual([]);
		await archive.close();
	});
});

describe('a draft under rules', () => {
	it('is the same draft when there are none, and the year first is understood', () => {
		const draft = readText(story('03/04/05'), {});
		expect(ruled(draft, { publication: null, dateOrder: null })).toEqual(draft);
		expect(ruled(draft, { publication: null, dateOrder: 'YMD' }).published).toMatchObject({ value: { edtf: '2003-04-05' }, from: { how: 'convention' } });
		expect(ruled(draft, { publication: null, dateOrder: 'DMY' }).published?.value.edtf).toBe('2005-04-03');
	});
});
