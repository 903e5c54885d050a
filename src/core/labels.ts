// Owns what can be asked of an archive's tags and done to them, as its one door offers it. Must not hold SQL.
import type { TagBranch, TagMove } from '../shared/filing';
import { Fault } from '../shared/errors';
import type { Changed, Tag, TagColour, TagId } from '../shared/model';
import type { Labelling } from './store/labelling';
import type { TagReader } from './store/tags';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface LabelParts {
	reader(): TagReader;
	act(work: (labelling: Labelling, at: number) => boolean, changed: Changed): void;
}

const BOTH: Changed = { clippings: true, tags: true };
const TREE: Changed = { clippings: false, tags: true };

export function labels({ reader, act }: LabelParts) {
	const stateOf = (id: TagId): { name: string } => {
		const state = reader().state(id);
		if (!state) throw new Fault('tag/missing', { name: String(id) });
		return state;
	};
	return {
		list: (): Tag[] => reader().list(),
		/** The tree: each name before those below it; parents that are no tags themselves stand in it too. */
		tree: (): TagBranch[] => reader().branches(),
		named: (name: string): Tag | null => reader().named(name),
		/** A new tag that nothing carries yet. `tag/taken`, `tag/unusable`. */
		add: (name: string): TagId => {
			let made: TagId | null = null;
			act((labelling, at) => {
				made = labelling.add(name, at);
				return true;
			}, TREE);
			return made!;
		},
		/** Renames a tag and all below it. `tag/missing`, `tag/unusable`, and `tag/taken` unless `merge`. */
		rename: (id: TagId, name: string, merge: boolean): void => act((labelling, at) => labelling.rename(id, name, merge, at), BOTH),
		/** Gives a branch another whole name: "ukraine" as "war/ukraine" nests it. It need not be a tag itself. Faults as of `rename`. */
		move: (branch: string, name: string, merge: boolean): void => act((labelling, at) => labelling.move(branch, name, merge, at), BOTH),
		/** What `move` would do. `tag/missing`, `tag/unusable`. */
		moving: (branch: string, name: string): TagMove => reader().moving(branch, name),
		/** With all below it that had the same hue. `tag/missing`. */
		colour: (id: TagId, colour: TagColour): void => act((labelling, at) => labelling.colour(stateOf(id).name, colour, at), TREE),
		/** The same for a branch, which need not be a tag itself. */
		colourBranch: (branch: string, colour: TagColour): void => act((labelling, at) => labelling.colour(branch, colour, at), TREE),
		/** Takes a tag off every clipping and forgets it; those below it stay. `tag/missing`. */
		remove: (id: TagId): { clippings: number } => {
			let clippings = 0;
			act((labelling, at) => {
				clippings = labelling.remove(id, at).length;
				return true;
			}, BOTH);
			return { clippings };
		},
	};
}
