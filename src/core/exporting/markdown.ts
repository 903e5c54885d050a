// Owns the Markdown export: one file a clipping, front matter for what a catalogue would hold, the text below. The page docs/markdown-export.md says the same in words.
import { BODY_ROLES, type Block, type Caption } from '../../shared/draft';
import type { Annotation } from '../../shared/annotation';
import type { Clipping, KeptDate, Picture } from '../../shared/model';
import { said } from '../../shared/said';
import { datePart, FileNames, safeExtension, safeStem } from './file-names';
import { instant, NO_PICTURES, type ExportFormat, type FormatWriter, type Loss, type Nameable, type Placement } from './format';
import { markdownLine, markdownText } from './markdown-text';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, LAYOUT_LOST, named, PROVENANCE_LOST } from './parts';
import { placed } from './pictures';
import type { Beyond } from './source';
import { frontMatter, type FrontMatterValue } from './yaml';

/** A tag as Obsidian takes it: letters, digits, "_", "-", "/", and not only digits. */
export function obsidianTag(name: string): string {
	const tag = name
		.replace(/\s+/gu, '-')
		.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\u200d_/-]/gu, '');
	return /^[\p{N}/]*$/u.test(tag) ? `_${tag}` : tag;
}

function dateFields(name: string, date: KeptDate | null): Record<string, FrontMatterValue> {
	if (!date) return {};
	return {
		[name]: date.edtf,
		[`${name}_printed`]: date.printed,
		[`${name}_time`]: date.time,
		[`${name}_readings`]: date.edtf === null ? date.readings : null,
	};
}

function fields(clipping: Clipping, originalFile: string | null, collections: readonly string[]): Record<string, FrontMatterValue> {
	const signatories = clipping.byline?.signatories ?? [];
	const tags = clipping.tags.map((tag) => obsidianTag(tag.name));
	const tagNames = clipping.tags.map((tag) => tag.name);
	const { original } = clipping;
	return {
		title: clipping.headline,
		kicker: clipping.kicker,
		standfirst: clipping.standfirst,
		authors: signatories.map((signatory) => signatory.name),
		author_roles: signatories.filter((signatory) => signatory.role !== null).map((signatory) => `${signatory.name}: ${signatory.role}`),
		organisations: signatories.filter((signatory) => signatory.kind === 'organisation').map((signatory) => signatory.name),
		agency: clipping.byline?.agency,
		publication: clipping.publication,
		...dateFields('published', clipping.published),
		...dateFields('updated', clipping.updated),
		dateline: clipping.dateline,
		section: clipping.section,
		edition: clipping.edition,
		page: clipping.page,
		url: clipping.url,
		language: clipping.language,
		tags,
		collections,
		rights: clipping.rights,
		embargo: clipping.embargo,
		tag_names: tags.some((tag, at) => tag !== tagNames[at]) ? tagNames : null,
		flagged: clipping.flagged ? true : null,
		kind: clipping.kind,
		words: clipping.words,
		uid: clipping.uid,
		imported: instant(clipping.importedAt),
		changed: instant(clipping.changedAt),
		trashed: instant(clipping.trashedAt),
		original: originalFile,
		original_name: original.fileName,
		original_sha256: original.sha256,
		original_bytes: original.bytes,
		original_modified: instant(original.modifiedAt),
		original_type: original.mediaType,
		original_encoding: original.encoding,
		original_undecodable: original.undecodable > 0 ? original.undecodable : null,
	};
}

function bodyBlock(block: Block): string {
	switch (block.role) {
		case 'subhead': return `### ${markdownLine(block.text)}`;
		case 'list-item': return `- ${markdownText(block.text).replaceAll('\n', '\n  ')}`;
		case 'quotation': return `> ${markdownText(block.text).replaceAll('\n', '\n> ')}`;
		default: return markdownText(block.text);
	}
}

function body(blocks: readonly Block[]): string {
	let text = '';
	let before: Block | null = null;
	for (const block of blocks) {
		if (!BODY_ROLES.has(block.role) || block.text.trim() === '') continue;
		if (before) text += before.role === 'list-item' && block.role === 'list-item' ? '\n' : '\n\n';
		text += bodyBlock(block);
		before = block;
	}
	return text;
}

function caption({ text, credit }: Caption): string {
	const words = text.trim() === '' ? '' : markdownText(text).replaceAll('\n', '\n  ');
	if (credit === null) return `- ${words}`;
	return words === '' ? `- (${markdownLine(credit)})` : `- ${words} (${markdownLine(credit)})`;
}

