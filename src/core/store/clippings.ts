// Owns clipping rows: keeping a new one, opening, changing, the trash. Must not search, and must not open transactions.
import { Fault } from '../../shared/errors';
import type { Draft } from '../../shared/draft';
import type { Clipping, ClippingId, Edit } from '../../shared/model';
import { bylineText } from '../reading/fields';
import { changeOf } from './edits';
import { Events } from './events';
import { foldForIndex } from './indexed';
import type { ReadDb, WriteDb } from './open';
import { prepare } from './prepare';
import type { Prepared } from './prepare';
import type { ClippingRecord, Content } from './rows';
import { clippingOf, headlineKey, isUnsure, orderDay, packContent, parseDate, printJson, publicationKey, unpack, unpackContent } from './rows';
import { SearchIndex } from './search-index';
import { TagReader, Tags } from './tags';
import { uidBytes, uidRange } from './uid';

/** `modifiedAt` ms UTC, null when pasted. */
interface OriginalFacts { sha256: string; size: number; fileName: string; modifiedAt: number | null; mediaType: string; encoding: string | null; undecodable: number }

interface NewFacts {
	kind: 'article' | 'image';
	/** Names; new ones make new tags. */
	tags: readonly string[];
	/** Milliseconds UTC. */
	importedAt: number;
	/** The run it came with (`Imports.begin`). */
	run?: number | null;
}

/** A clipping as a draft, with its original's bytes (null: already put as a file by files/blobs.ts). */
export interface NewClipping extends NewFacts {
	draft: Draft;
	original: OriginalFacts & { bytes: Uint8Array | null };
}

/** A clipping whose rows another thread has prepared. Its original, when not among them, is put as a file already. */
export interface PreparedClipping extends NewFacts {
	prepared: Prepared;
	original: OriginalFacts;
}

/** What is known of a clipping without opening it. */
export interface ClippingOutline {
	id: ClippingId;
	headline: string;
	published: { firstDay: string | null; lastDay: string | null } | null;
	original: { fileName: string; mediaType: string; bytes: number };
	hasProvenance: boolean;
	hasSetAside: boolean;
	hasTags: boolean;
}

const PAGE = 100;
/** Each clipping with its text and the original it was made from: the first, should it ever have several. */
const WHOLE = `
	SELECT c.id, c.uid, c.kind, c.headline, c.publication, c.kicker, c.standfirst, c.byline, c.dateline, c.published, c.updated,
		c.section, c.edition, c.page, c.url, c.language, c.notes, c.words, c.imported_at, c.changed_at, c.trashed_at,
		t.content, o.sha256, o.bytes, o.file_name, o.modified_at, o.media_type, o.encoding, o.undecodable
	FROM json_each(?) AS asked
	CROSS JOIN clippings c ON c.id = asked.value
	JOIN texts t ON t.clipping = c.id
	JOIN originals o ON o.id = (SELECT min(id) FROM originals WHERE clipping = c.id)`;

