// Owns an archive as an export reads it: as it stood when the export began, on a reader of its own. Must not write.
import type { Beyond, Snapshot } from './exporting/source';
import type { Blobs } from './files/blobs';
import type { Scratch } from './proving';
import type { Clipping, ClippingId } from '../shared/model';
import { AnnotationReader } from './store/annotations';
import { ClippingReader } from './store/clippings';
import { CollectionReader } from './store/collections';
import { eventsOf, ownEvents } from './store/events';
import { reader, type ReadDb } from './store/open';
import { PictureReader } from './store/pictures';
import { restrictedOf } from './store/restrictions';
import { Search } from './store/search';
import { WholeArchiveReader } from './store/whole-archive';

/** `scratch` opens an archive to prove a package in. The reader of `source` is held until `close`. */
export function snapshotOf(source: ReadDb, { blobs, clock, scratch }: { blobs: Blobs; clock: () => number; scratch: (dir: string) => Promise<Scratch> }): Snapshot {
	const db = reader(source);
	const clippings = new ClippingReader(db);
	const search = new Search(db);
	const pictures = new PictureReader(db);
	return {
		ids: (selection, withRest = false) => {
			if (selection.of === 'everything') return withRest ? clippings.all() : search.everything();
			const ids = selection.of === 'query' ? leaving(search.ids(selection.query), selection.but) : selection.ids;
			return withRest ? [...ids, ...clippings.partsOf(ids)] : ids;
		},
		whole: (named, ids) => new WholeArchiveReader(db).records(named, ids.length, ids.length === clippings.all().length ? null : ids),
		each: (ids) => clippings.each(ids),
		outlines: (ids) => clippings.outlines(ids),
		beyond: (clipping) => beyondOf(db, clipping),
		events: ({ id }) => eventsOf(db, id),
		ownEvents: () => ownEvents(db),
		restricted: (ids, today) => restrictedOf(db, ids, today),
		shelved: (ids) => new CollectionReader(db).shelved(ids),
		prove: async (bag, ids, { everything, ...options }) =>
			(await (await import('./proving')).proveBag(scratch, bag, db, { only: ids, everything }, clock(), options)).proof,
		picture: (sha256) => {
			const { bytes } = pictures.kept(sha256);
			return bytes === 'file' ? { file: blobs.path(sha256) } : bytes;
		},
		original: (sha256) => {
			const inline = clippings.inlineOriginal(sha256);
			return inline === 'file' ? { file: blobs.path(sha256) } : inline;
		},
		close: () => {
			db.release();
			db.close();
		},
	};
}

/** Ids but for some of them. */
function leaving(ids: Int32Array, but: readonly ClippingId[] = []): ClippingId[] {
	const out = new Set<number>(but);
	return Array.from(out.size === 0 ? ids : ids.filter((id) => !out.has(id))) as ClippingId[];
}

/** What stands about a clipping beyond its own fields. */
export function beyondOf(db: ReadDb, clipping: Clipping): Beyond {
	const { id, collections } = clipping;
	// Each is read when it is looked at: those who describe an export as a whole look at one of them.
	return {
		...new ClippingReader(db).whence(id),
		get history() { return eventsOf(db, id); },
		get annotations() { return new AnnotationReader(db).of(clipping); },
		get text() { return new ClippingReader(db).content(id).text ?? null; },
		get html() { return new PictureReader(db).page(id); },
		get collections() { return collections.length === 0 ? [] : new CollectionReader(db).list().filter((one) => collections.includes(one.id)).map((one) => one.path); },
	};
}
