// Owns the guess at the language of a text, from scripts and common little words. Must not guess where little is seen.
import { unitsOf } from './characters';
import { LANGUAGES, languagesOfWord, newWords } from './known-words';

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
	[/[\u3040-\u30ff]/g, 'ja'], [/[\uac00-\ud7af]/g, 'ko'], [/[\u4e00-\u9fff]/g, 'zh'], [/[\u0590-\u05ff]/g, 'he'], [/[\u0600-\u06ff]/g, 'ar'],
	[/[\u0370-\u03ff]/g, 'el'], [/[\u0e00-\u0e7f]/g, 'th'], [/[\u0900-\u097f]/g, 'hi'], [/[\u0400-\u04ff]/g, 'ru'], [/[\u0980-\u09ff]/g, 'bn'], [/[\u0b80-\u0bff]/g, 'ta'], [/[\u10a0-\u10ff]/g, 'ka'], [/[\u0530-\u058f]/g, 'hy'],
];

const SAMPLE = 500;
/**
 * What little words must say, in all and for each word of the text: in a language known here they are a tenth of it or more, in
 * another one a few come by chance.
 */
const LEAST = 2.4;
const LEAST_EACH = 0.035;

/** Samples from three places, so that a menu at the head does not decide. */
function sample(text: string): string {
	if (text.length <= 3 * SAMPLE) return text;
	const at = (share: number): string => text.slice(Math.floor(text.length * share), Math.floor(text.length * share) + SAMPLE);
	return `${at(0.12)} ${at(0.4)} ${at(0.62)}`;
}

const words = newWords();

/** `likely` is the best there is, `told` what one may say. */
export interface Guess { likely: string | null; told: string | null }

const sure = (language: string | null): Guess => ({ likely: language, told: language });

/** The language most of the little words speak for. A word of many languages speaks less for each. */
function byLittleWords(part: string): Guess {
	words.read(unitsOf(part), 0, part.length);
	const scores = new Float64Array(LANGUAGES.length);
	let hits = 0;
	for (let i = 0; i < words.count; i++) {
		let languages = languagesOfWord[words.id[i] as number] as number;
		if (!languages) continue;
		hits++;
		const worth = 1 / (1 + countBits(languages) * 0.25);
		for (let k = 0; languages; k++, languages >>>= 1) if (languages & 1) scores[k] = (scores[k] as number) + worth;
	}
	if (hits < 4) return sure(null);
	let best = 0;
	for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
	const score = scores[best] as number;
	if (score < LEAST) return sure(null);
	const likely = LANGUAGES[best] as string;
	return { likely, told: score >= LEAST_EACH * words.count ? likely : null };
}

function countBits(bits: number): number {
	let count = 0;
	for (let rest = bits; rest; rest &= rest - 1) count++;
	return count;
}

/** BCP 47 primary language of a text, or null when little speaks for any. */
export const languageOf = (text: string): string | null => guessLanguage(text).told;

/** The same, with what is only likely: the signs of lines were learned with that. */
export function guessLanguage(text: string): Guess {
	const part = sample(text);
	if (/[^\u0000-\u024f\u2000-\u22ff]/.test(part)) {
		let total = 0;
		let best: [string, number] = ['', 0];
		for (const [pattern, language] of SCRIPTS) {
			const hits = part.match(pattern)?.length ?? 0;
			total += hits;
			// Kana among Han is Japanese, whatever outnumbers what.
			if (language === 'ja' && hits > 20 && hits * 10 > part.length) return sure('ja');
			if (hits > best[1]) best = [language, hits];
		}
		if (total > part.length * 0.25 && best[1] > 3) {
			if (best[0] === 'ru' && /[іїєґ]/iu.test(part)) return sure('uk');
			if (best[0] === 'zh' && (part.match(/[\u3040-\u30ff]/g)?.length ?? 0) > best[1] / 10) return sure('ja');
			if (best[0] === 'ar' && /[پچژگ]/u.test(part)) return sure('fa');
			return sure(best[0]);
		}
	}
	return byLittleWords(part);
}
