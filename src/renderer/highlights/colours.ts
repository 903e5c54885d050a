// Owns what the colours of highlights are called, alone and inside a sentence. Must not know how they look.
import type { HighlightColour } from '../../shared/annotation';
import { say } from '../../shared/words/say';

export const COLOUR_NAMES: Readonly<Record<HighlightColour, string>> = {
	lemon: say('highlights.colours.lemon'),
	leaf: say('highlights.colours.leaf'),
	sky: say('highlights.colours.sky'),
	rose: say('highlights.colours.rose'),
	violet: say('highlights.colours.violet'),
};

export const COLOUR_WORDS: Readonly<Record<HighlightColour, string>> = {
	lemon: say('highlights.inSentence.lemon'),
	leaf: say('highlights.inSentence.leaf'),
	sky: say('highlights.inSentence.sky'),
	rose: say('highlights.inSentence.rose'),
	violet: say('highlights.inSentence.violet'),
};
