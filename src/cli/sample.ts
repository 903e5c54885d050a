// Owns the command that makes the sample archive. Must not know what is in it.
import { fillWithSample } from '../core/sample';
import { clippings } from './browse';
import type { Command } from './command';
import { STATUS } from './words';

export const sampleCommand: Command = {
	name: 'sample',
	operands: { label: '', least: 0, most: 0 },
	options: [],
	use: 'creates',
	says: 'Fill an empty archive with invented clippings to practise on.',
	more: [
		'24 clippings in eleven languages, some with pictures: tagged, collected, marked and noted, one story in four newspapers, one date that can be read two ways. An archive that holds anything is left as it is.',
	],
	examples: ['cuttings sample --archive "Cuttings sample"'],
	async run(context) {
		const archive = await context.archive();
		const before = archive.summary();
		const wasEmpty = before.clippings + before.trashed === 0;
		if (wasEmpty) await fillWithSample(archive);
		const { clippings: kept } = archive.summary();
		if (context.json) await context.out.json({ summary: { made: wasEmpty ? kept : 0, clippings: kept } });
		else await context.out.line(wasEmpty ? `Made the sample: ${clippings(kept)}.` : `This archive holds ${clippings(kept)} already; nothing was changed.`);
		return STATUS.done;
	},
};
