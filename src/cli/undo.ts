// Owns the commands that take acts back and make them again: undo, redo.
import type { HistoryStep } from '../shared/model';
import { sayOf } from '../shared/words/say';
import type { Command } from './command';
import { harmless } from './terminal';
import { STATUS } from './words';

const said = (way: 'undo' | 'redo', { label }: HistoryStep, next: HistoryStep | null): string =>
	`${way === 'undo' ? 'Undone' : 'Done again'}: ${harmless(sayOf(label))}.${next ? ` Next would be: ${harmless(sayOf(next.label))}.` : ''}`;

function turning(way: 'undo' | 'redo'): Command['run'] {
	return async ({ args, out, json, bar, signal, archive: opened }) => {
		const archive = await opened();
		if (args.has('list')) {
			const step = archive.history.state()[way];
			if (json) await out.json({ summary: { [way]: step && { ...step, label: sayOf(step.label) } } });
			else await out.line(step ? harmless(sayOf(step.label)) : `There is nothing to ${way}.`);
			return STATUS.done;
		}
		const step = await archive.history.turn(way, null, { signal, onProgress: bar.show });
		bar.hide();
		const state = archive.history.state();
		if (json) {
			await out.json({ id: step.id, label: sayOf(step.label), at: new Date(step.at).toISOString() });
			await out.json({ summary: { [way === 'undo' ? 'undone' : 'redone']: 1 } });
		} else await out.line(said(way, step, state[way]));
		return STATUS.done;
	};
}

const SHARED = {
	operands: { label: '', least: 0, most: 0 },
	use: 'changes',
} as const;

export const undo: Command = {
	...SHARED,
	name: 'undo',
	says: 'Take back the last act of a person.',
	more: [
		'Edits, accepted values, tags and the trash can be undone, the last hundred of them, whether they were done here or in the window. What another program has changed since is left alone, and said. Imports are not undone; move their clippings to the trash.',
		'The archive\'s record keeps both: what was done, and that it was taken back.',
	],
	examples: ['cuttings undo', 'cuttings undo --list'],
	options: [{ name: 'list', says: 'Only say what would be taken back.' }],
	run: turning('undo'),
};

export const redo: Command = {
	...SHARED,
	name: 'redo',
	says: 'Do again what was undone last.',
	more: ['Any new act ends this: what was undone before it cannot be done again.'],
	examples: ['cuttings redo'],
	options: [{ name: 'list', says: 'Only say what would be done again.' }],
	run: turning('redo'),
};
