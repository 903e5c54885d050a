// Owns the measured relation between a value's signs and the share of values that were right. Must not make signs.
import { CERTAINTY } from './certainty-weights';
import type { Scored } from './signs';

/** Certainty of a value with these signs: the share right among such values, as measured; never 1, which is kept for a person's word. */
export function certaintyOf(field: Scored, signs: readonly number[]): number {
	const { bias, weights, least, most } = CERTAINTY[field];
	let sum = bias;
	for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (signs[k] as number);
	return Math.min(most, Math.max(least, 1 / (1 + Math.exp(-sum))));
}
