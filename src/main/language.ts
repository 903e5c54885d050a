// Owns which language the app speaks: asked for in the environment, chosen in the settings, or the system's. Must not hold words.
import type { App } from 'electron';
import { isWhole, LANGUAGES, locale, speak } from '../shared/words/say';

interface Wanted {
	/** What the environment asks for: a BCP 47 tag. */
	asked: string | undefined;
	/** What was chosen in the settings; null for the system's. */
	chosen: string | null;
	/** What the system's own menus speak, the dearest first. */
	preferred: readonly string[];
	/** How the system writes dates and figures. */
	system: string;
}

const languageOf = (tag: string): string => tag.split(/[-_]/, 1)[0]!.toLowerCase();

/**
 * Tags for `speak`, the dearest first. A language that is not all there is spoken to those who chose it, and to nobody else.
 * Dates and figures are written as the system does it wherever that is in the language spoken.
 */
export function tagsFor({ asked, chosen, preferred, system }: Wanted): readonly string[] {
	if (asked) return [asked];
	const tag = chosen ?? preferred.find((one) => LANGUAGES.includes(languageOf(one)) && isWhole(languageOf(one)));
	if (!tag) return [];
	return languageOf(system) === languageOf(tag) ? [system, tag] : [tag];
}

/** Chooses what main says from here on, and what the pages are told. Only once the app is ready does it know the system's languages. */
export function chooseLanguage(app: Pick<App, 'getPreferredSystemLanguages' | 'getSystemLocale'>, chosen: string | null): void {
	speak(tagsFor({ asked: process.env['CUTTINGS_LANGUAGE'], chosen, preferred: app.getPreferredSystemLanguages(), system: app.getSystemLocale() }));
}

/** The end of a page's address: the language it speaks, and the clipping it shows where it has a window of its own. */
export function pageQuery(clipping: number | null): string {
	const query = new URLSearchParams({ language: locale() });
	if (clipping !== null) query.set('clipping', String(clipping));
	return `?${query}`;
}