export class ClippingReader {
	readonly #db: ReadDb;
	readonly #tags: TagReader;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#tags = new TagReader(db);
	}

	/** `clipping/missing`. */
	get(id: ClippingId): Clipping {
		const [clipping] = this.#page([id]);
		return clipping!;
	}

	/** Opens clippings a page at a time, in the order given. `clipping/missing`. */
	*each(ids: readonly ClippingId[]): Generator<Clipping> {
		for (let at = 0; at < ids.length; at += PAGE) yield* this.#page(ids.slice(at, at + PAGE));
	}

	#page(ids: readonly ClippingId[]): Clipping[] {
		const rows = new Map(this.#db.prepare<ClippingRecord>(WHOLE).all(JSON.stringify(ids)).map((row) => [row.id, row]));
		const tags = this.#tags.of(ids);
		return ids.map((id) => {
			const row = rows.get(id);
			if (!row) throw new Fault('clipping/missing', { id });
			return this.#db.seam('unpack a text', () => clippingOf(row, tags.get(id) ?? []));
		});
	}

	*outlines(ids: readonly ClippingId[]): Generator<ClippingOutline> {
		interface Row { id: ClippingId; headline: string; published: string | null; file_name: string; media_type: string; bytes: number; sourced: number; set_aside: number; tag_count: number }
		const statement = this.#db.prepare<Row>(`
			SELECT c.id, c.headline, c.published, c.sourced, c.set_aside, c.tag_count, o.file_name, o.media_type, o.bytes
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value
			JOIN originals o ON o.id = (SELECT min(id) FROM originals WHERE clipping = c.id)`);
		for (let at = 0; at < ids.length; at += 1_000) {
			const page = ids.slice(at, at + 1_000);
			const rows = new Map(statement.all(JSON.stringify(page)).map((row) => [row.id, row]));
			for (const id of page) {
				const row = rows.get(id);
				if (!row) throw new Fault('clipping/missing', { id });
				const published = parseDate(row.published);
				yield {
					id,
					headline: row.headline,
					published: published && { firstDay: published.firstDay, lastDay: published.lastDay },
					original: { fileName: row.file_name, mediaType: row.media_type, bytes: row.bytes },
					hasProvenance: row.sourced === 1,
					hasSetAside: row.set_aside === 1,
					hasTags: row.tag_count > 0,
				};
			}
		}
	}

	/** The clipping a person means by a row number, a uid, or a uid's beginning of eight digits or more that is no other's. `clipping/missing`. */
	find(reference: string): ClippingId {
		const asked = reference.trim();
		const number = /^\d{1,15}$/.test(asked) ? Number(asked) : 0;
		if (number > 0) {
			const id = this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE id = ?').get(number);
			if (id !== undefined) return id;
		}
		const range = uidRange(asked);
		if (range) {
			const [first, other] = this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE uid BETWEEN ? AND ? LIMIT 2').all(range.from, range.to);
			if (first !== undefined && other === undefined) return first;
		}
		throw new Fault('clipping/missing', { id: number });
	}

	/** The clipping that already holds these bytes, or null. */
	withOriginal(sha256: string): { id: ClippingId; headline: string; trashed: boolean } | null {
		const row = this.#db.prepare<{ id: ClippingId; headline: string; trashed: number }>(`
			SELECT c.id, c.headline, c.trashed_at IS NOT NULL AS trashed FROM originals o JOIN clippings c ON c.id = o.clipping WHERE o.sha256 = ?`).get(Buffer.from(sha256, 'hex'));
		return row ? { ...row, trashed: row.trashed === 1 } : null;
	}

	/** The bytes of an original kept in the database; `file` when they stand as a file; null when the hash is unknown. */
	inlineOriginal(sha256: string): Uint8Array | 'file' | null {
		const row = this.#db.prepare<{ content: Uint8Array | null }>('SELECT content FROM originals WHERE sha256 = ?').get(Buffer.from(sha256, 'hex'));
		const content = row?.content;
		if (!content) return row ? 'file' : null;
		return this.#db.seam('unpack an original', () => unpack(content));
	}

	/** What is only read when a clipping is opened. `clipping/missing`. */
	content(id: ClippingId): Content {
		const row = this.#db.prepare<{ content: Uint8Array }>('SELECT content FROM texts WHERE clipping = ?').get(id);
		if (!row) throw new Fault('clipping/missing', { id });
		return this.#db.seam('unpack a text', () => unpackContent(row.content));
	}

	/** Clippings in the archive and in its trash, and those of the archive that want a look or a tag. */
	counts(): { clippings: number; trashed: number; unsure: number; untagged: number } {
		return this.#db.prepare<{ clippings: number; trashed: number; unsure: number; untagged: number }>(`
			SELECT (SELECT count(*) FROM clippings WHERE trashed_at IS NULL) AS clippings,
				(SELECT count(*) FROM clippings WHERE trashed_at IS NOT NULL) AS trashed,
				(SELECT count(*) FROM clippings WHERE unsure = 1 AND trashed_at IS NULL) AS unsure,
				(SELECT count(*) FROM clippings WHERE tag_count = 0 AND trashed_at IS NULL) AS untagged`).get()!;
	}
}

/** All of it works inside a transaction that the caller opened. */
export class Clippings extends ClippingReader {
	readonly #db: WriteDb;
	readonly #tags: Tags;
	readonly #events: Events;
	readonly #index: SearchIndex;
	readonly #newUid: () => string;

	constructor(db: WriteDb, newUid: () => string) {
		super(db);
		this.#db = db;
		this.#tags = new Tags(db);
		this.#events = new Events(db);
		this.#index = new SearchIndex(db);
		this.#newUid = newUid;
	}

	/** Keeps a clipping. Its original, when it is a file, must stand already: a row never lacks its file. */
	insert(clipping: NewClipping | PreparedClipping): ClippingId {
		const { original } = clipping;
		const made = 'prepared' in clipping ? clipping.prepared : prepare(clipping.draft, original.fileName, clipping.original.bytes);
		const id = Number(this.#db.prepare(`
			INSERT INTO clippings (uid, kind, headline, headline_key, publication, publication_key, kicker, standfirst, byline, byline_text, dateline,
				published, first_day, updated, section, edition, page, url, language, words, lead, unsure, sourced, set_aside, import, imported_at, changed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
			uidBytes(this.#newUid()), clipping.kind, made.headline, made.headlineKey, made.publication, made.publicationKey, made.kicker, made.standfirst,
			made.byline, made.bylineText, made.dateline, made.published, made.firstDay, made.updated,
			made.section, made.edition, made.page, made.url, made.language, made.words, made.lead,
			made.unsure ? 1 : 0, made.sourced ? 1 : 0, made.setAside ? 1 : 0, clipping.run ?? null, clipping.importedAt, clipping.importedAt,
		).lastInsertRowid) as ClippingId;
		this.#db.prepare('INSERT INTO texts (clipping, content) VALUES (?, ?)').run(id, made.content);
		this.#db.prepare('INSERT INTO originals (clipping, sha256, bytes, file_name, modified_at, media_type, encoding, undecodable, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
			id, Buffer.from(original.sha256, 'hex'), original.size, original.fileName, original.modifiedAt === null ? null : Math.round(original.modifiedAt),
			original.mediaType, original.encoding, original.undecodable, made.original,
		);
		this.#index.put(id, made.index);
		for (const name of clipping.tags) this.#tags.put(this.#tags.ensure(name).id, [id]);
		this.#events.note(clipping.importedAt, 'ingestion', id);
		return id;
	}

	/** Changes fields by hand and notes what stood before. False when nothing changed. `clipping/missing`. */
	edit(id: ClippingId, edit: Edit, at: number): boolean {
		const clipping = this.get(id);
		const change = changeOf(clipping, edit, at);
		if (!change) return false;
		const { after } = change;
		const { text } = this.content(id);
		const content: Content = { blocks: after.blocks, captions: after.captions, provenance: after.provenance, ...(text === undefined ? {} : { text }) };
		this.#db.prepare(`
			UPDATE clippings SET headline = ?, headline_key = ?, publication = ?, publication_key = ?, kicker = ?, standfirst = ?, byline = ?, byline_text = ?, dateline = ?,
				published = ?, first_day = ?, section = ?, edition = ?, page = ?, url = ?, notes = ?, unsure = ?, sourced = ?, changed_at = ? WHERE id = ?`).run(
			after.headline, headlineKey(after.headline), after.publication, publicationKey(after.publication), after.kicker, after.standfirst,
			printJson(after.byline), after.byline ? bylineText(after.byline) : '', after.dateline, printJson(after.published), orderDay(after.published),
			after.section, after.edition, after.page, after.url, after.notes,
			isUnsure(after.provenance, after.provenance.headline !== undefined) ? 1 : 0, Object.keys(after.provenance).length > 0 ? 1 : 0, at, id,
		);
		this.#db.prepare('UPDATE texts SET content = ? WHERE clipping = ?').run(packContent(content), id);
		if (change.textChanged) this.#index.replace(id, foldForIndex({ ...after, fileName: after.original.fileName, content }));
		this.#events.note(at, 'modification', id, { before: change.before, after: change.changed });
		return true;
	}

	/** Adds and removes tags by name. Whether any clipping changed, and whether a tag was made. */
	tag(ids: readonly ClippingId[], add: readonly string[], remove: readonly string[], at: number): boolean {
		this.#present(ids);
		let changed = false;
		for (const name of add) {
			const known = this.#tags.named(name);
			const tag = known ?? this.#tags.ensure(name);
			const fresh = this.#tags.put(tag.id, ids);
			if (fresh.length > 0) this.#events.noteEach(at, 'modification', fresh, { tags: { added: [tag.name], removed: [] } });
			changed ||= fresh.length > 0 || known === null;
		}
		for (const name of remove) {
			const tag = this.#tags.named(name);
			if (!tag) continue;
			const freed = this.#tags.take(tag.id, ids);
			if (freed.length > 0) this.#events.noteEach(at, 'modification', freed, { tags: { added: [], removed: [tag.name] } });
			changed ||= freed.length > 0;
		}
		return changed;
	}

	/** Moves clippings to the trash; those there already stay as they are. */
	trash(ids: readonly ClippingId[], at: number): boolean {
		return this.#move(ids, 'IS NULL', at, at);
	}

	/** Takes clippings out of the trash. */
	restore(ids: readonly ClippingId[], at: number): boolean {
		return this.#move(ids, 'IS NOT NULL', null, at);
	}

	#move(ids: readonly ClippingId[], now: 'IS NULL' | 'IS NOT NULL', trashedAt: number | null, at: number): boolean {
		this.#present(ids);
		const noted = this.#db.prepare(`
			INSERT INTO events (at, type, clipping, detail)
			SELECT ?, 'modification', id, json_object('before', json_object('trashedAt', trashed_at), 'after', json_object('trashedAt', ?))
			FROM clippings WHERE trashed_at ${now} AND id IN (SELECT value FROM json_each(?))`).run(at, trashedAt, JSON.stringify(ids));
		this.#db.prepare(`UPDATE clippings SET trashed_at = ? WHERE trashed_at ${now} AND id IN (SELECT value FROM json_each(?))`).run(trashedAt, JSON.stringify(ids));
		return noted.changes > 0;
	}

	#present(ids: readonly ClippingId[]): void {
		const absent = this.#db.pluck<number>('SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM clippings WHERE id = value) LIMIT 1').get(JSON.stringify(ids));
		if (absent !== undefined) throw new Fault('clipping/missing', { id: absent });
	}
}
