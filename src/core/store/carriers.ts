// Owns the carrying out of every kind of change, forwards and back: it looks whether the rows stand as the change says, changes them and notes it. Must not decide what changes.
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { AnnotationChanges } from './annotation-changes';
import { movedOn, type ChangeOf } from './changes';
import { Collections } from './collections';
import { ConventionRows } from './conventions';
import { Events } from './events';
import { FlagRows } from './flags';
import { FieldRows } from './field-rows';
import type { Carriers } from './history';
import { unpackIds } from './id-list';
import { MergeRows } from './merge-rows';
import type { WriteDb } from './open';
import { PictureChanges } from './picture-changes';
import { SavedSearches } from './saved-searches';
import { Tags } from './tags';
import { TrashRows } from './trash';

function carryDecisions(db: WriteDb, { import: run, before, after }: ChangeOf<'decisions'>): void {
	const now = db.pluck<string | null>('SELECT decided FROM conflicts WHERE import = ? AND clipping = ? AND part = ?');
	for (const [clipping, part, decided] of before) if (now.get(run, clipping, part) !== decided) throw movedOn(said('said.moved.decided'));
	for (const [clipping, part, decided] of after) db.prepare('UPDATE conflicts SET decided = ? WHERE import = ? AND clipping = ? AND part = ?').run(decided, run, clipping, part);
}

export function carriersOf(db: WriteDb): Carriers {
	// Nothing is made anew here: a collection that comes back has its own identifier.
	const collections = new Collections(db, () => { throw new Error('A carried change has its identifiers.'); });
	const [tags, events, fields, trash, conventions, pictures] = [new Tags(db), new Events(db), new FieldRows(db), new TrashRows(db), new ConventionRows(db), new PictureChanges(db)];
	const annotations = new AnnotationChanges(db);
	const searches = new SavedSearches(db, () => { throw new Error('A carried change has its identifiers.'); });
	return {
		fields: (change, at) => fields.carry(change, at),
		decisions: (change) => carryDecisions(db, change),
		taggings: (change, at) => carryTaggings(tags, events, change, at),
		flags: (change, at) => new FlagRows(db).carry(change, at),
		tags: (change, at) => {
			tags.carry(change);
			events.note(at, 'modification', null, { tags: { before: change.before, after: change.after } });
		},
		trash: (change, at) => trash.carry(change, at),
		collections: (change, at) => {
			collections.carry(change);
			events.note(at, 'modification', null, { collections: { before: change.before, after: change.after } });
		},
		memberships: (change, at) => carryMembers(collections, events, change, at),
		searches: (change, at) => {
			searches.carry(change);
			events.note(at, 'modification', null, { searches: { before: change.before, after: change.after } });
		},
		annotations: (change, at) => annotations.carry(change, at),
		pictures: (change, at) => pictures.carry(change, at),
		merging: (change, at) => new MergeRows(db).carry(change, at),
		convention: (change, at) => {
			conventions.carry(change, at);
			events.note(at, 'modification', null, { convention: change });
		},
	};
}

function carryTaggings(tags: Tags, events: Events, { tag, clippings, after }: ChangeOf<'taggings'>, at: number): void {
	const state = tags.state(tag);
	if (!state) throw movedOn(said('said.moved.tag.gone'));
	const ids = unpackIds(clippings);
	const moved: ClippingId[] = after ? tags.put(tag, ids) : tags.take(tag, ids);
	if (moved.length !== ids.length) throw movedOn(said(after ? 'said.moved.tag.without' : 'said.moved.tag.carried', { name: state.name }));
	events.noteEach(at, 'modification', ids, { tags: after ? { added: [state.name], removed: [] } : { added: [], removed: [state.name] } });
}

function carryMembers(collections: Collections, events: Events, change: ChangeOf<'memberships'>, at: number): void {
	const { added, removed } = collections.carryMembers(change);
	const path = collections.pathOf(change.collection);
	if (added.length > 0) events.noteEach(at, 'modification', added, { collections: { added: [path], removed: [] } });
	if (removed.length > 0) events.noteEach(at, 'modification', removed, { collections: { added: [], removed: [path] } });
	if (added.length + removed.length === 0) events.note(at, 'modification', null, { arranged: path, before: change.before, after: change.after });
}
