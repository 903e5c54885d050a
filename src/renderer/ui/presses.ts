// Owns which key does what, once. Must not act, and holds no words: what is done is called in keys.ts.
import type { MenuCommand } from '../../shared/contract';

export interface Press {
	command: MenuCommand;
	/** As `KeyboardEvent.key`; letters in lower case. */
	key: string;
	ctrl?: boolean;
	shift?: boolean;
	alt?: boolean;
	/** How it is written, in English; "or" stands between two that do the same. See `capOf`. */
	said: string;
	group: 'Clippings' | 'Reading' | 'Finding' | 'Archive' | 'Window';
	/** Works while somebody types in a field, too. */
	whileTyping?: boolean;
}

export const PRESSES = [
	{ command: 'next', key: 'j', said: 'J or ↓', group: 'Clippings' },
	{ command: 'previous', key: 'k', said: 'K or ↑', group: 'Clippings' },
	{ command: 'tag', key: 't', said: 'T', group: 'Clippings' },
	{ command: 'flag', key: 'f', said: 'F', group: 'Clippings' },
	{ command: 'collect', key: 'c', said: 'C', group: 'Clippings' },
	{ command: 'highlight', key: 'h', said: 'H', group: 'Reading' },
	{ command: 'highlight-note', key: 'n', said: 'N', group: 'Reading' },
	{ command: 'mark-by-keyboard', key: 'h', shift: true, said: 'Shift H', group: 'Reading' },
	{ command: 'next-highlight', key: '.', said: '.', group: 'Reading' },
	{ command: 'previous-highlight', key: ',', said: ',', group: 'Reading' },
	{ command: 'open-beside', key: 'Enter', ctrl: true, said: 'Ctrl ↵', group: 'Reading' },
	{ command: 'open-window', key: 'Enter', ctrl: true, shift: true, said: 'Ctrl Shift ↵', group: 'Reading' },
	{ command: 'edit', key: 'e', said: 'E', group: 'Clippings' },
	{ command: 'change-many', key: 'e', ctrl: true, shift: true, said: 'Ctrl Shift E', group: 'Clippings' },
	{ command: 'merge', key: 'm', ctrl: true, shift: true, said: 'Ctrl Shift M', group: 'Clippings' },
	{ command: 'trash', key: 'Delete', said: 'Del', group: 'Clippings' },
	{ command: 'cite', key: 'c', ctrl: true, shift: true, said: 'Ctrl Shift C', group: 'Clippings' },
	{ command: 'copy', key: 'c', ctrl: true, alt: true, said: 'Ctrl Alt C', group: 'Clippings' },
	{ command: 'select-all', key: 'a', ctrl: true, said: 'Ctrl A', group: 'Clippings' },
	{ command: 'move-up', key: 'ArrowUp', alt: true, said: 'Alt ↑', group: 'Clippings' },
	{ command: 'move-down', key: 'ArrowDown', alt: true, said: 'Alt ↓', group: 'Clippings' },
	{ command: 'undo', key: 'z', ctrl: true, said: 'Ctrl Z', group: 'Archive' },
	{ command: 'redo', key: 'z', ctrl: true, shift: true, said: 'Ctrl Shift Z', group: 'Archive' },
	{ command: 'needs-a-look', key: 'l', ctrl: true, said: 'Ctrl L', group: 'Archive', whileTyping: true },
	{ command: 'find', key: 'f', ctrl: true, said: 'Ctrl F', group: 'Finding', whileTyping: true },
	{ command: 'find', key: '/', said: '/', group: 'Finding' },
	{ command: 'save-search', key: 's', ctrl: true, said: 'Ctrl S', group: 'Finding', whileTyping: true },
	{ command: 'next-hit', key: 'F3', said: 'F3', group: 'Finding', whileTyping: true },
	{ command: 'next-hit', key: 'g', ctrl: true, said: 'Ctrl G', group: 'Finding', whileTyping: true },
	{ command: 'previous-hit', key: 'F3', shift: true, said: 'Shift F3', group: 'Finding', whileTyping: true },
	{ command: 'previous-hit', key: 'g', ctrl: true, shift: true, said: 'Ctrl Shift G', group: 'Finding', whileTyping: true },
	{ command: 'import', key: 'o', ctrl: true, said: 'Ctrl O', group: 'Archive', whileTyping: true },
	{ command: 'paste', key: 'v', ctrl: true, said: 'Ctrl V', group: 'Archive' },
	{ command: 'export', key: 'e', ctrl: true, said: 'Ctrl E', group: 'Archive', whileTyping: true },
	{ command: 'print', key: 'p', ctrl: true, said: 'Ctrl P', group: 'Archive', whileTyping: true },
	{ command: 'view-rows', key: '1', ctrl: true, said: 'Ctrl 1', group: 'Window', whileTyping: true },
	{ command: 'view-compact', key: '2', ctrl: true, said: 'Ctrl 2', group: 'Window', whileTyping: true },
	{ command: 'view-cards', key: '3', ctrl: true, said: 'Ctrl 3', group: 'Window', whileTyping: true },
	{ command: 'view-wall', key: '4', ctrl: true, said: 'Ctrl 4', group: 'Window', whileTyping: true },
	{ command: 'view-table', key: '5', ctrl: true, said: 'Ctrl 5', group: 'Window', whileTyping: true },
	{ command: 'toggle-sidebar', key: '\\', ctrl: true, said: 'Ctrl \\', group: 'Window', whileTyping: true },
	{ command: 'toggle-details', key: 'i', ctrl: true, said: 'Ctrl I', group: 'Window', whileTyping: true },
	{ command: 'palette', key: 'k', ctrl: true, said: 'Ctrl K', group: 'Window', whileTyping: true },
	{ command: 'settings', key: ',', ctrl: true, said: 'Ctrl ,', group: 'Window', whileTyping: true },
	{ command: 'keys', key: '?', said: '?', group: 'Window' },
] as const satisfies readonly Press[];
