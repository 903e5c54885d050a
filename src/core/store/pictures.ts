// Owns the rows of pictures, their files and the pages of clippings: keeping, listing, putting another list in the place of one. Must not decode a picture, and must not open transactions.
import { Fault } from '../../shared/errors';
import type { ClippingId, Picture, PictureId } from '../../shared/model';
import type { ReadDb, WriteDb } from './open';
import { pack, unpack } from './packing';

/** The file of a picture. `content`: its bytes packed, null when they stand as a file or are an original here. */
export interface PictureFile {
	sha256: string;
	/** Bytes. */
	size: number;
	/** IANA media type. */
	mediaType: string;
	/** Pixels as shown upright, null when unknown. */
	width: number | null;
	height: number | null;
	content: Uint8Array | null;
	/** WebP, null when none can be drawn. */
	thumbnail: Uint8Array | null;
}

/** What a row says of a picture: all there is but its file's own facts. `id` is null before it is kept. */
export interface PictureEntry {
	id: PictureId | null;
	position: number;
	fileName: string;
	address: string | null;
	/** A file kept with `keep`; null when the picture is only named. */
	sha256: string | null;
	/** Which of the clipping's captions, from 0. */
	caption: number | null;
}

/** A picture's bytes as far as the database tells: themselves, or that they stand as a file. */
export interface KeptPicture {
	mediaType: string;
	bytes: Uint8Array | 'file';
}

interface Row {
	id: PictureId;
	clipping: ClippingId;
	position: number;
	file_name: string;
	address: string | null;
	caption: number | null;
	sha256: Uint8Array | null;
	bytes: number | null;
	media_type: string | null;
	width: number | null;
	height: number | null;
	drawn: number;
}

const hex = (sha256: Uint8Array): string => Buffer.from(sha256).toString('hex');
const binary = (sha256: string): Uint8Array => Buffer.from(sha256, 'hex');

const pictureOf = (row: Row): Picture => ({
	id: row.id,
	position: row.position,
	fileName: row.file_name,
	address: row.address,
	sha256: row.sha256 && hex(row.sha256),
	bytes: row.bytes,
	mediaType: row.media_type ?? '',
	width: row.width,
	height: row.height,
	caption: row.caption,
	hasThumbnail: row.drawn === 1,
});

/** A page as it is kept: safe markup, packed. */
export const packPage = (html: string): Uint8Array => pack(Buffer.from(html, 'utf8'));

