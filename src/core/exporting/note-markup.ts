// Owns a note in Markdown as markup for pages that are handed on: of a site, a book, a print. The same tree the app shows; nothing in it runs or is fetched, and only addresses a reader may follow by hand are links.
import { blocksOf, type Block, type Inline } from '../../shared/markdown';
import { safeAddress } from '../formats/safe-address';
import { xmlText } from './xml';

const PICTURE = 'Picture';
/** The box of a task, and what it says to those who do not see it. */
const TASK = { open: ['☐', 'To do'], done: ['☑', 'Done'] } as const;

/** Elements of HTML that are well-formed XML too; nothing for a note without words. */
export const noteMarkup = (markdown: string): string => blocks(blocksOf(markdown.trim(), PICTURE));

const blocks = (all: readonly Block[]): string => all.map((block) => {
	switch (block.is) {
		case 'paragraph': return `<p dir="auto">${inlines(block.of)}</p>`;
		// No heading of the page: what stands in a note is no part of the page's own outline.
		case 'heading': return `<p class="heading" dir="auto"><b>${inlines(block.of)}</b></p>`;
		case 'quotation': return `<blockquote dir="auto">${blocks(block.of)}</blockquote>`;
		case 'plain': return `<pre dir="auto">${xmlText(block.text)}</pre>`;
		case 'rule': return '<hr/>';
		case 'list': {
			const items = block.items.map(({ of, isDone }) => `<li dir="auto">${isDone === null ? '' : task(isDone)}${blocks(of)}</li>`).join('');
			return block.start === null ? `<ul>${items}</ul>` : `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${items}</ol>`;
		}
	}
}).join('');

function task(isDone: boolean): string {
	const [box, said] = TASK[isDone ? 'done' : 'open'];
	return `<span class="task" role="img" aria-label="${said}">${box}</span> `;
}

const inlines = (all: readonly Inline[]): string => all.map((one) => {
	switch (one.is) {
		case 'text': return xmlText(one.text);
		case 'code': return `<code>${xmlText(one.text)}</code>`;
		case 'emphasis': return `<em>${inlines(one.of)}</em>`;
		case 'strong': return `<strong>${inlines(one.of)}</strong>`;
		case 'struck': return `<s>${inlines(one.of)}</s>`;
		case 'break': return '<br/>';
		case 'link': {
			const address = safeAddress(one.address, null);
			return address === null ? inlines(one.of) : `<a href="${xmlText(address)}" rel="noopener noreferrer nofollow">${inlines(one.of)}</a>`;
		}
	}
}).join('');
