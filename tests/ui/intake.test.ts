// Owns the proof that reports, watched folders, collections and the options of an import hold what the archive holds, over the real host.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Collections } from '../../src/renderer/collections/collections.svelte';
import { Importing, hasRules, NO_RULES, rulesOf } from '../../src/renderer/jobs/importing.svelte';
import { Jobs } from '../../src/renderer/jobs/jobs.svelte';
import { Reports } from '../../src/renderer/jobs/reports.svelte';
import { Watched } from '../../src/renderer/jobs/watched.svelte';
import type { DesktopClient } from '../../src/renderer/clients';
import { article, hosted, until, type Hosted } from './hosted';

/** The desktop, as far as these screens ask for files: it hands out what is next. */
const desktopOf = (host: Hosted, paths: string[]): DesktopClient => ({ 'desktop.chooseSources': () => Promise.resolve({ tokens: paths.splice(0, 1).map((path) => host.grant(path)) }) }) as unknown as DesktopClient;

describe('reports', () => {
	it('list what there was and follow what comes', async () => {
		const host = await hosted();
		const reports = new Reports(host.client);
		const stop = reports.start();
		await host.keep([article(1)]);
		await reports.open();
		expect(reports.all).toHaveLength(1);
		expect(reports.report).toMatchObject({ kept: 1, given: ['Made up 0'] });
		await host.keep([article(2), article(3)]);
		await until(() => expect(reports.all.map(({ kept }) => kept)).toEqual([2, 1]));
		// The one that is being read stays.
		expect(reports.report!.kept).toBe(1);
		await reports.choose(reports.all[0]!.id);
		expect(reports.report!.kept).toBe(2);
		stop();
	});

	it('an import is done again from its report', async () => {
		const host = await hosted();
		const jobs = new Jobs(host.client, () => undefined);
		const token = host.grant(join(host.folder, 'files/late.txt'));
		await jobs.import([{ from: 'token', token }], NO_RULES);
		const reports = new Reports(host.client);
		await reports.open();
		expect(reports.report).toMatchObject({ failed: 1, again: 'failed' });
		host.file('late.txt', article(1));
		await jobs.again(reports.chosen!);
		expect(jobs.all[0]!.work).toMatchObject({ is: 'import', summary: { kept: 1 } });
	});
});

describe('watched folders', () => {
	it('are chosen, ruled, paused and forgotten; what cannot be watched is said', async () => {
		const host = await hosted();
		const folder = join(host.folder, 'Downloads');
		mkdirSync(folder);
		const watched = new Watched(host.client, desktopOf(host, [join(host.folder, 'archive'), folder]));
		const stop = watched.start();
		await watched.open();
		await watched.add();
		await watched.keep();
		expect(watched.fault).toMatchObject({ code: 'folder/unwatchable' });
		expect(watched.draft).toBeNull();
		await watched.add();
		watched.write({ tags: ['come'], collection: ' ' });
		watched.setPresent(true);
		await watched.keep();
		expect(watched.fault).toBeNull();
		expect(watched.all).toMatchObject([{ name: 'Downloads', rules: { tags: ['come'], collection: null }, isPaused: false }]);
		await watched.pause(watched.all[0]!.id, true);
		expect(watched.all).toMatchObject([{ state: 'paused' }]);
		watched.edit(watched.all[0]!);
		watched.write({ publication: 'The Averil Courier' });
		await watched.keep();
		expect(watched.all).toMatchObject([{ rules: { tags: ['come'], publication: 'The Averil Courier' } }]);
		await watched.remove(watched.all[0]!.id);
		expect(watched.all).toEqual([]);
		stop();
	});
});

describe('collections', () => {
	it('are a tree that opens, with names that are taken or refused', async () => {
		const host = await hosted();
		const collections = new Collections(host.client, () => undefined);
		const stop = collections.start();
		collections.name({ is: 'add', parent: null });
		await collections.take('Thesis');
		await until(() => expect(collections.all).toHaveLength(1));
		const [thesis] = collections.all;
		collections.name({ is: 'add', parent: thesis!.id });
		await collections.take('The closure');
		await until(() => expect(collections.shelves.map(({ path, depth }) => `${depth} ${path}`)).toEqual(['0 Thesis', '1 Thesis/The closure']));
		collections.toggle(thesis!.id, false);
		expect(collections.shelves).toHaveLength(1);
		collections.name({ is: 'add', parent: null });
		await collections.take('thesis');
		expect(collections.refusal).toBe('There is already a collection thesis there. Choose another name.');
		collections.stopNaming();
		expect(collections.matching('clo').map(({ name }) => name)).toEqual(['The closure']);
		const made = await collections.ensure('Thesis/After');
		await until(() => expect(collections.byId.get(made)?.path).toBe('Thesis/After'));

		await host.keep([article(1), article(2)]);
		const ids = await host.client['clippings.ids']({ query: {} });
		await host.client['clippings.collect']({ ids: ids.slice(0, 1), add: [made], remove: [] });
		await collections.choose(ids);
		expect([...collections.held]).toEqual([[made, 'some']]);
		stop();
	});
});

describe('the options of an import', () => {
	it('are no rules where nothing is typed, and are remembered', async () => {
		const host = await hosted();
		expect(hasRules({ ...NO_RULES, collection: '  ' })).toBe(false);
		expect(rulesOf({ ...NO_RULES, rights: ' Quay Press ' }).rights).toBe('Quay Press');
		const importing = new Importing(desktopOf(host, [host.file('a.txt', article(1))]));
		importing.open();
		await importing.choose(false);
		importing.change({ collection: 'Thesis', tags: ['x'] });
		const taken = importing.take();
		expect(taken.sources).toHaveLength(1);
		expect(taken.rules).toMatchObject({ collection: 'Thesis', tags: ['x'] });
		expect(importing.sources).toEqual([]);
	});
});