export class PictureReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** The pictures of each of these clippings, in their order. */
	of(clippings: readonly ClippingId[]): Map<ClippingId, Picture[]> {
		const found = new Map<ClippingId, Picture[]>(clippings.map((id) => [id, []]));
		const rows = this.#db.prepare<Row>(`
			SELECT p.id, p.clipping, p.position, p.file_name, p.address, p.caption, f.sha256, f.bytes, f.media_type, f.width, f.height, f.thumbnail IS NOT NULL AS drawn
			FROM json_each(?) AS asked CROSS JOIN pictures p ON p.clipping = asked.value LEFT JOIN picture_files f ON f.id = p.file
			ORDER BY p.clipping, p.position, p.id`).all(JSON.stringify(clippings));
		for (const row of rows) found.get(row.clipping)?.push(pictureOf(row));
		return found;
	}

	/** The clipping a picture belongs to. `picture/missing`. */
	clippingOf(id: PictureId): ClippingId {
		const clipping = this.#db.pluck<ClippingId>('SELECT clipping FROM pictures WHERE id = ?').get(id);
		if (clipping === undefined) throw new Fault('picture/missing', { picture: String(id) });
		return clipping;
	}

	/** A picture's bytes, wherever they are kept. `picture/missing` when no picture has this hash. */
	kept(sha256: string): KeptPicture {
		const row = this.#db.prepare<{ media_type: string; content: Uint8Array | null }>(`
			SELECT f.media_type, coalesce(f.content, (SELECT o.content FROM originals o WHERE o.sha256 = f.sha256)) AS content FROM picture_files f WHERE f.sha256 = ?`).get(binary(sha256));
		if (!row) throw new Fault('picture/missing', { picture: sha256 });
		const { content } = row;
		return { mediaType: row.media_type, bytes: content === null ? 'file' : this.#db.seam('unpack a picture', () => unpack(content)) };
	}

	/** Small copies (WebP), in the order asked for; null for those without one. */
	thumbnails(sha256: readonly string[]): { sha256: string; bytes: Uint8Array | null }[] {
		const statement = this.#db.pluck<Uint8Array | null>('SELECT thumbnail FROM picture_files WHERE sha256 = ?');
		return sha256.map((one) => ({ sha256: one, bytes: statement.get(binary(one)) ?? null }));
	}

	/** The safe markup of a clipping's page; null when it has none. */
	page(id: ClippingId): string | null {
		const html = this.#db.pluck<Uint8Array>('SELECT html FROM pages WHERE clipping = ?').get(id);
		return html === undefined ? null : this.#db.seam('unpack a page', () => Buffer.from(unpack(html)).toString('utf8'));
	}
}

/** Names that cameras, phones and web sites give to any picture: they tell nobody which one is meant. */
const ANYBODYS = /^(?:image|images|img|photo|picture|pic|foto|bild|dsc|dscn|dscf|pxl|screenshot|unnamed|download|downloaded|file|main|header|hero|default|large|medium|small|thumb|thumbnail|original|master|teaser|lead|cover|pixel|spacer|blank)?[\s_().-]*\d{0,4}(?:[\s_x.-]*\d{0,4})?\.\w+$/i;

/** All of it works inside a transaction that the caller opened. */
export class Pictures extends PictureReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** Whether a file with this hash is kept already. */
	has(sha256: string): boolean {
		return this.#db.pluck<number>('SELECT 1 FROM picture_files WHERE sha256 = ?').get(binary(sha256)) === 1;
	}

	/** Keeps a picture's file once, whoever shows it. What is large must stand as a file already: a row never lacks its file. */
	keep(file: PictureFile): void {
		if (this.has(file.sha256)) return;
		const asOriginal = this.#db.pluck<number>('SELECT 1 FROM originals WHERE sha256 = ?').get(binary(file.sha256)) === 1;
		this.#db.prepare('INSERT INTO picture_files (sha256, bytes, media_type, width, height, content, thumbnail) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
			binary(file.sha256), file.size, file.mediaType, file.width, file.height, asOriginal ? null : file.content, file.thumbnail,
		);
	}

	/** A picture that came first with another clipping and is now an original: the original holds its bytes. */
	becameOriginal(sha256: string): void {
		this.#db.prepare('UPDATE picture_files SET content = NULL WHERE sha256 = ? AND content IS NOT NULL').run(binary(sha256));
	}

	/** Makes `entries` all the pictures a clipping has; those with an id keep it. Their files are kept already. */
	put(clipping: ClippingId, entries: readonly PictureEntry[]): void {
		const staying = entries.flatMap((entry) => (entry.id === null ? [] : [entry.id]));
		this.#db.prepare('DELETE FROM pictures WHERE clipping = ? AND id NOT IN (SELECT value FROM json_each(?))').run(clipping, JSON.stringify(staying));
		const insert = this.#db.prepare(`
			INSERT INTO pictures (id, clipping, position, file, file_name, address, caption) VALUES (?, ?, ?, (SELECT id FROM picture_files WHERE sha256 = ?), ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET position = excluded.position, file = excluded.file, file_name = excluded.file_name, address = excluded.address, caption = excluded.caption`);
		for (const entry of entries) {
			if (entry.sha256 !== null && !this.has(entry.sha256)) throw new Fault('picture/missing', { picture: entry.sha256 });
			insert.run(entry.id, clipping, entry.position, entry.sha256 && binary(entry.sha256), entry.fileName, entry.address, entry.caption);
		}
		this.#db.prepare(`
			UPDATE clippings SET picture = (SELECT file FROM pictures WHERE clipping = ? AND file IS NOT NULL ORDER BY position, id LIMIT 1) WHERE id = ?`).run(clipping, clipping);
	}

	/** Keeps a clipping's page, packed (`packPage`). */
	keepPage(clipping: ClippingId, html: Uint8Array): void {
		this.#db.prepare('INSERT INTO pages (clipping, html) VALUES (?, ?)').run(clipping, html);
	}

	/** The clipping that shows a file with this hash which its source names so; null when there is none. */
	showing(sha256: string, fileName: string): ClippingId | null {
		return this.#db.pluck<ClippingId>(`
			SELECT p.clipping FROM picture_files f JOIN pictures p ON p.file = f.id
			WHERE f.sha256 = ? AND p.address IS NOT NULL AND p.file_name IN (?, ?) LIMIT 1`).get(binary(sha256), fileName, encodeURIComponent(fileName)) ?? null;
	}

	/**
	 * The picture without a file that a source names so. Only one clipping may do it; and a name that any picture may have
	 * ("image.jpg") is taken at its word only within the import that brought the clipping.
	 */
	waitingFor(fileName: string, run: number): PictureId | null {
		const rows = this.#db.prepare<{ id: PictureId; clipping: ClippingId; import: number | null }>(`
			SELECT p.id, p.clipping, c.import FROM pictures p JOIN clippings c ON c.id = p.clipping
			WHERE p.file IS NULL AND p.file_name IN (?, ?) AND c.trashed_at IS NULL ORDER BY p.id LIMIT 20`).all(fileName, encodeURIComponent(fileName));
		const [first] = rows;
		if (!first || rows.some((row) => row.clipping !== first.clipping)) return null;
		return first.import === run || !ANYBODYS.test(fileName) ? first.id : null;
	}

	/** The first position that neither a picture of the clipping has nor its page speaks of. */
	nextPosition(clipping: ClippingId): number {
		const last = this.#db.pluck<number | null>('SELECT max(position) FROM pictures WHERE clipping = ?').get(clipping) ?? -1;
		const spoken = [...(this.page(clipping) ?? '').matchAll(/<img data-picture="(\d+)"/g)].map(([, position]) => Number(position));
		return spoken.reduce((most, position) => Math.max(most, position), last) + 1;
	}
}

/**
 * A clipping's pictures with one more: the file goes to a picture that the caption has and that is only named, else it stands
 * at the end; a file that is there already moves to the caption.
 */
export function attached(entries: readonly PictureEntry[], fileName: string, sha256: string, caption: number | null, end: number): PictureEntry[] {
	const there = entries.find((entry) => entry.sha256 === sha256);
	if (there) return entries.map((entry) => (entry === there && caption !== null ? { ...entry, caption } : entry));
	const waiting = caption === null ? undefined : entries.find((entry) => entry.caption === caption && entry.sha256 === null);
	if (waiting) return entries.map((entry) => (entry === waiting ? { ...entry, sha256, fileName: entry.fileName || fileName } : entry));
	return [...entries, { id: null, position: end, fileName, address: null, sha256, caption }];
}

/** A picture of an opened clipping as an entry, to be put again. */
export const entryOf = ({ id, position, fileName, address, sha256, caption }: Picture): PictureEntry => ({ id, position, fileName, address, sha256, caption });

/** A picture worked out by another thread. `bytes`: what is to stand as a file, null when `file` holds them or the clipping's original does. */
export interface PreparedPicture {
	entry: Omit<PictureEntry, 'id'>;
	file: PictureFile | null;
	bytes: Uint8Array | null;
}
