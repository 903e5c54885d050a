// Owns how a bin and what belongs to it are said on screen, in the language in use. Pure. Must not know what is shown; files taken along have words of their own.
import { binName } from '../../shared/charts';
import type { Bin } from '../../shared/facets';
import { language, say } from '../../shared/words/say';
import { said } from '../ui/dates';

/** "1980s", "1982", "March 1982", "11 March 1982"; with `isShort` "Mar 1982". */
export const saidBin = (date: string, isShort = false): string => (language() === 'en' ? binName(date, isShort) : said(date, isShort ? 'short' : 'long'));

/** "12", "12, and up to 3 more whose date says less" */
export function saidCount({ count, spanning }: Pick<Bin, 'count' | 'spanning'>): string {
	if (spanning === 0) return say('facets.bin.some', { count });
	return count === 0 ? say('facets.bin.perhaps', { more: spanning }) : say('facets.bin.more', { count, more: spanning });
}
