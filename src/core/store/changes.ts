// Owns the kinds of change that can be taken back, as a step keeps them: what stood before and what stands after. Pure; who carries one out stands beside what it changes.
import type { BlockRole, FieldName, Provenance } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import type { ClippingId, CollectionId, DateOrder, PictureId, TagColour, TagId } from '../../shared/model';

/** A field with where it came from; `from` null where the reading found none. */
export interface FieldState { value: unknown; from: Provenance | null }
/** The role of a clipping's block, by its place. */
export type RoleState = [at: number, role: BlockRole, why: string | null];
/** What stands in some fields of a clipping. Only what differs is named. */
export type FieldStates = Partial<Record<FieldName, FieldState>>;

export interface FieldsChange {
	is: 'fields';
	clipping: ClippingId;
	before: FieldStates;
	after: FieldStates;
	notes?: { before: string; after: string };
	rights?: { before: string | null; after: string | null };
	roles?: { before: RoleState[]; after: RoleState[] };
}

export interface TagState { id: TagId; name: string; colour: TagColour }
/** How a collection stands in the tree. */
export interface CollectionState { id: CollectionId; uid: string; name: string; parent: CollectionId | null; position: number }
/** A clipping and its place in a collection. */
export type Place = [clipping: ClippingId, position: number];
/** A picture of a clipping, as `PictureEntry` of pictures.ts puts it. */
export interface PictureState { id: PictureId | null; position: number; fileName: string; address: string | null; sha256: string | null; caption: number | null }
export interface ConventionState { publication: string; order: DateOrder }

/**
 * One change. Each says the same of `before` and `after`, so that a change turned round is a change. `clippings` are ids as
 * `packIds` writes them. `taggings`: whether they carry the tag. `tags`: the tags named, all of them, none where one is made
 * or forgotten. `trash`: when they were moved there, ms UTC, null outside it. `collections`: as `tags`, each before what stands in it.
 * `memberships`: the clippings named with their places in the collection, none where they come in or leave.
 */
export type Change =
	| FieldsChange
	| { is: 'taggings'; tag: TagId; clippings: string; before: boolean; after: boolean }
	| { is: 'tags'; before: TagState[]; after: TagState[] }
	| { is: 'trash'; clippings: string; before: number | null; after: number | null }
	| { is: 'collections'; before: CollectionState[]; after: CollectionState[] }
	| { is: 'memberships'; collection: CollectionId; before: Place[]; after: Place[] }
	| { is: 'pictures'; clipping: ClippingId; before: PictureState[]; after: PictureState[] }
	| { is: 'convention'; key: string; before: ConventionState | null; after: ConventionState | null };
export type ChangeOf<K extends Change['is']> = Extract<Change, { is: K }>;

const swapped = <T>({ before, after }: { before: T; after: T }): { before: T; after: T } => ({ before: after, after: before });

/** The change that takes this one back. */
export function reverse(change: Change): Change {
	const turned = { ...change, before: change.after, after: change.before } as Change;
	if (change.is === 'fields' && turned.is === 'fields') {
		if (change.notes) turned.notes = swapped(change.notes);
		if (change.rights) turned.rights = swapped(change.rights);
		if (change.roles) turned.roles = swapped(change.roles);
	}
	return turned;
}

/** Refuses to carry a change because what it would change is no longer as it was left. `detail` is a sentence. */
export const movedOn = (detail: string): Fault<'history/moved-on'> => new Fault('history/moved-on', { label: '', detail });