/** A picture with what is printed under it. */
function picture({ sha256, fileName, caption: at }: Picture, { captions }: Clipping, files: ReadonlyMap<string, string>): string {
	const file = files.get(sha256 ?? '') ?? '';
	const printed = at === null ? null : (captions[at] ?? null);
	const credit = printed?.credit ? `(${markdownLine(printed.credit)})` : '';
	const below = [printed && printed.text.trim() !== '' ? markdownText(printed.text) : '', credit].filter(Boolean).join(' ');
	const image = `![${markdownLine(printed?.text || fileName)}](<${file}>)`;
	return below === '' ? image : `${image}\n\n${below}`;
}

/** Pictures with what is printed under each, then captions whose pictures are not here. */
function illustrations(clipping: Clipping, files: ReadonlyMap<string, string>): string[] {
	const shown = clipping.pictures.filter((one) => one.sha256 !== null && files.has(one.sha256));
	const told = new Set(shown.map((one) => one.caption));
	const left = clipping.captions.filter((_, at) => !told.has(at));
	return [
		shown.length > 0 ? `## Pictures\n\n${shown.map((one) => picture(one, clipping, files)).join('\n\n')}` : '',
		left.length > 0 ? `## Captions\n\n${left.map(caption).join('\n')}` : '',
	];
}

/** A highlight as one item of a list: its colour, its words as a quotation, its note as its keeper wrote it. */
function highlight({ at, colour, note, selectors: { quote } }: Annotation): string {
	const words = markdownText(quote.exact).replaceAll('\n', '\n> ');
	const parts = [`${colour}${at === null ? ', not found in the text any more' : ''}`, `> ${words}`, ...(note === '' ? [] : [note])];
	return `- ${parts.join('\n\n').replaceAll('\n', '\n  ').replace(/^ +$/gm, '')}`;
}

/** A whole clipping as Markdown: front matter, headline, standfirst, text, pictures, captions, highlights, notes. Ends with a line end. */
export function clippingMarkdown(clipping: Clipping, files: Pick<Placement, 'original' | 'pictures'>, { collections, annotations }: Pick<Beyond, 'collections' | 'annotations'> = { collections: [], annotations: [] }): string {
	const parts = [
		`# ${markdownLine(clipping.headline)}`,
		clipping.standfirst ? `**${markdownText(clipping.standfirst)}**` : '',
		body(clipping.blocks),
		...illustrations(clipping, files.pictures),
		annotations.length > 0 ? `## Highlights\n\n${annotations.map(highlight).join('\n\n')}` : '',
		// Notes are their keeper's own Markdown, and last, so that nothing of ours can be taken for theirs.
		clipping.notes.trim() === '' ? '' : `## Notes\n\n${clipping.notes.replace(/\r\n?/g, '\n').replace(/\n+$/, '')}`,
	];
	return `${frontMatter(fields(clipping, files.original, collections))}\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

class MarkdownWriter implements FormatWriter {
	readonly #names = new FileNames();

	place(clipping: Nameable): Placement {
		const stem = this.#names.take(safeStem(`${datePart(clipping.published)} ${clipping.headline}`));
		return {
			record: `${stem}.md`,
			original: `${stem} (original).${safeExtension(clipping.original.fileName, clipping.original.mediaType)}`,
			pictures: NO_PICTURES,
		};
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		const stem = placement.record.replace(/\.md$/, '');
		return { ...placement, pictures: placed(clipping, placement.original, (at, _, extension) => `${stem} (picture ${at}).${extension}`) };
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return clippingMarkdown(clipping, placement, beyond);
	}
}

const LOSSES: readonly Loss[] = [
	PROVENANCE_LOST,
	{ ...ASIDE_LOST, becomes: said('said.becomes.out-original') },
	{ ...LAYOUT_LOST, becomes: said('said.becomes.out-originals') },
	COLOURS_LOST,
	{ what: said('said.lost.places'), becomes: said('said.becomes.quotations'), in: (clipping) => clipping.hasHighlights },
];

export const markdown: ExportFormat = {
	facts: {
		id: 'markdown',
		label: 'Markdown',
		hint: 'a folder, one file each',
		extension: 'md',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Dates as printed and as EDTF', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Flags', 'Highlights, as quotations with their notes', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'each',
	takesOriginals: true,
	begin: () => new MarkdownWriter(),
	beside: () => [],
};
