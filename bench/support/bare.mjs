// Owns the least that a window could do for what bench/ui.mjs measures: the same things shown for the same keys, from made-up words in the page itself. Must not hold an archive, or ask any other process.
/* global document, Element, HTMLInputElement, addEventListener -- what runs in its page */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Bare</title><link rel="stylesheet" href="page.css">
<header><input role="combobox" aria-label="Search" aria-expanded="false" aria-controls="list"><div class="head"><p class="figures"></p></div></header>
<div id="list" role="listbox" aria-label="Clippings" tabindex="0"></div>
<section data-sheet=""></section><div class="field"></div><script src="page.js"></script>`;

const STYLE = `body{display:grid;grid-template:auto 1fr/400px 1fr;height:100vh;margin:0;font:16px/24px serif}header{grid-column:1/-1}[role=listbox]{overflow:auto}[role=option]{height:115px;border-bottom:1px solid}[aria-selected=true]{background:#dde}section{overflow:auto}.veil{position:fixed;inset:10% 20%;background:#fff;border:1px solid}`;

/** Runs in the page of the bare window; it is written there as it stands. */
function bare() {
	const WORDS = 'harbour slipway ferry evening gallery lamp winter council baker ledger anchor notice square platform timber quarry orchard violin kettle journey'.split(' ');
	const sentence = (/** @type {number} */ seed) => Array.from({ length: 12 }, (_, at) => WORDS[(seed * 7 + at * (seed % 5 + 1)) % WORDS.length]).join(' ');
	const all = Array.from({ length: 1_000 }, (_, at) => ({ id: String(at + 1), headline: `${String.fromCharCode(97 + (at * 11) % 26)} ${sentence(at)}`, text: Array.from({ length: 20 }, (_, line) => sentence(at + line)).join('. ') }));
	const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
	const [list, sheet, field, search] = [one('#list'), one('section'), one('.field'), /** @type {HTMLInputElement} */ (one('input'))];
	let shown = all;
	let cursor = -1;
	let view = 1;
	/** @type {Record<string, string[]>} */
	const tags = {};
	const element = (/** @type {string} */ name, /** @type {string} */ text, /** @type {Record<string, string>} */ marks = {}) => {
		const made = document.createElement(name);
		made.textContent = text;
		for (const [key, value] of Object.entries(marks)) made.setAttribute(key, value);
		return made;
	};
	const rows = () => {
		const first = Math.max(0, cursor - 3);
		list.setAttribute('role', view === 5 ? 'grid' : 'listbox');
		list.replaceChildren(...shown.slice(first, first + 12).map(({ headline, text }, at) => element('div', `${headline} ${text.slice(0, 120)}`, { role: view === 5 ? 'row' : 'option', class: `view-${view}`, 'data-index': String(first + at), 'aria-selected': String(first + at === cursor) })));
		one('.figures').textContent = `${shown.length} clippings`;
	};
	const open = (/** @type {number} */ index) => {
		const clipping = shown[index];
		if (!clipping) return;
		cursor = index;
		sheet.dataset['sheet'] = clipping.id;
		sheet.replaceChildren(element('h1', clipping.headline), ...clipping.text.split('. ').map((text) => element('p', text)));
		chips();
		rows();
	};
	const chips = () => {
		const held = tags[sheet.dataset['sheet'] ?? ''] ?? [];
		field.replaceChildren(...held.map((name) => {
			const chip = element('span', '', { class: 'chip' });
			chip.append(element('span', name, { class: 'name' }));
			return chip;
		}), element('input', '', { 'aria-label': 'Add a tag' }));
	};
	list.addEventListener('click', (event) => {
		const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
		if (row) open(Number(row.getAttribute('data-index')));
	});
	search.addEventListener('input', () => {
		shown = all.filter(({ headline }) => headline.startsWith(search.value));
		cursor = -1;
		rows();
	});
	addEventListener('keydown', (event) => {
		const isTyping = event.target instanceof HTMLInputElement;
		if (event.ctrlKey && /^[1-5]$/.test(event.key)) {
			view = Number(event.key);
			rows();
		} else if (event.ctrlKey && event.key === 'k') {
			const over = element('div', '', { role: 'dialog', class: 'veil', tabindex: '-1' });
			over.append(...all.slice(0, 20).map(({ headline }) => element('div', headline, { role: 'option' })));
			document.body.append(over);
			over.focus();
		} else if (event.key === 'Escape') {
			document.querySelector('.veil')?.remove();
			list.focus();
		} else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target !== search) {
			(tags[sheet.dataset['sheet'] ?? ''] ??= []).push(event.target.value);
			chips();
			one('.field input').focus();
		} else if (isTyping || event.ctrlKey) return;
		else if (event.key === 'j') open(cursor + 1);
		else if (event.key === 'Home') open(0);
		else if (event.key === 't') one('.field input').focus();
		else return;
		event.preventDefault();
	});
	open(0);
}

/** Writes the window's files and answers their folder, to be given to Electron. @param {string} folder */
export function bareWindow(folder) {
	mkdirSync(folder, { recursive: true });
	const put = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(folder, name), text);
	put('package.json', JSON.stringify({ name: 'bare', version: '1.0.0', type: 'module', main: 'main.js' }));
	put('page.html', PAGE);
	put('page.css', STYLE);
	put('page.js', `(${bare.toString()})();`);
	put('main.js', `import { app, BrowserWindow } from 'electron';
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } }).loadFile(new URL('page.html', import.meta.url).pathname));
app.on('window-all-closed', () => app.quit());`);
	return folder;
}
