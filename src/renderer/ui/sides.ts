// Owns which way is onward on the screen: to the right, or to the left where lines begin at the right. Must not know what is laid out.
import { direction } from '../../shared/words/say';

/** What a way to the right, in pixels, counts for along a line: 1, or -1 where lines run to the left. */
export const ALONG: 1 | -1 = direction() === 'rtl' ? -1 : 1;

const MIRRORED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** A key as it is meant where lines run to the right: the arrow that points onward is "ArrowRight". Other keys are themselves. */
export const alongLine = (key: string): string => (ALONG === 1 ? key : MIRRORED[key] ?? key);
