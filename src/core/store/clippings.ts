// Owns clipping rows: keeping a new one and opening. Must not search, and must not open transactions. What a person changes is in acts.ts.
import { Fault } from '../../shared/errors';
import type { Draft } from '../../shared/draft';
import type { Clipping, ClippingId, Original, PictureId } from '../../shared/model';
import { AnnotationRows } from './annotations';
import { CollectionReader } from './collections';
import { Events, type EventType } from './events';
import type { KeptRecord } from './kept-record';
import type { ReadDb, WriteDb } from './open';
import type { PictureEntry, PictureFile, PreparedPicture } from './pictures';
import { attached, entryOf, PictureReader, Pictures } from './pictures';
import { prepare } from './prepare';
import type { Prepared } from './prepare';
import type { ClippingRecord } from './rows';
import { TEXT_COLUMNS, unpack, unpackContent, type Content, type PackedText } from './packing';
import { clippingOf, parseDate } from './rows';
import { FacetRows } from './facet-rows';
import { Likeness } from './likeness';
import { SearchIndex } from './search-index';
import { TagReader, Tags } from './tags';
import { tallies, type Tallies } from './tallies';
import { uidBytes, uidRange, uidText } from './uid';

/** `modifiedAt` ms UTC, null when pasted. */
interface OriginalFacts { sha256: string; size: number; fileName: string; modifiedAt: number | null; mediaType: string; encoding: string | null; undecodable: number }

interface NewFacts {
	kind: 'article' | 'image';
	/** Names; new ones make new tags. */
	tags: readonly string[];
	rights?: string | null;
	embargo?: string | null;
	/** Milliseconds UTC. */
	importedAt: number;
	/** The run it came with (`Imports.begin`). */
	run?: number | null;
	/** Its number, where it has one already and that is free; otherwise the next. */
	number?: number | null;
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
	/** Those that are to stand as files are put already. */
	pictures: readonly PreparedPicture[];
	/** Safe markup, packed. */
	page: Uint8Array | null;
	/** What it was in the archive it comes from. */
	own?: KeptRecord | null;
	/** The file it came out of, which is not kept itself. */
	from?: { name: string; sha256: string; bag?: Record<string, string> } | null;
}

/** What is known of a clipping without opening it. */
export interface ClippingOutline {
	id: ClippingId;
	headline: string;
	publication: string | null;
	published: { firstDay: string | null; lastDay: string | null } | null;
	original: { fileName: string; mediaType: string; bytes: number };
	hasProvenance: boolean;
	hasSetAside: boolean;
	hasTags: boolean;
	hasHighlights: boolean;
	hasText: boolean;
	hasPage: boolean;
	/** Pictures with a file that are not the original itself, each file once. */
	pictures: { count: number; bytes: number };
}

interface OriginalRow { sha256: Uint8Array; bytes: number; file_name: string; modified_at: number | null; media_type: string; encoding: string | null; undecodable: number; came_with: Uint8Array | null }

const PAGE = 100;
/** The original a clipping was made from: the first it has by itself; of one that has become part of another, the one that came with it. */
const OWN_ORIGINAL = `coalesce((SELECT id FROM originals WHERE clipping = c.id ORDER BY came_with IS NOT NULL, id LIMIT 1), (SELECT id FROM originals WHERE came_with = c.id ORDER BY id LIMIT 1))`;
/** Each clipping with its text and the original it was made from: the first, should it ever have several. */
const WHOLE = `
	SELECT c.id, c.uid, c.kind, c.headline, c.publication, c.kicker, c.standfirst, c.byline, c.dateline, c.published, c.updated,
		c.section, c.edition, c.page, c.url, c.language, c.rights, c.embargo, c.notes, c.flagged, c.words, c.imported_at, c.changed_at, c.trashed_at,
		EXISTS (SELECT 1 FROM pages WHERE clipping = c.id) AS has_page, ${TEXT_COLUMNS}, o.sha256, o.bytes, o.file_name, o.modified_at, o.media_type, o.encoding, o.undecodable
	FROM json_each(?) AS asked
	CROSS JOIN clippings c ON c.id = asked.value
	JOIN texts t ON t.clipping = c.id
	JOIN originals o ON o.id = ${OWN_ORIGINAL}`;

