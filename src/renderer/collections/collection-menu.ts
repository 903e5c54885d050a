// Owns what can be done with one collection from its menu. Must not do it; others do.
import { say } from '../../shared/words/say';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import CornerLeftUp from '@lucide/svelte/icons/corner-left-up';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import Pencil from '@lucide/svelte/icons/pencil';
import X from '@lucide/svelte/icons/x';
import type { CollectionId } from '../../shared/model';
import type { Screens } from '../screens';
import type { MenuRow } from '../ui/menu';

export function collectionMenu({ collections, filingActs, organising, standing }: Screens, id: CollectionId): MenuRow[] {
	const isStuck = standing.summary?.readOnly ?? false;
	const one = collections.byId.get(id);
	const step = (way: 'up' | 'down' | 'out' | 'in', label: string, icon: typeof ArrowUp, keys: string): MenuRow =>
		({ is: 'act', label, act: () => { organising.stepCollection(id, way); }, icon, keys, isOff: isStuck || collections.step(id, way) === null });
	return [
		{ is: 'act', label: say('collections.menu.rename'), act: () => collections.name({ is: 'rename', id }), icon: Pencil, keys: 'F2', isOff: isStuck },
		{ is: 'act', label: say('collections.menu.inside'), act: () => collections.name({ is: 'add', parent: id }), icon: FolderPlus, isOff: isStuck },
		{ is: 'rule' },
		step('up', say('collections.menu.up'), ArrowUp, 'Alt ↑'), step('down', say('collections.menu.down'), ArrowDown, 'Alt ↓'),
		step('in', say('collections.menu.in'), CornerDownRight, 'Alt →'), step('out', say('collections.menu.out'), CornerLeftUp, 'Alt ←'),
		{ is: 'rule' },
		{ is: 'act', label: say('collections.menu.remove'), act: () => filingActs.removeCollection(id, one?.name ?? ''), icon: X, isDanger: true, isOff: isStuck },
	];
}
