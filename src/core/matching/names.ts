// Owns finding what a text names: people, places and organisations, told by their capitals. Pure, and without a model: it offers, and somebody decides. Must not know tags.

/** Small words that may stand inside a name. */
const INSIDE = new Set(['de', 'del', 'della', 'der', 'den', 'di', 'da', 'do', 'dos', 'du', 'van', 'von', 'zu', 'al', 'el', 'bin', 'ibn', 'la', 'le', 'of', 'for', 'and', '&', 'und', 'et', 'y']);
/** Those of them that in German stand inside names alone; the others part one noun from the next. */
const INSIDE_GERMAN = new Set(['de', 'van', 'von', 'zu', 'al', 'bin', 'ibn', 'la', 'le', '&']);
/** Capitals that name nobody: days, months, and words that open sentences. Folded. */
const NO_NAMES = new Set((
	'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
	'montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember ' +
	'lundi mardi mercredi jeudi vendredi samedi dimanche the a an in on at by for from with to of and but or as if it he she they we you i this that these those there here when while after before since ' +
	'mr mrs ms dr sir lord lady president minister prime professor der die das ein eine und aber wenn nach vor im am zum zur le la les un une et mais dans pour el los las y'
).split(' '));
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'sir', 'prof', 'professor', 'president', 'lord', 'lady', 'herr', 'frau', 'm', 'mme']);
/** What a number stands behind: "Slip No. 2" is one of several and no name of its own. */
const NUMBERED = new Set(['no', 'nos', 'nr', 'núm', 'pt', 'vol', 'bd', 'fig']);
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*|[.!?:;…]+["”’»)]*|[^\s\p{L}\p{M}]+/gu;
const ENDS = /^[.!?:;…]/u;
const CAPITAL = /^\p{Lu}/u;
const LONGEST = 5;

export interface Named { name: string; times: number }

/**
 * What a text names, the most named first. In languages that write every noun with a capital, a single capital says
 * nothing: there only two in a row count.
 */
export function namesIn(paragraphs: readonly string[], language: string | null): Named[] {
	const isGerman = language === 'de' || language === 'lb';
	const inside = isGerman ? INSIDE_GERMAN : INSIDE;
	/** Single words at the beginning of a sentence: names, if anything, that stand elsewhere in full. */
	const openers: string[] = [];
	const found = new Map<string, number>();
	for (const paragraph of paragraphs) {
		let run: string[] = [];
		let opens = true;
		let isOpening = false;
		const end = (): void => {
			while (run.length > 0 && INSIDE.has(run.at(-1)!.toLowerCase())) run.pop();
			while (run.length > 0 && (TITLES.has(plain(run[0]!)) || (isOpening && NO_NAMES.has(plain(run[0]!))))) {
				run.shift();
				isOpening = false;
			}
			const capitals = run.filter((word) => CAPITAL.test(word)).length;
			const isName = run.length <= LONGEST && (capitals >= 2 || (capitals === 1 && !isGerman && !isOpening && !NO_NAMES.has(plain(run[0]!)) && run[0]!.length > 2));
			if (isName) {
				const name = run.join(' ').replace(/['’]s$|[.,'’-]+$/gu, '');
				found.set(name, (found.get(name) ?? 0) + 1);
			} else if (capitals === 1 && run.length === 1) openers.push(run[0]!.replace(/['’]s$|[.,'’-]+$/gu, ''));
			run = [];
		};
		for (const [word] of paragraph.matchAll(WORD)) {
			if (run.length > 0 && word.endsWith('.') && NUMBERED.has(plain(word))) run = [];
			else if (CAPITAL.test(word)) {
				if (run.length === 0) isOpening = opens;
				run.push(word.replace(/(?<=\p{L}{2,})\.$/u, ''));
				if (/\p{Ll}\.$/u.test(word) && !TITLES.has(plain(word))) {
					end();
					opens = true;
					continue;
				}
			} else if (run.length > 0 && inside.has(word)) run.push(word);
			else end();
			opens = ENDS.test(word) || /[.!?]$/u.test(word);
		}
		end();
	}
	// "Merkel" is Angela Merkel where she is named in full.
	const whole = [...found].sort(([a], [b]) => b.length - a.length);
	for (const [name, times] of whole) {
		const longer = whole.find(([other]) => other !== name && found.has(other) && ` ${other} `.includes(` ${name} `));
		if (!longer || name.includes(' ')) continue;
		found.set(longer[0], found.get(longer[0])! + times);
		found.delete(name);
	}
	for (const word of openers) {
		const whole = [...found.keys()].find((name) => ` ${name} `.includes(` ${word} `));
		if (whole !== undefined) found.set(whole, found.get(whole)! + 1);
	}
	return [...found].map(([name, times]) => ({ name, times })).sort((a, b) => b.times - a.times);
}

const plain = (word: string): string => word.toLowerCase().replace(/\.$/, '');
