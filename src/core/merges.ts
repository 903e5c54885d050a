// Owns what can be asked and done about merging two clippings, as the archive's one door offers it. Must not hold SQL.
import { MergeRequest, type MergePreview, type MergeRequestInput } from '../shared/batch';
import type { Changed, ClippingId, Original } from '../shared/model';
import type { ClippingReader } from './store/clippings';
import type { MergeReader, Merging } from './store/merging';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface MergeParts {
	reader(): MergeReader;
	clippings(): ClippingReader;
	act(work: (merging: Merging, at: number) => boolean, changed: Changed): void;
}

export function merges({ reader, clippings, act }: MergeParts) {
	return {
		/** Two clippings side by side as they would become one. `clipping/missing`, `merge/unfit`. */
		preview: (request: MergeRequestInput): MergePreview => reader().preview(MergeRequest.parse(request)),
		/** Makes one clipping of two, and answers which remains. The other is in no list any more, nothing of it is lost, and its identifier means the one that remains. `clipping/missing`, `merge/unfit`. */
		merge: (request: MergeRequestInput): ClippingId => {
			let kept: ClippingId | null = null;
			act((merging, at) => {
				kept = merging.merge(MergeRequest.parse(request), at);
				return true;
			}, { clippings: true, tags: true, collections: true });
			return kept!;
		},
		/** All originals of a clipping: its own first, then those that came with what was merged into it. */
		originals: (id: ClippingId): (Original & { cameWith: string | null })[] => clippings().originals(id),
	};
}
