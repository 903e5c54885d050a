// Owns the cutting of a text into words: each character is classed, folded and hashed once, and each word looked up once. Must not judge words.
import { LETTER, LOWER, MARK, NUMBER, PAIR, SHARP_S, UPPER, foldOf, kindOf, letters } from './characters';
import { HASH_START, type Lexicon, hashOf, hashStep } from './lexicon';

/** What a word looks like, as bits. */
export const FORM = {
	/** Begins with a capital. */
	capital: 1,
	/** Has small letters. */
	small: 2,
	/** Begins with a digit. */
	digit: 4,
	/** Has letters as well as digits. */
	mixed: 8,
	/** Parts joined by a stop, an apostrophe or a hyphen. */
	joined: 16,
} as const;

const WORD = LETTER | MARK | NUMBER;
const BLANK = 0x20;
/** What stands for the hash 0 among slots, where 0 is an empty one. */
const ZERO = 0x5bd1e995;
const isQuote = (code: number): boolean => code === 0x2019 || code === 0x2018;
const isJoiner = (code: number): boolean => code === 0x2d || code === 0x27 || code === 0x2e || isQuote(code);
/** First halves of the pairs that make pictographs (U+1F000 to U+1FBFF); other pairs are letters of rarer scripts. */
const isPictograph = (code: number): boolean => code >= 0xd83c && code <= 0xd83e;
const isInWord = (kind: number, code: number): boolean => (kind & WORD) !== 0 || ((kind & PAIR) !== 0 && !isPictograph(code));

/**
 * The words of one stretch of text: runs of letters, marks and numbers, also across one stop, apostrophe or hyphen. Kept
 * in arrays that are used again for the next stretch, because there are some thousand words in a clipping.
 */
export class Words {
	count = 0;
	/** Where each word begins and ends among the code units. */
	start = new Int32Array(0);
	end = new Int32Array(0);
	/** Number in the lexicon, 0 for a word it does not hold; for a joined word also that of its last part. */
	id = new Int32Array(0);
	lastPart = new Int32Array(0);
	form = new Uint8Array(0);
	partCount = 0;
	/** Hash and length of each part: a word, or a piece of a joined one. */
	partHash = new Int32Array(0);
	partLength = new Uint16Array(0);

	private codes = new Uint16Array(0);
	private wide = Buffer.alloc(0);
	private length = 0;

	constructor(private readonly lexicon: Lexicon) {}

	/** Reads the words of `units[from .. to)`; those read before are forgotten. Linear in its length. */
	read(units: Uint16Array, from: number, to: number): void {
		this.reserve(to - from);
		this.count = this.partCount = this.length = 0;
		for (let i = from; i < to; ) {
			const code = units[i] as number;
			if (letters[code] === 0) {
				const kind = kindOf(code);
				// A mark alone begins no word.
				if (!isInWord(kind, code) || kind & MARK) {
					i += kind & PAIR ? 2 : 1;
					continue;
				}
			}
			i = this.readWord(units, i, to);
		}
	}

	private readWord(units: Uint16Array, from: number, to: number): number {
		const { codes } = this;
		let out = this.length;
		if (out) codes[out++] = BLANK;
		const begin = out;
		let partFrom = begin;
		let hash = HASH_START;
		let kinds = 0;
		let i = from;
		for (; i < to; i++) {
			const code = units[i] as number;
			const letter = letters[code] as number;
			if (letter !== 0) {
				kinds |= letter;
				const folded = letter >>> 8;
				codes[out++] = folded;
				hash = hashStep(hash, folded);
				continue;
			}
			// The most frequent end of a word.
			if (code === BLANK) break;
			const kind = kindOf(code);
			if (isInWord(kind, code)) {
				kinds |= kind;
				const folded = foldOf(code);
				for (let times = folded === 0 ? 0 : code === SHARP_S ? 2 : 1; times > 0; times--) {
					codes[out++] = folded;
					hash = hashStep(hash, folded);
				}
				continue;
			}
			// One joiner between characters of a word is part of it.
			if (!isJoiner(code) || i + 1 >= to || !(kindOf(units[i + 1] as number) & (LETTER | NUMBER))) break;
			this.partHash[this.partCount] = hash;
			this.partLength[this.partCount++] = out - partFrom;
			codes[out++] = isQuote(code) ? 0x27 : code;
			partFrom = out;
			hash = HASH_START;
		}
		this.partHash[this.partCount] = hash;
		this.partLength[this.partCount++] = out - partFrom;
		this.length = out;
		const n = this.count++;
		this.start[n] = from;
		this.end[n] = i;
		const first = kindOf(units[from] as number);
		const joined = partFrom > begin;
		this.form[n] = (first & UPPER ? FORM.capital : 0) | (kinds & LOWER ? FORM.small : 0) | (first & NUMBER ? FORM.digit : 0) | (kinds & NUMBER && kinds & (LETTER | PAIR) ? FORM.mixed : 0) | (joined ? FORM.joined : 0);
		const part = this.lexicon.find(codes, partFrom, out, hash);
		this.lastPart[n] = part;
		this.id[n] = joined ? this.lexicon.find(codes, begin, out, hashOf(codes, begin, out)) : part;
		return i;
	}

