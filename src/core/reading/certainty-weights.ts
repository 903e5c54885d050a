// Owns the learned chances that a value is right: numbers only, made by training/certainty.mjs. Must not be edited by hand.
import type { Scored } from './signs';

/** What was learned of one field: the log odds that a value is right are `bias` and the signs times `weights`. */
export interface Chance {
	bias: number;
	weights: readonly number[];
	/** The shares between which the measured values were; nothing is said to be less or more sure. */
	least: number;
	most: number;
}

export const CERTAINTY: Record<Scored, Chance> = {
	headline: { bias: 0.4009, weights: [0.0576, 0.1853, 2.059, 2.489, 1.11, 0.2368, -0.2474, -1.222, 1.25, -1.512, -1.371, 0.09549], least: 0.463, most: 0.9857 },
	standfirst: { bias: 0.4199, weights: [0.1321, 0.1242, 2.278, 0.08987, 0.4503, 0, 0.2719], least: 0.5, most: 0.9815 },
	byline: { bias: -0.8696, weights: [0.3411, 0.1067, 1.093, 0.8974, -1.177, -1.148, 2.024, -0.4183, 0.009756, 1.163], least: 0.2619, most: 0.9688 },
	published: { bias: 2.158, weights: [0.1493, 0.7891, 0.7087, -2.395, -0.1378, 0.1466, 0.5607, -1.009], least: 0.5, most: 0.99 },
	publication: { bias: -1.198, weights: [0.6935, 0.4124, 0.2155, 0.4216, 0.8188, 0.5578, 0.9609, 0.4937, 0.2944, 0.2693, 1.06, 0.04558, -2.073, 0.4773], least: 0.05769, most: 0.945 },
	caption: { bias: -1.738, weights: [0.05156, 5.201, -0.3719, 0.3719, -0.2947, 0.42], least: 0.3864, most: 0.99 },
	body: { bias: 0.2381, weights: [0.9359, 0.1953], least: 0.5, most: 0.99 },
};
