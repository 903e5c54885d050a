// Owns the search for a run of characters that may have been edited a little. Pure.

/** Half-open, with the edits (insertions, deletions, exchanges of one character) that part it from what was sought. */
export interface Near { start: number; end: number; errors: number }

/**
 * The places where `sought` stands with at most `most` edits: of each group of overlapping places the best one, in order.
 * Sellers' dynamic programme with Ukkonen's cut-off (E. Ukkonen, "Finding approximate patterns in strings", 1985): about
 * `letters.length * most` steps.
 */
export function approximate(letters: Uint32Array, sought: readonly number[], most: number): Near[] {
	const long = sought.length;
	// Row j: the least edits that make sought[0..j) of what ends here, and where that began.
	const errors = new Int32Array(long + 1);
	const begun = new Int32Array(long + 1);
	for (let row = 0; row <= long; row++) errors[row] = row;
	const found: Near[] = [];
	let last = Math.min(most + 1, long);
	for (let at = 0; at < letters.length; at++) {
		const letter = letters[at]!;
		let [diagonal, diagonalBegun] = [errors[0]!, begun[0]!];
		errors[0] = 0;
		begun[0] = at + 1;
		for (let row = 1; row <= last; row++) {
			const [above, aboveBegun] = [errors[row]!, begun[row]!];
			let [least, from] = sought[row - 1] === letter ? [diagonal, row === 1 ? at : diagonalBegun] : [diagonal + 1, row === 1 ? at : diagonalBegun];
			if (above + 1 < least) [least, from] = [above + 1, aboveBegun];
			if (errors[row - 1]! + 1 < least) [least, from] = [errors[row - 1]! + 1, begun[row - 1]!];
			[diagonal, diagonalBegun] = [above, aboveBegun];
			errors[row] = least;
			begun[row] = from;
		}
		while (last > 0 && errors[last]! > most) last--;
		if (last === long) keep(found, { start: begun[long]!, end: at + 1, errors: errors[long]! });
		else {
			last++;
			// What was cut off is worse than anything wanted.
			errors[last] = most + 1;
			begun[last] = at + 1;
		}
	}
	return found;
}

function keep(found: Near[], near: Near): void {
	const before = found.at(-1);
	if (near.end <= near.start) return;
	if (!before || near.start >= before.end) found.push(near);
	else if (near.errors < before.errors) found[found.length - 1] = near;
}
