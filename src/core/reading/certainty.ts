// Owns the measured relation between a score and the share of values that were right. Must not make scores.

export type Scored = 'headline' | 'standfirst' | 'byline' | 'published' | 'publication' | 'caption' | 'body';

/** Score and share right at that score, measured on readings of sites the trees had not seen; in rising order. */
const KNOTS: Record<Scored, readonly (readonly [number, number])[]> = {
	headline: [[0, 0.4], [0.56, 0.67], [0.85, 0.92], [0.93, 0.94], [0.96, 0.98]],
	standfirst: [[0.09, 0.5], [0.32, 0.7], [0.78, 0.88], [0.95, 0.98]],
	byline: [[0.04, 0.4], [0.29, 0.6], [0.62, 0.88], [0.75, 0.92], [0.88, 0.96]],
	published: [[0, 0.6], [0.3, 0.9], [0.48, 0.97], [0.87, 0.98]],
	publication: [[0, 0.1], [0.12, 0.25], [0.29, 0.4], [0.62, 0.75], [0.87, 0.96], [0.94, 0.98]],
	caption: [[0.27, 0.3], [0.46, 0.58], [0.62, 0.75], [0.77, 0.83], [0.91, 0.98]],
	body: [[0.1, 0.2], [0.52, 0.51], [0.78, 0.76], [0.91, 0.89], [0.96, 0.94], [0.98, 0.98]],
};

/** Certainty for a score: the share right, read off the measured line; never 1, which is kept for a person's word. */
export function certaintyOf(field: Scored, score: number): number {
	const knots = KNOTS[field];
	let [x0, y0] = knots[0] as readonly [number, number];
	if (score <= x0) return y0;
	for (const [x1, y1] of knots) {
		if (score <= x1) return x1 === x0 ? y1 : y0 + ((score - x0) / (x1 - x0)) * (y1 - y0);
		[x0, y0] = [x1, y1];
	}
	return y0;
}
