// Owns what can be done with the chosen clippings from their menu. Must not do it; acts.ts does.
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Copy from '@lucide/svelte/icons/copy';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderMinus from '@lucide/svelte/icons/folder-minus';
import Pencil from '@lucide/svelte/icons/pencil';
import Share from '@lucide/svelte/icons/share';
import Tag from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash-2';
import type { Screens } from '../screens';
import { saidKey } from '../ui/keys';
import type { MenuRow } from '../ui/menu';

export function rowMenu({ acts, library, standing }: Screens): MenuRow[] {
	const isStuck = standing.summary?.readOnly ?? false;
	return [
		{ is: 'act', label: 'Edit the details', act: () => acts.edit(), icon: Pencil, keys: saidKey('edit'), isOff: isStuck },
		{ is: 'act', label: 'Add a tag…', act: () => acts.tagField(), icon: Tag, keys: saidKey('tag'), isOff: isStuck },
		{ is: 'act', label: 'Add to a collection…', act: () => acts.run('collect'), icon: FolderInput, keys: saidKey('collect'), isOff: isStuck },
		...(library.collection === null ? [] : [{ is: 'act', label: 'Take out of this collection', act: () => acts.takeOut(), icon: FolderMinus, isOff: isStuck } as const]),
		{ is: 'act', label: 'Copy the text', act: () => acts.run('copy'), icon: Copy, keys: saidKey('copy') },
		{ is: 'act', label: 'Export…', act: () => acts.run('export'), icon: Share, keys: saidKey('export') },
		{ is: 'rule' },
		library.where === 'trash'
			? { is: 'act', label: 'Put back', act: () => acts.restore(), icon: ArchiveRestore, isOff: isStuck }
			: { is: 'act', label: 'Move to the trash', act: () => acts.trash(), icon: Trash, keys: saidKey('trash'), isOff: isStuck },
	];
}