	/** The words folded and joined by single blanks: the same for what reads the same. */
	key(): string {
		return this.wide.toString('utf16le', 0, this.length * 2);
	}

	private reserve(length: number): void {
		// A sharp s folds to two characters, and a word may be one character and a blank.
		const most = 2 * length + 2;
		if (this.codes.length >= most) return;
		let size = 1024;
		while (size < most) size *= 2;
		this.wide = Buffer.alloc(size * 2);
		this.codes = new Uint16Array(this.wide.buffer, this.wide.byteOffset, size);
		this.start = new Int32Array(size);
		this.end = new Int32Array(size);
		this.id = new Int32Array(size);
		this.lastPart = new Int32Array(size);
		this.form = new Uint8Array(size);
		this.partHash = new Int32Array(size);
		this.partLength = new Uint16Array(size);
	}
}

/** A set of hashes, which a set of the platform's would look up by hashing them again. */
export class HashSet {
	/** Number of hashes held. */
	size = 0;
	private slots = new Int32Array(256);

	constructor(hashes: Iterable<number> = []) {
		for (const hash of hashes) this.add(hash);
	}

	/** Forgets all hashes. */
	clear(): void {
		if (this.size === 0) return;
		this.slots.fill(0);
		this.size = 0;
	}

	add(hash: number): void {
		const { slots } = this;
		const key = hash || ZERO;
		const mask = slots.length - 1;
		let slot = key & mask;
		for (; slots[slot] !== 0; slot = (slot + 1) & mask) if (slots[slot] === key) return;
		slots[slot] = key;
		if (++this.size * 3 > slots.length) this.grow();
	}

	has(hash: number): boolean {
		const { slots } = this;
		const key = hash || ZERO;
		const mask = slots.length - 1;
		for (let slot = key & mask; slots[slot] !== 0; slot = (slot + 1) & mask) if (slots[slot] === key) return true;
		return false;
	}

	private grow(): void {
		const { slots } = this;
		this.slots = new Int32Array(slots.length * 2);
		this.size = 0;
		for (const key of slots) if (key !== 0) this.add(key);
	}
}

const distinct = new HashSet();

/** The parts of the words of many lines, by hash: lines are compared with each other and with other texts by them. */
export class Parts {
	private hashes = new Int32Array(1024);
	private lengths = new Uint16Array(1024);
	private total = 0;
	private readonly ends: number[] = [];

	/** Adds the words last read as the next line's. */
	addLine(words: Words): void {
		const total = this.total + words.partCount;
		if (total > this.hashes.length) {
			const size = Math.max(total, this.hashes.length * 2);
			const { hashes, lengths } = this;
			this.hashes = new Int32Array(size);
			this.hashes.set(hashes);
			this.lengths = new Uint16Array(size);
			this.lengths.set(lengths);
		}
		for (let k = 0; k < words.partCount; k++) {
			this.hashes[this.total + k] = words.partHash[k] as number;
			this.lengths[this.total + k] = words.partLength[k] as number;
		}
		this.total = total;
		this.ends.push(total);
	}

	/** Adds to `out` the parts of a line that are longer than `shorter` characters. */
	collect(line: number, shorter: number, out: HashSet): void {
		const { hashes, lengths } = this;
		const end = this.ends[line] as number;
		for (let k = this.begin(line); k < end; k++) if ((lengths[k] as number) > shorter) out.add(hashes[k] as number);
	}

	/** How many parts of a line are longer than `shorter` characters, and how many of these are in `among`. */
	count(line: number, shorter: number, among: HashSet): { all: number; found: number } {
		const { hashes, lengths } = this;
		const end = this.ends[line] as number;
		let all = 0;
		let found = 0;
		for (let k = this.begin(line); k < end; k++) {
			if ((lengths[k] as number) <= shorter) continue;
			all++;
			if (among.has(hashes[k] as number)) found++;
		}
		return { all, found };
	}

	/** How many different parts a line has, and how many of these are in `among`. */
	common(line: number, among: HashSet): { all: number; found: number } {
		const { hashes } = this;
		const end = this.ends[line] as number;
		distinct.clear();
		let found = 0;
		for (let k = this.begin(line); k < end; k++) {
			const before = distinct.size;
			distinct.add(hashes[k] as number);
			if (distinct.size > before && among.has(hashes[k] as number)) found++;
		}
		return { all: distinct.size, found };
	}

	private begin(line: number): number {
		return line > 0 ? (this.ends[line - 1] as number) : 0;
	}
}
