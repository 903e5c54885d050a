// Owns the proof that the open clipping is shown, edited and refused as the archive says, over the real host.
import { describe, expect, it, onTestFinished } from 'vitest';
import { bodyOf } from '../../src/renderer/reader/body';
import { markOf, originOf, shownValue, typedValue } from '../../src/renderer/reader/fields';
import { linesOf } from '../../src/renderer/reader/lines';
import { Reader } from '../../src/renderer/reader/reader.svelte';
import { betweenNames } from '../../src/renderer/reader/script';
import type { Hosted } from './hosted';
import { article, hosted, until } from './hosted';

async function readerOn(text: string): Promise<{ reader: Reader; host: Hosted }> {
	const host = await hosted();
	await host.keep([text]);
	const reader = new Reader(host.client);
	onTestFinished(reader.start());
	const [id] = await host.client['clippings.ids']({ query: {} });
	reader.open(id!);
	await until(() => expect(reader.clipping).not.toBeNull());
	return { reader, host };
}

describe('the reader', () => {
	it('shows every field with where it came from', async () => {
		const { reader } = await readerOn(article(4));
		const clipping = reader.clipping!;
		expect(clipping.headline).toBe('Ferry number 4 leaves the quay');
		expect(shownValue(clipping, 'published')).toBe('5 March 1982');
		expect(shownValue(clipping, 'byline')).toBe('Nora Tallis');
		expect(originOf(clipping.provenance.headline)).toMatch(/^line 3, /);
		expect(markOf(clipping, 'page')).toBe('none');
		expect(bodyOf(clipping).filter(({ is }) => is === 'paragraph')).toHaveLength(2);
	});

	it('keeps an edit as the keeper\'s own word', async () => {
		const { reader } = await readerOn(article(4));
		reader.edit('headline');
		expect(await reader.save('headline', '  The ferry is late ')).toBe(true);
		expect(reader.clipping!.headline).toBe('The ferry is late');
		expect(reader.editing).toBeNull();
		expect(markOf(reader.clipping!, 'headline')).toBe('yours');
		expect(await reader.save('published', 'March 1983')).toBe(true);
		expect(reader.clipping!.published?.edtf).toBe('1983-03');
		expect(typedValue(reader.clipping!, 'published')).toBe('March 1983');
		expect(await reader.save('publication', '')).toBe(true);
		expect(reader.clipping!.publication).toBeNull();
		expect(await reader.save('notes', 'Compare the Packet.')).toBe(true);
		expect(reader.clipping!.notes).toBe('Compare the Packet.');
	});

	it('says why an edit is not taken, and keeps the input open', async () => {
		const { reader } = await readerOn(article(4));
		reader.edit('headline');
		expect(await reader.save('headline', ' ')).toBe(false);
		expect(reader.refusal).toBe('A clipping needs a headline.');
		expect(reader.editing).toBe('headline');
		reader.edit('publication');
		expect(await reader.save('publication', 'x'.repeat(600))).toBe(false);
		expect(reader.refusal).toBeTruthy();
		expect(reader.editing).toBe('publication');
		expect(reader.clipping!.publication).toBe('The Averil Courier');
	});

	it('says when no date can be read from what was typed, and asks when there are two', async () => {
		const { reader } = await readerOn(article(4));
		expect(await reader.save('published', 'the day of the storm')).toBe(true);
		expect(shownValue(reader.clipping!, 'published')).toBe('the day of the storm');
		expect(reader.hint?.name).toBe('published');
		expect(await reader.save('published', '03/04/82')).toBe(true);
		expect(reader.hint).toBeNull();
		expect(markOf(reader.clipping!, 'published')).toBe('choice');
		expect(await reader.save('published', '1982-04-03')).toBe(true);
		expect(shownValue(reader.clipping!, 'published')).toBe('3 April 1982');
		expect(markOf(reader.clipping!, 'published')).toBe('yours');
	});

	it('shows the original in the lines it came in, with the words of each field', async () => {
		const { reader } = await readerOn(article(4));
		reader.show('original');
		await until(() => expect(typeof reader.original).toBe('string'));
		expect(reader.original).toBe(article(4));
		const { lines, total } = linesOf(reader.original!, reader.clipping!, 100);
		expect(total).toBe(article(4).split('\n').length - 1);
		expect(lines.map((line) => line.runs.map(({ text }) => text).join(''))).toEqual(article(4).split('\n').slice(0, -1));
		const headline = lines.find((line) => line.begins.includes('headline'))!;
		expect(headline.runs.find(({ field }) => field === 'headline')!.text).toBe('Ferry number 4 leaves the quay');
	});

	it('follows the archive, and says when the clipping is not there', async () => {
		const { reader, host } = await readerOn(article(4));
		await host.client['clippings.tag']({ ids: [reader.clipping!.id], add: ['ferries'], remove: [] });
		await until(() => expect(reader.clipping!.tags.map(({ name }) => name)).toEqual(['ferries']));
		reader.open(999 as typeof reader.clipping extends { id: infer I } | null ? I : never);
		await until(() => expect(reader.fault).not.toBeNull());
		expect(reader.clipping).toBeNull();
	});
});

describe('the names under a headline', () => {
	it('are joined as their own newspaper joins them, whatever the window speaks', () => {
		expect(betweenNames(1, 'en')).toEqual(['']);
		expect(betweenNames(3, 'en-US')).toEqual(['', ', ', ' and ']);
		expect(betweenNames(2, 'de')).toEqual(['', ' und ']);
		expect(betweenNames(2, null)).toEqual(['', ' and ']);
		expect(betweenNames(2, 'not a language')).toEqual(['', ' and ']);
	});
});
