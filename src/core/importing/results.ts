// Owns the way from sources found to what is to be written: the two looks at each, in groups of bounded size, and the sources inside sources, in their place. Must not write anything.
import { inside } from './containers';
import type { ItemBytes, Read, ReadClipping } from './desk';
import type { Found } from './expand';
import type { Lot, Readers } from './workers';
import { TOO_DEEP } from './words';
import type { Refused } from './words';
import type { Result } from './writer';

/** What reading needs of an import. */
export interface Reading {
	readonly readers: Readers;
	readonly signal: AbortSignal;
	isKnown(sha256: string): boolean;
}

/** Bytes of sources read in one go. Times the lots under way, this bounds the memory an import takes. */
const GROUP_BYTES = 4 * 1024 * 1024;
/** Sources taken at once out of another. */
const LOT = 32;
/** Archives inside archives, mails inside mails: a picture of them all is too deep to be anybody's. */
const DEEPEST = 3;

/** A source waiting to be read, by its place among those looked at; or its result already. */
type Member = Result | { found: Extract<Found, { item: unknown }>; index: number };

/** Results of one lot in its order. What is here already is not read. Sources inside others stand before or in the place of what holds them. */
export async function* resultsOf(lot: readonly Found[], reading: Reading, depth = 0): AsyncGenerator<Result[]> {
	const items = lot.flatMap((one) => ('item' in one ? [one.item] : []));
	const looked = items.length > 0 ? await reading.readers.take(items) : null;
	try {
		let group: Member[] = [];
		let bytes = 0;
		let index = -1;
		for (const one of lot) {
			if ('refused' in one) {
				group.push(one);
				continue;
			}
			const { name, place, from } = one;
			const taken = looked?.taken[++index];
			if (!taken?.ok) group.push({ name, place, refused: taken?.refused as Refused });
			else if ('container' in taken) {
				yield* settled(group, looked as Lot, reading, depth);
				group = [];
				bytes = 0;
				if (depth >= DEEPEST) group.push({ name, place, refused: TOO_DEEP });
				else yield* insideOf(inside({ item: one.item, name, place, bags: one.bags ?? {} }, taken.container, reading.signal), reading, depth);
			} else if (reading.isKnown(taken.sha256)) group.push({ name, place, known: taken.sha256, from });
			else {
				group.push({ found: one, index });
				bytes += taken.bytes;
			}
			if (bytes < GROUP_BYTES) continue;
			yield* settled(group, looked as Lot, reading, depth);
			group = [];
			bytes = 0;
		}
		yield* settled(group, looked, reading, depth);
	} finally {
		looked?.forget();
	}
}

/** Results of a group, read together. */
async function* settled(group: readonly Member[], looked: Lot | null, reading: Reading, depth: number): AsyncGenerator<Result[]> {
	if (group.length === 0) return;
	const wanted = group.flatMap((member) => ('index' in member ? [member.index] : []));
	const read: (Read | undefined)[] = looked && wanted.length > 0 ? await looked.read(wanted) : [];
	let ready: Result[] = [];
	let next = 0;
	for (const member of group) {
		if (!('index' in member)) {
			ready.push(member);
			continue;
		}
		const { name, place, from } = member.found;
		const result = read[next++];
		if (!result?.ok) {
			ready.push({ name, place, refused: (result as { refused: Refused }).refused });
			continue;
		}
		if (result.parts.length > 0) {
			// Before what they lie in: once that is known they are not looked for again, so they must be kept by then.
			yield ready;
			ready = [];
			yield* insideOf(partsOf(result.parts, name, place, from, depth), reading, depth);
		}
		if (result.kind !== 'parts') ready.push({ name, place, from, fileName: fileNameOf(result, member.found), read: result });
	}
	yield ready;
}

/** What its original is to be called: as it was in the archive it comes from; a record that stands for it is called after its place in its file. */
function fileNameOf({ own }: ReadClipping, { name, item }: Extract<Found, { item: unknown }>): string {
	if (own?.hasOriginal) return own.fileName || item.name;
	return 'as' in item && item.as === 'record' ? (name.split('/').at(-1) as string) : item.name;
}

async function* partsOf(parts: readonly ItemBytes[], name: string, place: Found['place'], from: Found['from'], depth: number): AsyncGenerator<Found> {
	for (const part of parts) {
		const found = { name: `${name}/${part.name}`, place, from };
		yield depth >= DEEPEST ? { ...found, refused: TOO_DEEP } : { ...found, item: part };
	}
}

/** Sources inside another, a few at a time. */
async function* insideOf(found: AsyncIterable<Found>, reading: Reading, depth: number): AsyncGenerator<Result[]> {
	let lot: Found[] = [];
	let bytes = 0;
	for await (const one of found) {
		reading.signal.throwIfAborted();
		lot.push(one);
		if ('item' in one && 'bytes' in one.item) bytes += one.item.bytes.length + (one.item.beside ?? []).reduce((sum, beside) => sum + beside.bytes.length, 0);
		if (lot.length < LOT && bytes < GROUP_BYTES) continue;
		yield* resultsOf(lot, reading, depth + 1);
		lot = [];
		bytes = 0;
	}
	if (lot.length > 0) yield* resultsOf(lot, reading, depth + 1);
}