export class ClippingReader {
	readonly #db: ReadDb;
	readonly #tags: TagReader;
	readonly #pictures: PictureReader;
	readonly #collections: CollectionReader;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#tags = new TagReader(db);
		this.#pictures = new PictureReader(db);
		this.#collections = new CollectionReader(db);
	}

	/** `clipping/missing`. */
	get(id: ClippingId): Clipping {
		const [clipping] = this.#page([id]);
		// Plain, so that whoever gets it can hand it on, and what is wrong with it shows here.
		return { ...clipping! };
	}

	/** Opens clippings a page at a time, in the order given. The text of each is unpacked when it is first looked at: most of what describes many looks at none. `clipping/missing`. */
	*each(ids: readonly ClippingId[]): Generator<Clipping> {
		for (let at = 0; at < ids.length; at += PAGE) yield* this.#page(ids.slice(at, at + PAGE));
	}

	#page(ids: readonly ClippingId[]): Clipping[] {
		const rows = new Map(this.#db.prepare<ClippingRecord>(WHOLE).all(JSON.stringify(ids)).map((row) => [row.id, row]));
		const tags = this.#tags.of(ids);
		const pictures = this.#pictures.of(ids);
		const collections = this.#collections.of(ids);
		return ids.map((id) => {
			const row = rows.get(id);
			if (!row) throw new Fault('clipping/missing', { id });
			return clippingOf(row, tags.get(id) ?? [], pictures.get(id) ?? [], collections.get(id) ?? [], () => this.#db.seam('unpack a text', () => unpackContent(row)));
		});
	}

	*outlines(ids: readonly ClippingId[]): Generator<ClippingOutline> {
		interface Row { id: ClippingId; headline: string; publication: string | null; published: string | null; file_name: string; media_type: string; bytes: number; sourced: number; set_aside: number; tag_count: number; words: number; has_page: number; has_highlights: number; picture_count: number; picture_bytes: number | null }
		const statement = this.#db.prepare<Row>(`
			SELECT c.id, c.headline, c.publication, c.published, c.sourced, c.set_aside, c.tag_count, c.words, o.file_name, o.media_type, o.bytes,
				EXISTS (SELECT 1 FROM pages WHERE clipping = c.id) AS has_page,
				EXISTS (SELECT 1 FROM annotations WHERE clipping = c.id) AS has_highlights,
				(SELECT count(*) FROM picture_files f WHERE f.id IN (SELECT file FROM pictures WHERE clipping = c.id) AND f.sha256 <> o.sha256) AS picture_count,
				(SELECT sum(f.bytes) FROM picture_files f WHERE f.id IN (SELECT file FROM pictures WHERE clipping = c.id) AND f.sha256 <> o.sha256) AS picture_bytes
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value
			JOIN originals o ON o.id = ${OWN_ORIGINAL}`);
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
					publication: row.publication,
					published: published && { firstDay: published.firstDay, lastDay: published.lastDay },
					original: { fileName: row.file_name, mediaType: row.media_type, bytes: row.bytes },
					hasProvenance: row.sourced === 1,
					hasSetAside: row.set_aside === 1,
					hasTags: row.tag_count > 0,
					hasHighlights: row.has_highlights === 1,
					hasText: row.words > 0,
					hasPage: row.has_page === 1,
					pictures: { count: row.picture_count, bytes: row.picture_bytes ?? 0 },
				};
			}
		}
	}

	/** All there are, with the trash and what has become part of others, in the order they came. */
	all(): ClippingId[] {
		return this.#db.pluck<ClippingId>('SELECT id FROM clippings ORDER BY id').all();
	}

	/** What has become part of any of these, but is not among them. */
	partsOf(ids: readonly ClippingId[]): ClippingId[] {
		return this.#db.pluck<ClippingId>(`
			WITH RECURSIVE given (id) AS (SELECT value FROM json_each(?)),
				part (id) AS (SELECT c.id FROM given g CROSS JOIN clippings c ON c.merged_into = g.id UNION SELECT c.id FROM part p CROSS JOIN clippings c ON c.merged_into = p.id)
			SELECT id FROM part WHERE id NOT IN (SELECT id FROM given) ORDER BY id`).all(JSON.stringify(ids));
	}

	/** With which import a clipping came, and the uid of what it has become part of. */
	whence(id: ClippingId): { cameWith: number | null; mergedInto: string | null } {
		const row = this.#db.prepare<{ import: number | null; uid: Uint8Array | null }>('SELECT import, (SELECT uid FROM clippings WHERE id = c.merged_into) AS uid FROM clippings c WHERE id = ?').get(id);
		return { cameWith: row?.import ?? null, mergedInto: row?.uid ? uidText(row.uid) : null };
	}

	/** The clipping a person means by a row number, a uid, or a uid's beginning of eight digits or more that is no other's. `clipping/missing`. */
	find(reference: string): ClippingId {
		const asked = reference.trim();
		const number = /^\d{1,15}$/.test(asked) ? Number(asked) : 0;
		if (number > 0) {
			const id = this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE id = ?').get(number);
			if (id !== undefined) return this.standing(id);
		}
		const range = uidRange(asked);
		if (range) {
			const [first, other] = this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE uid BETWEEN ? AND ? LIMIT 2').all(range.from, range.to);
			if (first !== undefined && other === undefined) return this.standing(first);
		}
		throw new Fault('clipping/missing', { id: number });
	}

	/** The clipping that this one has become part of, however often that was merged again; itself when it stands alone. */
	standing(id: ClippingId): ClippingId {
		return this.#db.pluck<ClippingId>(`
			WITH RECURSIVE into_ (id, next) AS (
				SELECT id, merged_into FROM clippings WHERE id = ?
				UNION SELECT c.id, c.merged_into FROM into_ JOIN clippings c ON c.id = into_.next)
			SELECT id FROM into_ WHERE next IS NULL`).get(id) ?? id;
	}

	/** All originals of a clipping: its own first, then those that came with what has become part of it. */
	originals(id: ClippingId): (Original & { cameWith: string | null })[] {
		return this.#db.prepare<OriginalRow>(`
			SELECT o.sha256, o.bytes, o.file_name, o.modified_at, o.media_type, o.encoding, o.undecodable, (SELECT uid FROM clippings WHERE id = o.came_with) AS came_with
			FROM originals o WHERE o.clipping = ? ORDER BY o.came_with IS NOT NULL, o.id`).all(id).map((row) => ({
			sha256: Buffer.from(row.sha256).toString('hex'), bytes: row.bytes, fileName: row.file_name, modifiedAt: row.modified_at, mediaType: row.media_type,
			encoding: row.encoding, undecodable: row.undecodable, cameWith: row.came_with && uidText(row.came_with),
		}));
	}

	/** The clipping that already holds these bytes, or null. */
	withOriginal(sha256: string): { id: ClippingId; headline: string; trashed: boolean } | null {
		const row = this.#db.prepare<{ id: ClippingId; headline: string; trashed: number }>(`
			SELECT c.id, c.headline, c.trashed_at IS NOT NULL AS trashed FROM originals o JOIN clippings c ON c.id = o.clipping WHERE o.sha256 = ?`).get(Buffer.from(sha256, 'hex'));
		return row ? { ...row, trashed: row.trashed === 1 } : null;
	}

	/** The clipping with this uid, or null. */
	withUid(uid: string): { id: ClippingId; headline: string; trashed: boolean } | null {
		const row = this.#db.prepare<{ id: ClippingId; headline: string; trashed: number }>('SELECT id, headline, trashed_at IS NOT NULL AND merged_into IS NULL AS trashed FROM clippings WHERE uid = ?').get(uidBytes(uid));
		return row ? { ...row, id: this.standing(row.id), trashed: row.trashed === 1 } : null;
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
		const row = this.#db.prepare<PackedText>(`SELECT ${TEXT_COLUMNS} FROM texts t WHERE t.clipping = ?`).get(id);
		if (!row) throw new Fault('clipping/missing', { id });
		return this.#db.seam('unpack a text', () => unpackContent(row));
	}

	/** Clippings in the archive and in its trash, and those of the archive that want a look, a tag or a place, or are flagged. Nothing is counted for it. */
	counts(): Tallies {
		return tallies(this.#db);
	}
}

/** All of it works inside a transaction that the caller opened. */
export class Clippings extends ClippingReader {
	readonly #db: WriteDb;
	readonly #tags: Tags;
	readonly #events: Events;
	readonly #index: SearchIndex;
	readonly #facets: FacetRows;
	readonly #likeness: Likeness;
	readonly #pictures: Pictures;
	readonly #annotations: AnnotationRows;
	readonly #newUid: () => string;

	constructor(db: WriteDb, newUid: () => string) {
		super(db);
		this.#db = db;
		this.#tags = new Tags(db);
		this.#events = new Events(db);
		this.#index = new SearchIndex(db);
		this.#facets = new FacetRows(db);
		this.#likeness = new Likeness(db);
		this.#pictures = new Pictures(db);
		this.#annotations = new AnnotationRows(db);
		this.#newUid = newUid;
	}

	/** Keeps a clipping. Its original, when it is a file, must stand already: a row never lacks its file. */
	insert(clipping: NewClipping | PreparedClipping): ClippingId {
		const { original } = clipping;
		const { own = null, from = null } = 'prepared' in clipping ? clipping : {};
		const made = 'prepared' in clipping ? clipping.prepared : prepare(clipping.draft, original.fileName, clipping.original.bytes);
		const id = Number(this.#db.prepare(`
			INSERT INTO clippings (id, uid, kind, headline, headline_key, publication, publication_key, kicker, standfirst, byline, byline_text, dateline,
				published, first_day, updated, section, edition, page, url, language, words, lead, unsure, sourced, set_aside, rights, embargo, import, imported_at, changed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
			this.#number(clipping.number), uidBytes(own?.uid ?? this.#newUid()), clipping.kind, made.headline, made.headlineKey, made.publication, made.publicationKey, made.kicker, made.standfirst,
			made.byline, made.bylineText, made.dateline, made.published, made.firstDay, made.updated,
			made.section, made.edition, made.page, made.url, made.language, made.words, made.lead,
			made.unsure ? 1 : 0, made.sourced ? 1 : 0, made.setAside ? 1 : 0, clipping.rights ?? null, clipping.embargo ?? null, clipping.run ?? null, clipping.importedAt, clipping.importedAt,
		).lastInsertRowid) as ClippingId;
		const packedWith = this.#db.prepare('INSERT INTO originals (clipping, sha256, bytes, file_name, modified_at, media_type, encoding, undecodable, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
			id, Buffer.from(original.sha256, 'hex'), original.size, original.fileName, original.modifiedAt === null ? null : Math.round(original.modifiedAt),
			original.mediaType, original.encoding, original.undecodable, made.original,
		).lastInsertRowid;
		this.#db.prepare('INSERT INTO texts (clipping, content, original) VALUES (?, ?, ?)').run(id, made.content, made.original === null ? null : packedWith);
		if ('prepared' in clipping) this.#illustrate(id, clipping, original.sha256);
		this.#index.put(id, made.index);
		this.#facets.put(id, { ...made.facts, kind: clipping.kind });
		this.#likeness.wait(id, made.sketch);
		for (const name of clipping.tags) this.#put(name, own, id);
		if (own) this.#db.prepare('UPDATE clippings SET notes = ?, flagged = ?, imported_at = ?, changed_at = ?, trashed_at = ? WHERE id = ?').run(own.notes, own.isFlagged ? 1 : 0, own.importedAt ?? clipping.importedAt, own.changedAt ?? clipping.importedAt, own.trashedAt, id);
		for (const annotation of own?.annotations ?? []) this.#annotations.add({ ...annotation, uid: annotation.uid === null || this.#annotations.has(annotation.uid) ? this.#newUid() : annotation.uid, clipping: id });
		for (const { at, type, detail } of own?.history ?? []) this.#events.note(at, type as EventType, id, detail);
		this.#events.note(clipping.importedAt, 'ingestion', id, from || own ? { ...(from ? { from } : {}), ...(own ? { record: { uid: own.uid, original: own.hasOriginal } } : {}) } : null);
		return id;
	}

	#number(wanted: number | null | undefined): number | null {
		return wanted && this.#db.pluck<number>('SELECT 1 FROM clippings WHERE id = ?').get(wanted) === undefined ? wanted : null;
	}

	/** Puts a tag on a new clipping; one that is new too takes the colour it had where the clipping comes from. */
	#put(name: string, own: KeptRecord | null, id: ClippingId): void {
		const known = this.#tags.named(name);
		const tag = known ?? this.#tags.ensure(name);
		const colour = known ? null : (own?.tags.find((one) => one.name === name)?.colour ?? null);
		if (colour) this.#tags.colour(tag.id, colour);
		this.#tags.put(tag.id, [id]);
	}

	#illustrate(id: ClippingId, { pictures, page }: PreparedClipping, original: string): void {
		this.#pictures.becameOriginal(original);
		for (const { file } of pictures) if (file) this.#pictures.keep(file);
		if (pictures.length > 0) this.#pictures.put(id, pictures.map(({ entry }) => ({ ...entry, id: null })));
		if (page) this.#pictures.keepPage(id, page);
	}

	/** Keeps a picture with a clipping, whose bytes stand already where they do not come along. False when it was there so. `clipping/missing`, `request/invalid` for a caption it does not have. */
	attach(id: ClippingId, picture: PreparedPicture & { file: PictureFile }, caption: number | null, at: number): boolean {
		const { captions, pictures } = this.get(id);
		if (caption !== null && caption >= captions.length) throw new Fault('request/invalid', { operation: 'pictures.attach', issues: [`The clipping has ${captions.length} captions.`] });
		this.#pictures.keep(picture.file);
		const before = pictures.map(entryOf);
		return this.putPictures(id, before, attached(before, picture.entry.fileName, picture.file.sha256, caption, this.#pictures.nextPosition(id)), at);
	}

	/** The clipping that shows a file of this name and hash because its source names it, or null. */
	showing(sha256: string, fileName: string): { id: ClippingId; headline: string; trashed: boolean } | null {
		const id = this.#pictures.showing(sha256, fileName);
		if (id === null) return null;
		const { headline, trashedAt } = this.get(id);
		return { id, headline, trashed: trashedAt !== null };
	}

	/** Gives a picture that was only named its file, and answers its clipping. */
	fill(picture: PictureId, file: PictureFile, at: number): { id: ClippingId; headline: string } {
		const id = this.#pictures.clippingOf(picture);
		const { headline, pictures } = this.get(id);
		this.#pictures.keep(file);
		const before = pictures.map(entryOf);
		this.putPictures(id, before, before.map((entry) => (entry.id === picture ? { ...entry, sha256: file.sha256 } : entry)), at);
		return { id, headline };
	}

	/** The picture that waits for a file of this name (see `Pictures.waitingFor`). */
	waitingFor(fileName: string, run: number): PictureId | null {
		return this.#pictures.waitingFor(fileName, run);
	}

	/** Takes a picture off its clipping, whose number it answers. Its file stays. `picture/missing`. */
	detach(picture: PictureId, at: number): ClippingId {
		const id = this.#pictures.clippingOf(picture);
		const before = this.get(id).pictures.map(entryOf);
		this.putPictures(id, before, before.filter((entry) => entry.id !== picture), at);
		return id;
	}

	/** Puts one list of pictures in the place of another, and notes both. False when they are the same. */
	putPictures(id: ClippingId, before: readonly PictureEntry[], after: readonly PictureEntry[], at: number): boolean {
		if (JSON.stringify(before) === JSON.stringify(after)) return false;
		this.#pictures.put(id, after);
		this.#db.prepare('UPDATE clippings SET changed_at = ? WHERE id = ?').run(at, id);
		this.#events.note(at, 'modification', id, { before: { pictures: before }, after: { pictures: (this.#pictures.of([id]).get(id) ?? []).map(entryOf) } });
		return true;
	}
}
