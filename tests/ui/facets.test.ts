// Owns the proof that the values of facets are called in the window's language, by what the archive really counts. Must not open a window.
import { expect, it, vi } from 'vitest';
import { FacetName } from '../../src/shared/facets';
import { Query } from '../../src/shared/model';
import { article, hosted } from './hosted';

it('values are called in German in a German window', async () => {
	const { client, keep } = await hosted();
	await keep([article(1)]);
	// The words of a page are said once, as it is loaded: a page loaded now is a German one.
	vi.resetModules();
	const { locale, speak } = await import('../../src/shared/words/say');
	speak(['de-DE']);
	const { called } = await import('../../src/renderer/facets/facets.svelte');
	const { facets } = await client['find.facets']({ query: Query.parse({}), asked: { names: [...FacetName.options], locale: locale() } });
	const all = Object.fromEntries(facets.map(({ name, values }) => [name, values.map((value) => called(name, value))]));
	expect(all).toMatchObject({ kind: ['Artikel'], language: ['Englisch'], year: ['1980er Jahre', '1982'], tag: ['Kein Schlagwort'] });
});
