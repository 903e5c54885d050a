// Owns the rows of menus that copy citations. Must not do it; citing.svelte.ts does.
import Quote from '@lucide/svelte/icons/quote';
import { CitationStyle } from '../../shared/citing';
import { say } from '../../shared/words/say';
import type { Screens } from '../screens';
import { saidKey } from '../ui/keys';
import type { MenuRow } from '../ui/menu';
import { STYLE_WORDS } from './styles';

/** The styles, the usual one marked, and whether the archive's reference goes along. */
export function styleRows({ acts, citing }: Pick<Screens, 'acts' | 'citing'>): MenuRow[] {
	return [
		...CitationStyle.options.map((style): MenuRow => ({ is: 'act', label: STYLE_WORDS[style], act: () => acts.run(`cite-${style}`), isOn: citing.style === style })),
		{ is: 'rule' },
		{ is: 'act', label: say('citing.menu.reference'), act: () => citing.toggleReference(), isOn: citing.withReference },
	];
}

export function citationRows(all: Pick<Screens, 'acts' | 'citing'>): MenuRow[] {
	return [
		{ is: 'act', label: say('citing.menu.copy', { style: STYLE_WORDS[all.citing.style] }), act: () => all.acts.run('cite'), icon: Quote, keys: saidKey('cite') },
		{ is: 'more', label: say('citing.menu.copyAs'), icon: Quote, rows: styleRows(all) },
	];
}
