// Owns what can be done with the chosen clippings from their menu. Must not do it; acts.ts does.
import { say } from '../../shared/words/say';
import AppWindow from '@lucide/svelte/icons/app-window';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Copy from '@lucide/svelte/icons/copy';
import Flag from '@lucide/svelte/icons/flag';
import FlagOff from '@lucide/svelte/icons/flag-off';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderMinus from '@lucide/svelte/icons/folder-minus';
import Pencil from '@lucide/svelte/icons/pencil';
import MergeIcon from '@lucide/svelte/icons/merge';
import PencilRuler from '@lucide/svelte/icons/pencil-ruler';
import Printer from '@lucide/svelte/icons/printer';
import Share from '@lucide/svelte/icons/share';
import Tag from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash-2';
import { citationRows } from '../citing/citation-menu';
import type { Screens } from '../screens';
import { saidKey } from '../ui/keys';
import type { MenuRow } from '../ui/menu';

export function rowMenu(all: Screens): MenuRow[] {
	const { acts, filingActs, library, organising, standing } = all;
	const isStuck = standing.summary?.readOnly ?? false;
	return [
		{ is: 'act', label: say('library.menu.openBeside'), act: () => acts.run('open-beside'), icon: Columns2, keys: saidKey('open-beside') },
		{ is: 'act', label: say('library.menu.openWindow'), act: () => acts.run('open-window'), icon: AppWindow, keys: saidKey('open-window') },
		{ is: 'rule' },
		{ is: 'act', label: say('library.menu.edit'), act: () => acts.edit(), icon: Pencil, keys: saidKey('edit'), isOff: isStuck },
		...(library.chosenCount > 1 ? [{ is: 'act', label: say('library.menu.change', { count: library.chosenCount }), act: () => filingActs.changeMany(), icon: PencilRuler, keys: saidKey('change-many'), isOff: isStuck } as const] : []),
		...(library.chosenCount === 2 ? [{ is: 'act', label: say('library.menu.merge'), act: () => filingActs.mergeTwo(), icon: MergeIcon, keys: saidKey('merge'), isOff: isStuck } as const] : []),
		{ is: 'act', label: say('library.menu.addTag'), act: () => acts.tagField(), icon: Tag, keys: saidKey('tag'), isOff: isStuck },
		{ is: 'act', label: say('library.menu.addCollection'), act: () => acts.run('collect'), icon: FolderInput, keys: saidKey('collect'), isOff: isStuck },
		...(library.collection === null ? [] : [{ is: 'act', label: say('library.menu.takeOut'), act: () => filingActs.takeOut(), icon: FolderMinus, isOff: isStuck } as const]),
		...(library.isArranged ? [
			{ is: 'act', label: say('library.menu.up'), act: () => organising.arrange(-1), icon: ArrowUp, keys: saidKey('move-up'), isOff: isStuck } as const,
			{ is: 'act', label: say('library.menu.down'), act: () => organising.arrange(1), icon: ArrowDown, keys: saidKey('move-down'), isOff: isStuck } as const,
		] : []),
		organising.isFlagged
			? { is: 'act', label: say('library.menu.unflag'), act: () => organising.flag(), icon: FlagOff, keys: saidKey('flag'), isOff: isStuck }
			: { is: 'act', label: say('library.menu.flag'), act: () => organising.flag(), icon: Flag, keys: saidKey('flag'), isOff: isStuck },
		{ is: 'act', label: say('library.menu.copy'), act: () => acts.run('copy'), icon: Copy, keys: saidKey('copy') },
		...citationRows(all),
		{ is: 'act', label: say('library.menu.export'), act: () => acts.run('export'), icon: Share, keys: saidKey('export') },
		{ is: 'act', label: say('library.menu.print'), act: () => acts.run('print'), icon: Printer, keys: saidKey('print') },
		{ is: 'rule' },
		library.where === 'trash'
			? { is: 'act', label: say('library.menu.putBack'), act: () => filingActs.restore(), icon: ArchiveRestore, isOff: isStuck }
			: { is: 'act', label: say('library.menu.trash'), act: () => filingActs.trash(), icon: Trash, keys: saidKey('trash'), isOff: isStuck },
	];
}
