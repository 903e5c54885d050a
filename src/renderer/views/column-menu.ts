// Owns the menu of the table's columns: which are shown, and as at first again. Must not render it.
import { say } from '../../shared/words/say';
import type { MenuRow } from '../ui/menu';
import { COLUMN_NAMES, COLUMNS } from './columns';
import type { Views } from './views.svelte';

export const columnMenu = (views: Views): MenuRow[] => [
	...COLUMN_NAMES.map((name): MenuRow => ({ is: 'act', label: COLUMNS[name].label, act: () => views.toggle(name), isOn: views.columns.some((column) => column.name === name), isOff: name === 'headline' })),
	{ is: 'rule' },
	{ is: 'act', label: say('views.columns.reset'), act: () => views.reset() },
];
