// Owns the kinds of change that can be taken back, as a step keeps them: what stood before and what stands after. Pure; who carries one out stands beside what it changes.
import type { BlockRole, FieldName, Provenance } from '../../shared/draft';
import type { HighlightColour, Selectors } from '../../shared/annotation';
import { Fault } from '../../shared/errors';
import type { SavedSearchId } from '../../shared/finding';
import { said, type Said } from '../../shared/said';
import type { ConflictPart, Decision } from '../../shared/returning';
import type { ClippingId, CollectionId, DateOrder, PictureId, Query, TagColour, TagId } from '../../shared/model';

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
	embargo?: { before: string | null; after: string | null };
	roles?: { before: RoleState[]; after: RoleState[] };
}

export interface TagState { id: TagId; name: string; colour: TagColour }
/** How a collection stands in the tree. */
export interface CollectionState { id: CollectionId; uid: string; name: string; parent: CollectionId | null; position: number }
/** A clipping and its place in a collection. */
export type Place = [clipping: ClippingId, position: number];
/** A picture of a clipping, as `PictureEntry` of pictures.ts puts it. */
export interface PictureState { id: PictureId | null; position: number; fileName: string; address: string | null; sha256: string | null; caption: number | null }
/** A highlight as it is kept. */
export interface AnnotationState { uid: string; clipping: ClippingId; selectors: Selectors; colour: HighlightColour; note: string; madeAt: number; changedAt: number }
/** A saved search as it is kept. */
export interface SearchState { id: SavedSearchId; uid: string; name: string; query: Query; position: number }
/** What a clipping is part of, null for nothing; since when it is in no list; and whose the originals are that came with it (`cameWith` null: its own). */
export interface MergeState { into: ClippingId | null; trashedAt: number | null; originals: [id: number, clipping: ClippingId, cameWith: ClippingId | null][] }
/** What was decided of what differs in an import, null while it is open. */
export type DecisionState = [clipping: ClippingId, part: ConflictPart, decided: Decision | null];
export interface ConventionState { publication: string; order: DateOrder }

/**
 * One change. Each says the same of `before` and `after`, so that a change turned round is a change. `clippings` are ids as
 * `packIds` writes them. `taggings`: whether they carry the tag. `flags`: whether they are flagged. `tags`: the tags named, all of them, none where one is made
 * or forgotten. `trash`: when they were moved there, ms UTC, null outside it. `collections`: as `tags`, each before what stands in it.
 * `searches`: the saved searches named, none where one is made or deleted.
 * `annotations`: the highlights named, none where one is made or removed.
 * `decisions`: what was decided of the differences named.
 * `memberships`: the clippings named with their places in the collection, none where they come in or leave.
 */
export type Change =
	| FieldsChange
	| { is: 'taggings'; tag: TagId; clippings: string; before: boolean; after: boolean }
	| { is: 'flags'; clippings: string; before: boolean; after: boolean }
	| { is: 'tags'; before: TagState[]; after: TagState[] }
	| { is: 'trash'; clippings: string; before: number | null; after: number | null }
	| { is: 'collections'; before: CollectionState[]; after: CollectionState[] }
	| { is: 'memberships'; collection: CollectionId; before: Place[]; after: Place[] }
	| { is: 'searches'; before: SearchState[]; after: SearchState[] }
	| { is: 'annotations'; before: AnnotationState[]; after: AnnotationState[] }
	| { is: 'pictures'; clipping: ClippingId; before: PictureState[]; after: PictureState[] }
	| { is: 'merging'; clipping: ClippingId; before: MergeState; after: MergeState }
	| { is: 'decisions'; import: number; before: DecisionState[]; after: DecisionState[] }
	| { is: 'convention'; key: string; before: ConventionState | null; after: ConventionState | null };
export type ChangeOf<K extends Change['is']> = Extract<Change, { is: K }>;

const swapped = <T>({ before, after }: { before: T; after: T }): { before: T; after: T } => ({ before: after, after: before });

/** The change that takes this one back. */
export function reverse(change: Change): Change {
	const turned = { ...change, before: change.after, after: change.before } as Change;
	if (change.is === 'fields' && turned.is === 'fields') {
		if (change.notes) turned.notes = swapped(change.notes);
		if (change.rights) turned.rights = swapped(change.rights);
		if (change.embargo) turned.embargo = swapped(change.embargo);
		if (change.roles) turned.roles = swapped(change.roles);
	}
	return turned;
}

/** Refuses to carry a change because what it would change is no longer as it was left. `detail` is a sentence. */
export const movedOn = (detail: Said): Fault<'history/moved-on'> => new Fault('history/moved-on', { label: said('said.step.any'), detail });
