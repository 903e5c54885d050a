// Owns the texts that measurements are made with: text number n is the same in every run. Real news grown to any number where it stands beside the project, else made up. Must not touch an archive.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** @typedef {{ id: string, title: string, date: string | null, source: string | null, author: string | null, body: string }} Text */

const GROWN = resolve(import.meta.dirname, '../../../shared/corpora/scale');

/** Where the queries stand that the grown news is asked, or null without it. */
export const queriesFile = existsSync(resolve(GROWN, 'queries.json')) ? resolve(GROWN, 'queries.json') : null;

/** Answers text number n, from 0. @returns {Promise<(n: number) => Text>} */
export async function texts() {
	if (!existsSync(resolve(GROWN, 'grow.mjs'))) return madeUp;
	/** @type {Text[]} */
	const real = gunzipSync(readFileSync(resolve(GROWN, 'news.jsonl.gz'))).toString('utf8').trim().split('\n').map((line) => JSON.parse(line));
	// Subtle: the grower reads the command line of whoever loads it.
	const argv = process.argv;
	process.argv = argv.slice(0, 1);
	const { make } = /** @type {{ make: (n: number) => Text }} */ (await import(resolve(GROWN, 'grow.mjs')));
	process.argv = argv;
	return (n) => real[n] ?? make(n);
}

/** A small generator (mulberry32), so that text n depends on n alone. @param {number} seed */
function randomFrom(seed) {
	let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

// A vocabulary in which few words are common and many are rare, as in real text.
const SYLLABLES = 'ba be bo ca ce co da de do fa fe ga ge ha ho ka ki la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to va ve vo wa wi za zo ing er ed ly tion ment'.split(' ');
const VOCABULARY = (() => {
	const random = randomFrom(1987);
	return Array.from({ length: 60_000 }, (_, rank) => {
		let word = '';
		for (let n = rank < 200 ? 1 : 2 + (rank % 3); n >= 0; n--) word += SYLLABLES[Math.floor(random() * SYLLABLES.length)];
		return word;
	});
})();
const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {number} n @returns {Text} */
function madeUp(n) {
	const random = randomFrom(n);
	const word = () => VOCABULARY[Math.floor(VOCABULARY.length * random() ** 5)] ?? 'a';
	const sentence = () => `${capital(Array.from({ length: 8 + Math.floor(random() * 16) }, word).join(' '))}.`;
	return {
		id: `made-up-${n}`,
		title: capital(Array.from({ length: 7 }, word).join(' ')),
		date: new Date(Date.UTC(1950, 0, 1) + Math.floor(random() * 25_000) * 86_400_000).toISOString().slice(0, 10),
		source: `The ${capital(VOCABULARY[300 + Math.floor(random() * 320)] ?? 'Evening')} Courier`,
		author: `${capital(word())} ${capital(word())}`,
		body: Array.from({ length: 4 + Math.floor(random() * 8) }, () => [sentence(), sentence(), sentence()].join(' ')).join('\n\n'),
	};
}
