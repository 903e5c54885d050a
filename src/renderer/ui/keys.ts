// Owns what keys are for and how they are written: for the keyboard itself, tooltips, menus and the list of keys. Which they are stands in presses.ts. Must not act.
import { say } from '../../shared/words/say';
import type { MenuCommand } from '../../shared/contract';
import { PRESSES, type Press } from './presses';

export interface KeyBinding extends Press {
	words: string;
}

const WORDS: Readonly<Record<(typeof PRESSES)[number]['command'], string>> = {
	next: say('act.next'),
	previous: say('act.previous'),
	tag: say('act.tag'),
	flag: say('act.flag'),
	collect: say('act.collect'),
	highlight: say('act.highlight'),
	'highlight-note': say('act.highlight-note'),
	'mark-by-keyboard': say('act.mark-by-keyboard'),
	'next-highlight': say('act.next-highlight'),
	'previous-highlight': say('act.previous-highlight'),
	'open-beside': say('act.open-beside'),
	'open-window': say('act.open-window'),
	edit: say('act.edit'),
	'change-many': say('act.change-many'),
	merge: say('act.merge'),
	trash: say('act.trash'),
	cite: say('act.cite'),
	copy: say('act.copy'),
	'select-all': say('act.select-all'),
	'move-up': say('act.move-up'),
	'move-down': say('act.move-down'),
	undo: say('act.undo'),
	redo: say('act.redo'),
	'needs-a-look': say('act.needs-a-look'),
	find: say('act.find'),
	'save-search': say('act.save-search'),
	'next-hit': say('act.next-hit'),
	'previous-hit': say('act.previous-hit'),
	import: say('act.import'),
	paste: say('act.paste'),
	export: say('act.export'),
	print: say('act.print'),
	'view-rows': say('act.view-rows'),
	'view-compact': say('act.view-compact'),
	'view-cards': say('act.view-cards'),
	'view-wall': say('act.view-wall'),
	'view-table': say('act.view-table'),
	'toggle-sidebar': say('act.toggle-sidebar'),
	'toggle-details': say('act.toggle-details'),
	palette: say('palette.title'),
	settings: say('act.settings'),
	keys: say('act.keys'),
};

export const BINDINGS: readonly KeyBinding[] = PRESSES.map((press) => ({ ...press, words: WORDS[press.command] }));


export const GROUP_WORDS: Readonly<Record<KeyBinding['group'], string>> = {
	Clippings: say('act.group.clippings'), Reading: say('act.group.reading'), Finding: say('act.group.finding'), Archive: say('act.group.archive'), Window: say('act.group.window'),
};

const CAPS: Readonly<Record<string, string>> = { Ctrl: say('ui.key.ctrl'), Shift: say('ui.key.shift'), Del: say('ui.key.del') };

/** A key as it is printed on the keyboards of the language: "Strg Umschalt C" of "Ctrl Shift C". On a Mac Ctrl is the command key. */
export const capOf = (said: string, isMac = false): string => said.split(' ').map((key) => (isMac && key === 'Ctrl' ? '⌘' : CAPS[key] ?? key)).join(' ');

/** Keys as they are read aloud and sought: "J oder ↓" of "J or ↓". */
export const spokenKeys = (said: string): string => said.split(' or ').map((one) => capOf(one)).join(` ${say('ui.or')} `);

/** Opening another archive is the application menu's own; its key is only said here. */
export const OPEN_ARCHIVE_KEY = 'Ctrl Shift O';

/** How a command's key is written, for tooltips and menus. */
export const saidKey = (command: MenuCommand): string => BINDINGS.find((binding) => binding.command === command)?.said ?? '';

export const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

/** The command a key press means, if any. */
export function commandFor(event: KeyboardEvent): MenuCommand | null {
	if (event.isComposing) return null;
	const typing = isTyping(event.target);
	const hasCtrl = event.ctrlKey || event.metaKey;
	const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
	// "?" and "/" need Shift on some keyboards: there the character alone decides.
	const found = BINDINGS.find((binding) => binding.key === key && Boolean(binding.ctrl) === hasCtrl && Boolean(binding.alt) === event.altKey && (!/[a-z]/i.test(key) || Boolean(binding.shift) === event.shiftKey) && (!typing || binding.whileTyping));
	return found?.command ?? null;
}
