// Owns what can be asked of an archive's collections and done to them, as its one door offers it. Must not hold SQL.
import type { Changed, ClippingId, Collection, CollectionId } from '../shared/model';
import type { CollectionReader } from './store/collections';
import type { Filing } from './store/filing';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface ShelfParts {
	reader(): CollectionReader;
	act(work: (filing: Filing, at: number) => boolean, changed: Changed): void;
}

const TREE: Changed = { clippings: false, tags: false, collections: true };
const MEMBERS: Changed = { clippings: true, tags: false, collections: true };

export function shelves({ reader, act }: ShelfParts) {
	return {
		/** As a tree is read: each before what stands in it. */
		list: (): Collection[] => reader().list(),
		/** The collection on a path such as "Thesis/The closure", in whatever case, or null. */
		named: (path: string): CollectionId | null => reader().named(path),
		/** `collection/taken`, `collection/unusable`, `collection/missing` for the parent. */
		add: (name: string, parent: CollectionId | null): CollectionId => {
			let made: CollectionId | null = null;
			act((filing, at) => {
				made = filing.add(name, parent, at);
				return true;
			}, TREE);
			return made!;
		},
		/** `collection/missing`, `collection/taken`, `collection/unusable`. */
		rename: (id: CollectionId, name: string): void => act((filing, at) => filing.rename(id, name, at), TREE),
		/** Into another one (null: to the top), before a sibling there, or last. `collection/missing`, `collection/taken`, `collection/unusable`. */
		move: (id: CollectionId, parent: CollectionId | null, before: CollectionId | null): void => act((filing, at) => filing.move(id, parent, before, at), MEMBERS),
		/** Forgets it and those inside it; clippings stay in the archive. Answers how many stood there. `collection/missing`. */
		remove: (id: CollectionId): { clippings: number } => {
			let clippings = 0;
			act((filing, at) => {
				clippings = filing.remove(id, at);
				return true;
			}, MEMBERS);
			return { clippings };
		},
		/** Gives clippings of a collection another place in it. `collection/missing`, `clipping/missing`. */
		arrange: (id: CollectionId, ids: ClippingId[], before: ClippingId | null): void => act((filing, at) => filing.arrange(id, ids, before, at), MEMBERS),
		/** Puts clippings into collections and takes them out of others. `collection/missing`, `clipping/missing`. */
		collect: (ids: ClippingId[], add: CollectionId[], remove: CollectionId[]): void => act((filing, at) => filing.collect(ids, add, remove, at), MEMBERS),
	};
}
