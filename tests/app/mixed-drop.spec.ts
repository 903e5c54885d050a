// Owns the journey of a mixed drop: ten files of ten formats on the window at once, each a clipping with its fields, and what is none said so.
import { dropFiles, expect, test } from '../support/app';
import { HEADLINES, tenFormats } from '../support/ten-formats';
import { openClipping } from './window';

test('ten files of ten formats become ten clippings', async ({ openApp }) => {
	const opened = await openApp({ files: Object.fromEntries(Object.entries(await tenFormats()).map(([name, content]) => [`mixed/${name}`, content])) });
	const { page, file } = opened;
	await dropFiles(page, '.first', Object.keys(await tenFormats()).map((name) => file(`mixed/${name}`)));
	await expect(page.getByRole('option')).toHaveCount(HEADLINES.length, { timeout: 30_000 });
	for (const headline of HEADLINES) await expect(page.getByRole('option').filter({ hasText: headline })).toHaveCount(1);

	for (const headline of ['Depot saved on a web page', 'Depot saved in print', 'Depot saved by mail', 'Depot saved in a parcel']) {
		await openClipping(page, headline);
		await expect(page.getByRole('article')).toContainText('against the advice of its own surveyor');
	}
	await openClipping(page, 'Depot saved in a document');
	await expect(page.getByRole('article')).toContainText('The depot after the vote.');

	await page.getByRole('combobox', { name: 'Search' }).fill('title:depot kind:image OR (print pub:echo)');
	await expect(page.getByRole('option')).toHaveCount(2);
});
