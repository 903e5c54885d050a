// Owns the command that cites clippings in a style of citation. Changes nothing.
import { CitationStyle, STYLE_NAMES } from '../shared/citing';
import type { Citation } from '../shared/citing';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

async function run(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const asked = CitationStyle.safeParse(args.one('style') ?? 'chicago');
	if (!asked.success) throw new Misuse(`There is no style ${args.one('style')!}; there are ${CitationStyle.options.join(', ')}.`, 'cite');
	const style = asked.data;
	const archive = await context.archive();
	const ids = [...new Set(args.operands.map((reference) => archive.clippings.find(reference)))];
	const cited: Citation[] = await archive.cite(ids, style, args.has('reference'));
	for (const { id, text, html } of cited) {
		if (json) await out.json({ id, uid: archive.clippings.get(id).uid, style, text, html });
		else await out.line(harmless(text));
	}
	if (json) await out.json({ summary: { cited: cited.length, style } });
	return STATUS.done;
}

export const citeCommand: Command = {
	name: 'cite',
	says: 'Cite clippings, a line each, as APA, Chicago, MLA or Harvard has articles in newspapers.',
	more: [
		`Chicago is used unless another style is named. ${CitationStyle.options.map((style) => `${STYLE_NAMES[style].label}: ${STYLE_NAMES[style].manual}.`).join(' ')}`,
		'What is not known is left out, or marked as the style marks it; a title is given as printed, capitals and all.',
	],
	examples: ['cuttings cite 312', 'cuttings cite 312 313 --style apa', 'cuttings cite 312 --style mla --reference --json'],
	operands: { label: 'ID...', least: 1, most: Infinity },
	options: [
		{ name: 'style', value: 'STYLE', says: `${CitationStyle.options.join(', ')}.` },
		{ name: 'reference', says: 'End each with the identifier under which the archive finds the clipping.' },
	],
	use: 'browses',
	run,
};
