// Owns which key does what, once: for the keyboard itself, tooltips, menus and the list of keys. Must not act.
import type { MenuCommand } from '../../shared/contract';

export interface KeyBinding {
	command: MenuCommand;
	/** As `KeyboardEvent.key`; letters in lower case. */
	key: string;
	ctrl?: boolean;
	shift?: boolean;
	/** How it is written. */
	said: string;
	words: string;
	group: 'Clippings' | 'Finding' | 'Archive' | 'Window';
	/** Works while somebody types in a field, too. */
	whileTyping?: boolean;
}

export const BINDINGS: readonly KeyBinding[] = [
	{ command: 'next', key: 'j', said: 'J or ↓', words: 'Next clipping', group: 'Clippings' },
	{ command: 'previous', key: 'k', said: 'K or ↑', words: 'Previous clipping', group: 'Clippings' },
	{ command: 'tag', key: 't', said: 'T', words: 'Add a tag', group: 'Clippings' },
	{ command: 'collect', key: 'c', said: 'C', words: 'Add to a collection', group: 'Clippings' },
	{ command: 'edit', key: 'e', said: 'E', words: 'Edit the details', group: 'Clippings' },
	{ command: 'trash', key: 'Delete', said: 'Del', words: 'Move to the trash', group: 'Clippings' },
	{ command: 'copy', key: 'c', ctrl: true, shift: true, said: 'Ctrl Shift C', words: 'Copy the text', group: 'Clippings' },
	{ command: 'select-all', key: 'a', ctrl: true, said: 'Ctrl A', words: 'Choose all', group: 'Clippings' },
	{ command: 'undo', key: 'z', ctrl: true, said: 'Ctrl Z', words: 'Undo the last act', group: 'Archive' },
	{ command: 'redo', key: 'z', ctrl: true, shift: true, said: 'Ctrl Shift Z', words: 'Do it again', group: 'Archive' },
	{ command: 'needs-a-look', key: 'l', ctrl: true, said: 'Ctrl L', words: 'What needs a look', group: 'Archive', whileTyping: true },
	{ command: 'find', key: 'f', ctrl: true, said: 'Ctrl F', words: 'Search', group: 'Finding', whileTyping: true },
	{ command: 'find', key: '/', said: '/', words: 'Search', group: 'Finding' },
	{ command: 'import', key: 'o', ctrl: true, said: 'Ctrl O', words: 'Choose files to keep', group: 'Archive', whileTyping: true },
	{ command: 'paste', key: 'v', ctrl: true, said: 'Ctrl V', words: 'Keep what was copied', group: 'Archive' },
	{ command: 'export', key: 'e', ctrl: true, said: 'Ctrl E', words: 'Export', group: 'Archive', whileTyping: true },
	{ command: 'toggle-sidebar', key: '\\', ctrl: true, said: 'Ctrl \\', words: 'Show or hide the sidebar', group: 'Window', whileTyping: true },
	{ command: 'toggle-details', key: 'i', ctrl: true, said: 'Ctrl I', words: 'Show or hide the details', group: 'Window', whileTyping: true },
	{ command: 'keys', key: '?', said: '?', words: 'These keys', group: 'Window' },
];

/** Opening another archive is the application menu's own; its key is only said here. */
export const OPEN_ARCHIVE_KEY = 'Ctrl Shift O';

/** How a command's key is written, for tooltips and menus. */
export const saidKey = (command: MenuCommand): string => BINDINGS.find((binding) => binding.command === command)?.said ?? '';

export const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

/** The command a key press means, if any. */
export function commandFor(event: KeyboardEvent): MenuCommand | null {
	if (event.altKey || event.isComposing) return null;
	const typing = isTyping(event.target);
	const hasCtrl = event.ctrlKey || event.metaKey;
	const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
	// "?" and "/" need Shift on some keyboards: there the character alone decides.
	const found = BINDINGS.find((binding) => binding.key === key && Boolean(binding.ctrl) === hasCtrl && (!/[a-z]/i.test(key) || Boolean(binding.shift) === event.shiftKey) && (!typing || binding.whileTyping));
	return found?.command ?? null;
}
