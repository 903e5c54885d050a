// Owns the form in which trained trees are kept as text. Must not know where the text is stored.
import { WIDTH, questions } from './columns';
import { ROLES } from './features';
import type { Models } from './scores';
import { DEPTH, type Stage, type Trees } from './trees';

/** Packed trees: the bias, and in base64 per tree its questions (number u16, threshold f32) and its values (f32), little endian. */
export interface PackedTrees {
	bias: number;
	depth: number;
	stages: Stage[];
	trees: string;
}
export interface PackedModels {
	first: Record<string, PackedTrees>;
	second: Record<string, PackedTrees>;
	publication: PackedTrees;
}

const QUESTION_BYTES = 6;
const VALUES = 1 << DEPTH;
const TREE_BYTES = DEPTH * QUESTION_BYTES + VALUES * 4;

function unpackTrees(packed: PackedTrees, asked: readonly number[] | null): Trees {
	if (packed.depth !== DEPTH) throw new Error(`The reader's weights are trees of depth ${packed.depth}, not ${DEPTH}.`);
	const bytes = Buffer.from(packed.trees, 'base64');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const count = bytes.length / TREE_BYTES;
	const question = new Int32Array(count * DEPTH);
	const threshold = new Float32Array(count * DEPTH);
	const value = new Float32Array(count * VALUES);
	for (let t = 0; t < count; t++) {
		for (let k = 0; k < DEPTH; k++) {
			const at = t * TREE_BYTES + k * QUESTION_BYTES;
			const number = view.getUint16(at, true);
			question[t * DEPTH + k] = asked ? (asked[number] as number) : number;
			threshold[t * DEPTH + k] = view.getFloat32(at + 2, true);
		}
		for (let v = 0; v < VALUES; v++) value[t * VALUES + v] = view.getFloat32(t * TREE_BYTES + DEPTH * QUESTION_BYTES + v * 4, true);
	}
	const { bias, stages } = packed;
	return { question, threshold, value, bias, stages };
}

/** Trees of one look, by role. */
export function unpackLook(packed: Record<string, PackedTrees>, look: 1 | 2): Record<string, Trees> {
	const asked = questions(look).map(({ column, offset }) => offset * WIDTH + column);
	return Object.fromEntries(Object.entries(packed).map(([role, trees]) => [role, unpackTrees(trees, asked)]));
}

/** Trees ready for use. Throws when a role is missing: weights and code are then of different trainings. */
export function unpack(packed: PackedModels): Models {
	const models = { first: unpackLook(packed.first, 1), second: unpackLook(packed.second, 2), publication: unpackTrees(packed.publication, null) };
	for (const role of ROLES) {
		if (!models.second[role] || (role !== 'standfirst' && !models.first[role])) throw new Error(`The reader's weights hold no trees for ${role}.`);
	}
	return models as unknown as Models;
}
