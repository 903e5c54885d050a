// Owns which clippings an export takes: what was selected, and what of it stays because it is restricted; and how the export says so. Must not write.
import type { LeftOut } from '../../shared/exporting';
import type { ClippingId, Selection } from '../../shared/model';
import type { Snapshot } from './source';

export type Restricted = ReturnType<Snapshot['restricted']>;

export interface Chosen {
	ids: readonly ClippingId[];
	/** What was left out; null when nobody asked for that. */
	leftOut: Restricted | null;
}

/** Headlines that are told. */
const TOLD = 5;

/** The day by the calendar on the wall. */
export function today(now: number): string {
	const day = new Date(now);
	const two = (number: number): string => String(number).padStart(2, '0');
	return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** `clipping/missing`. */
export function chosenOf(snapshot: Snapshot, selection: Selection, withoutRestricted: boolean, now: number, withRest = false): Chosen {
	const ids = snapshot.ids(selection, withRest);
	if (!withoutRestricted) return { ids, leftOut: null };
	const leftOut = snapshot.restricted(ids, today(now));
	const out = new Set(leftOut.map(({ id }) => id));
	return { ids: ids.filter((id) => !out.has(id)), leftOut };
}

export const tellLeftOut = (leftOut: Restricted | null): LeftOut | null =>
	leftOut && { count: leftOut.length, first: leftOut.slice(0, TOLD).map(({ headline, embargo }) => ({ headline, embargo })) };

const until = (embargo: string): string => (embargo === '..' ? 'until further notice' : `until the end of ${embargo}`);

/** The file in which an export says what is not in it; null when nothing is to be said. Headlines may be what is kept back: only the number that every clipping has is told. */
export function leftOutNote(leftOut: Restricted | null, isBag: boolean): { file: string; text: string } | null {
	if (leftOut === null) return null;
	const head = leftOut.length === 0 ? 'Nothing was left out: no clipping of the selection is restricted.'
		: `${leftOut.length} ${leftOut.length === 1 ? 'clipping of the selection was' : 'clippings of the selection were'} left out, for ${leftOut.length === 1 ? 'it is' : 'they are'} restricted:`;
	const lines = leftOut.map(({ uid, embargo }) => `urn:uuid:${uid}  ${until(embargo)}`);
	return { file: `${isBag ? 'metadata/left-out' : 'LEFT OUT'}.txt`, text: [head, ...lines, ''].join('\n') };
}
