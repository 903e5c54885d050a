// Owns the form in which trained trees are kept as text. Must not know where the text is stored.
import { ROLES, WIDTH, questions } from './features';
import type { Models } from './scores';
import { LEAF, type Trees } from './trees';

/** Packed trees: a role's bias, and nodes in base64 (per node: question number u16, 0xffff for a leaf; right child as distance u16; threshold or value f32, little endian). */
export interface PackedTrees {
	bias: number;
	roots: number[];
	nodes: string;
}
export interface PackedModels {
	first: Record<string, PackedTrees>;
	second: Record<string, PackedTrees>;
	publication: PackedTrees;
}

const NODE_BYTES = 8;

function unpackTrees(packed: PackedTrees, asked: readonly number[] | null): Trees {
	const bytes = Uint8Array.from(atob(packed.nodes), (char) => char.charCodeAt(0));
	const view = new DataView(bytes.buffer);
	const count = bytes.length / NODE_BYTES;
	const question = new Int32Array(count);
	const threshold = new Float32Array(count);
	const right = new Int32Array(count);
	for (let i = 0; i < count; i++) {
		const number = view.getUint16(i * NODE_BYTES, true);
		question[i] = number === 0xffff ? LEAF : asked ? (asked[number] as number) : number;
		right[i] = i + view.getUint16(i * NODE_BYTES + 2, true);
		threshold[i] = view.getFloat32(i * NODE_BYTES + 4, true);
	}
	return { roots: Int32Array.from(packed.roots), question, threshold, right, bias: packed.bias };
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
