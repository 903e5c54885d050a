// Owns what can be done with one branch of tags from its menu. Must not do it; others do.
import { say } from '../../shared/words/say';
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import Merge from '@lucide/svelte/icons/merge';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Search from '@lucide/svelte/icons/search';
import X from '@lucide/svelte/icons/x';
import type { TagBranch } from '../../shared/filing';
import { TagColour } from '../../shared/model';
import type { Screens } from '../screens';
import type { MenuRow } from '../ui/menu';

const HUES: Readonly<Record<TagColour, string>> = {
	red: say('tags.hue.red'),
	amber: say('tags.hue.amber'),
	olive: say('tags.hue.olive'),
	green: say('tags.hue.green'),
	teal: say('tags.hue.teal'),
	blue: say('tags.hue.blue'),
	violet: say('tags.hue.violet'),
	slate: say('tags.hue.slate'),
};

export function tagMenu({ filingActs, library, organising, standing, tags }: Screens, { name, id, colour }: TagBranch): MenuRow[] {
	const isOff = standing.summary?.readOnly ?? false;
	return [
		...(id === null ? [] : [{ is: 'act', label: say('tags.menu.search'), act: () => library.addTag(id), icon: Search } as const]),
		{ is: 'act', label: say('tags.menu.rename'), act: () => tags.startNaming({ is: 'rename', name }), icon: Pencil, keys: 'F2', isOff },
		{ is: 'act', label: say('tags.menu.below'), act: () => tags.startNaming({ is: 'add', parent: name }), icon: Plus, isOff },
		{ is: 'act', label: say('tags.menu.under'), act: () => { tags.placing = { name, way: 'under' }; }, icon: CornerDownRight, keys: 'Shift M', isOff },
		...(name.includes('/') ? [{ is: 'act', label: say('tags.menu.top'), act: () => organising.nestTag(name, null), icon: ArrowUpToLine, isOff } as const] : []),
		{ is: 'act', label: say('tags.menu.merge'), act: () => { tags.placing = { name, way: 'into' }; }, icon: Merge, isOff },
		{ is: 'rule' },
		...TagColour.options.map((hue): MenuRow => ({ is: 'act', label: HUES[hue], dot: hue, isOn: colour === hue, act: () => organising.colourTag(name, hue), isOff })),
		...(id === null ? [] : [{ is: 'rule' }, { is: 'act', label: say('tags.menu.remove'), act: () => filingActs.removeTag(id, name), icon: X, isDanger: true, isOff }] as const),
	];
}
