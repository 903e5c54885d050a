// Owns a clipping as text and as markup for other programs: what an editor gets when one is dragged into it. Pure; all markup is made here and every word of a source is escaped.
import { BODY_ROLES, type Block } from '../../shared/draft';
import type { Clipping, ClippingRow } from '../../shared/model';
import { say } from '../../shared/words/say';
import { directionOf } from '../reader/script';
import { saidDate } from '../ui/dates';
import { join } from '../ui/words';

export interface Written { text: string; html: string }

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const element = (name: string, text: string | null): string => (text ? `<${name}>${escaped(text)}</${name}>` : '');

/** "The Averil Courier, 11 March 1982" */
const whereOf = ({ publication, published }: Pick<Clipping, 'publication' | 'published'>): string => [publication, published && saidDate(published, 'long')].filter(Boolean).join(', ');

/** Nora Tallis and Joan Feld, The Press Agency */
function signed({ byline }: Clipping): string {
	if (!byline) return '';
	const names = byline.signatories.map(({ name, role }) => [name, role].filter(Boolean).join(', '));
	return [join(names), byline.agency !== null && !names.includes(byline.agency) ? byline.agency : ''].filter(Boolean).join(', ');
}

function blockMarkup(blocks: readonly Block[]): string {
	const made: string[] = [];
	let items = '';
	const close = (): void => {
		if (items) made.push(`<ul>${items}</ul>`);
		items = '';
	};
	for (const { role, text } of blocks) {
		if (role === 'list-item') {
			items += element('li', text);
			continue;
		}
		close();
		made.push(element(role === 'subhead' ? 'h3' : role === 'quotation' ? 'blockquote' : 'p', text));
	}
	close();
	return made.join('\n');
}

function one(clipping: Clipping): Written {
	const { headline, standfirst, language, url } = clipping;
	const blocks = clipping.blocks.filter(({ role, text }) => BODY_ROLES.has(role) && text.trim() !== '');
	const [where, by] = [whereOf(clipping), signed(clipping)];
	const plain = [[headline, where, by].filter(Boolean).join('\n'), standfirst, ...blocks.map(({ role, text }) => (role === 'list-item' ? `- ${text}` : text)), url];
	const told = language === null ? '' : ` lang="${escaped(language)}" dir="${directionOf(language)}"`;
	return {
		text: plain.filter(Boolean).join('\n\n'),
		html: `<article${told}>\n${[element('h2', headline), element('p', where), element('p', by), standfirst ? `<p><i>${escaped(standfirst)}</i></p>` : '', blockMarkup(blocks), url ? `<p><a href="${escaped(url)}">${escaped(url)}</a></p>` : ''].filter(Boolean).join('\n')}\n</article>`,
	};
}

/** Clippings whole, one after another. */
export function written(clippings: readonly Clipping[]): Written {
	const all = clippings.map(one);
	return { text: all.map(({ text }) => text).join('\n\n* * *\n\n'), html: all.map(({ html }) => html).join('\n<hr>\n') };
}

/** Clippings by name, a line each: what is told of many, and of those that are not known better yet. */
export function named(rows: readonly ClippingRow[], count: number): Written {
	const lines = rows.map((row) => ({ headline: row.headline.map(({ text }) => text).join(''), where: whereOf(row) }));
	const more = count > rows.length ? say('filing.out.more', { count: count - rows.length }) : '';
	return {
		text: [...lines.map(({ headline, where }) => [headline, where].filter(Boolean).join('\n')), more].filter(Boolean).join('\n\n'),
		html: `<ul>${lines.map(({ headline, where }) => `<li>${[element('b', headline), escaped(where)].filter(Boolean).join('<br>')}</li>`).join('\n')}${more && `\n${element('li', more)}`}</ul>`,
	};
}
