// Owns what the styles of citations are called in the window. Must not say which manual they follow; shared/citing.ts does.
import type { CitationStyle } from '../../shared/citing';
import { say } from '../../shared/words/say';

export const STYLE_WORDS: Readonly<Record<CitationStyle, string>> = {
	apa: say('citing.styles.apa'),
	chicago: say('citing.styles.chicago'),
	mla: say('citing.styles.mla'),
	harvard: say('citing.styles.harvard'),
};
