// Owns the sketch of a clipping that is being prepared, from words that are folded already. Pure, so that any thread can do it. Must not know a database.
import { packSketch, sketchOf } from '../matching/sketch';
import type { Folded } from './indexed';

/** More words than a sketch is drawn from. */
const ENOUGH = 200;

/** The sketch of a body as bytes: the body's words stand first in the index's second column. */
export function sketched({ columns, words }: Folded): Uint8Array {
	const body = columns[1] ?? '';
	return packSketch(sketchOf(body === '' ? [] : body.split(' ', ENOUGH).slice(0, words)));
}
