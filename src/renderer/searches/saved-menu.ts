// Owns what can be done with a saved search from its menu. Must not do it; searches.svelte.ts does.
import { say } from '../../shared/words/say';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ListFilter from '@lucide/svelte/icons/list-filter';
import Pencil from '@lucide/svelte/icons/pencil';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Trash from '@lucide/svelte/icons/trash-2';
import type { SavedSearchId } from '../../shared/finding';
import type { Screens } from '../screens';
import type { MenuRow } from '../ui/menu';

export function savedMenu({ library, searches, standing }: Screens, id: SavedSearchId): MenuRow[] {
	const isStuck = standing.summary?.readOnly ?? false;
	const at = searches.all.findIndex((one) => one.id === id);
	return [
		{ is: 'act', label: say('searches.menu.open'), act: () => searches.open(id), icon: ListFilter, keys: '↵' },
		{ is: 'act', label: say('searches.menu.rename'), act: () => searches.rename(id), icon: Pencil, keys: 'F2', isOff: isStuck },
		{ is: 'act', label: say('searches.menu.change'), act: () => void searches.change(id), icon: RefreshCw, isOff: isStuck || searches.current !== null || !library.isFiltered },
		{ is: 'act', label: say('searches.menu.up'), act: () => void searches.move(id, -1), icon: ArrowUp, keys: 'Alt ↑', isOff: isStuck || at <= 0 },
		{ is: 'act', label: say('searches.menu.down'), act: () => void searches.move(id, 1), icon: ArrowDown, keys: 'Alt ↓', isOff: isStuck || at === searches.all.length - 1 },
		{ is: 'rule' },
		{ is: 'act', label: say('searches.menu.delete'), act: () => void searches.remove(id), icon: Trash, keys: 'Del', isOff: isStuck },
	];
}
