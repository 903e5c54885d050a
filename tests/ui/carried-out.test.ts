// Owns the proof of what a drag carries out of the window: words that say what they are and run nothing, and files only while a hand holds them.
import { describe, expect, it, vi } from 'vitest';
import type { Clipping, ClippingId, ClippingRow } from '../../src/shared/model';
import { MOST_CARRIED } from '../../src/shared/handing-out';
import { named, written } from '../../src/renderer/filing/as-text';
import { CarriedOut } from '../../src/renderer/filing/carried-out';
import { Toasts } from '../../src/renderer/ui/toasts.svelte';
import { hosted } from './hosted';

async function kept(texts: readonly string[]): Promise<{ clippings: Clipping[]; rows: ClippingRow[] }> {
	const { client, keep } = await hosted();
	await keep(texts);
	const { rows } = await client['clippings.search']({ query: { sort: 'headline' }, offset: 0, limit: 50 });
	return { clippings: await Promise.all(rows.map(({ id }) => client['clippings.get']({ id }))), rows };
}

const story = (headline: string): string => `The Averil Courier\n\n${headline}\n\nBy Nora Tallis and Joan Feld\n11 March 1982\n\nThe slipway stood <b onclick="alert(1)">empty</b> on Monday & nobody spoke.\n\nThe Board promised a decision by Easter.\n`;

describe('words', () => {
	it('are those of the article, with its source above, and no markup of it is taken over', async () => {
		const { clippings } = await kept([story('Last hull leaves the yard')]);
		const { text, html } = written(clippings);
		expect(text.split('\n\n')[0]).toBe('Last hull leaves the yard\nThe Averil Courier, 11 March 1982\nNora Tallis and Joan Feld');
		expect(text).toContain('<b onclick="alert(1)">empty</b> on Monday & nobody spoke.');
		expect(html).toContain('&lt;b onclick=&quot;alert(1)&quot;&gt;empty&lt;/b&gt; on Monday &amp; nobody spoke.');
		expect(html).not.toContain('<b onclick');
	});

	it('of many are their names, and how many more there are', async () => {
		const { rows } = await kept([story('A last hull leaves the yard'), story('Board denies it has set a date')]);
		expect(named(rows, 5).text).toBe('A last hull leaves the yard\nThe Averil Courier, 11 March 1982\n\nBoard denies it has set a date\nThe Averil Courier, 11 March 1982\n\nand 3 more');
		expect(named(rows, 2).html).not.toContain('more');
	});
});

describe('files', () => {
	const drag = (): DragEvent => new Event('dragstart', { cancelable: true }) as DragEvent;
	const ids = (many: number): ClippingId[] => Array.from({ length: many }, (_, at) => (at + 1) as ClippingId);

	function carrying() {
		const toasts = new Toasts();
		let given: { signal: AbortSignal; end: () => void } | null = null;
		const carriedOut = new CarriedOut({
			toasts, archive: { 'clippings.get': () => Promise.reject(new Error('not asked')) },
			desktop: { 'desktop.carryOut': (_, { signal } = {}) => new Promise<void>((resolve) => { given = { signal: signal!, end: resolve }; }) },
		});
		return { toasts, carriedOut, given: () => given! };
	}

	it('are asked for as the drag begins, and let go of where the hand lets go first', async () => {
		const page = new EventTarget();
		vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
		const { carriedOut, given } = carrying();
		const event = drag();
		carriedOut.takeFiles(event, ids(2));
		expect([event.defaultPrevented, carriedOut.isOut, given().signal.aborted]).toEqual([true, true, false]);
		page.dispatchEvent(new Event('pointerup'));
		expect(given().signal.aborted).toBe(true);
		given().end();
		await vi.waitFor(() => expect(carriedOut.isOut).toBe(false));
		vi.unstubAllGlobals();
	});

	it('are not made of more than can be carried', () => {
		const { carriedOut, given, toasts } = carrying();
		carriedOut.takeFiles(drag(), ids(MOST_CARRIED + 1));
		expect(given()).toBeNull();
		expect(carriedOut.isOut).toBe(false);
		expect(toasts.current?.text).toContain('Up to 100 clippings');
	});
});
