// Owns where notes stand in a margin: each beside its words, none over another. Pure.

/** A note that wants to stand at `wanted`; all in pixels from the top of the margin's free room. */
export interface Wanting { uid: string; wanted: number; height: number }
export interface Placing { uid: string; top: number; bottom: number }

/** Places notes from the top down, in the order of their words, at least `gap` apart. */
export function placeNotes(notes: readonly Wanting[], gap: number): Placing[] {
	let free = 0;
	return notes.map(({ uid, wanted, height }) => {
		const top = Math.round(Math.max(wanted, free));
		free = top + height + gap;
		return { uid, top, bottom: top + height };
	});
}
