// Owns what of an archive is its content, what is made from it, and what belongs to one copy only; and the reading of the content in an order that two archives share. Must not compare, and must not write.
import type { ClippingId } from '../../shared/model';
import type { ReadDb } from './open';
import { TEXT_COLUMNS, unpack, unpackContent } from './packing';

/**
 * `content` is compared. `derived` is made from content by this program and may be made anew at any time: two archives of the
 * same content may differ in it. `own` belongs to one copy of an archive: numbers of rows, what can be undone in it, which
 * folders it watches, how its clippings came into it.
 */
export type Place = 'content' | 'derived' | 'own';

/** Where every table stands; one of many kinds says it column by column. A table or column that is not here fails a test. */
export const PLACES: Readonly<Record<string, Place | Readonly<Record<string, Place>>>> = {
	clippings: {
		id: 'own', uid: 'content', kind: 'content', headline: 'content', headline_key: 'derived', publication: 'content', publication_key: 'derived',
		kicker: 'content', standfirst: 'content', byline: 'content', byline_text: 'derived', dateline: 'content', published: 'content', first_day: 'derived',
		updated: 'content', section: 'content', edition: 'content', page: 'content', url: 'content', language: 'content', notes: 'content', words: 'content',
		lead: 'derived', unsure: 'content', sourced: 'content', set_aside: 'content', tag_count: 'derived', import: 'own', imported_at: 'content',
		changed_at: 'content', trashed_at: 'content', picture: 'derived', rights: 'content', last_day: 'derived', flagged: 'content',
		collection_count: 'derived', merged_into: 'content', embargo: 'content',
	},
	texts: { clipping: 'content', content: 'content', original: 'derived' },
	pages: { clipping: 'content', html: 'content' },
	originals: {
		id: 'own', clipping: 'content', sha256: 'content', bytes: 'content', file_name: 'content', modified_at: 'content', media_type: 'content',
		encoding: 'content', undecodable: 'content', content: 'content', came_with: 'content',
	},
	pictures: { id: 'own', clipping: 'content', position: 'content', file: 'content', file_name: 'content', address: 'content', caption: 'content' },
	picture_files: { id: 'own', sha256: 'content', bytes: 'content', media_type: 'content', width: 'content', height: 'content', content: 'content', thumbnail: 'derived' },
	annotations: { id: 'own', uid: 'content', clipping: 'content', selectors: 'content', colour: 'content', note: 'content', made_at: 'content', changed_at: 'content' },
	tags: { id: 'own', name: 'content', name_key: 'content', colour: 'content', clippings: 'derived' },
	taggings: 'content',
	collections: { id: 'own', uid: 'content', parent: 'content', name: 'content', name_key: 'derived', position: 'content', clippings: 'derived' },
	memberships: 'content',
	saved_searches: { id: 'own', uid: 'content', name: 'content', name_key: 'derived', query: 'content', position: 'content' },
	conventions: 'content',
	events: { id: 'own', at: 'content', type: 'content', clipping: 'content', detail: 'content' },
	returns: 'own', conflicts: 'own', imports: 'own', steps: 'own', step_parts: 'own', watched_folders: 'own', watched_files: 'own', recent_searches: 'own',
	search: 'derived', words: 'derived', word_parts: 'derived', indexed_terms: 'derived', names: 'derived', facets: 'derived', bearings: 'derived',
	facet_changes: 'derived', tallies: 'derived', tag_branches: 'derived', unlinked: 'derived', traces: 'derived', versions: 'derived', packing: 'derived',
};

/** A value as it is compared: JSON is parsed, hashes and ids of rows stand as what they mean. */
export type Compared = unknown;
export interface ComparedRow { table: string; key: string; columns: Record<string, Compared> }

/** A clipping with everything that hangs on it. */
export interface ComparedClipping {
	id: ClippingId;
	/** In hex: the order in which clippings come. */
	uid: string;
	rows: ComparedRow[];
	files: { table: 'originals' | 'picture_files'; sha256: string; bytes: number }[];
}

const LOT = 64;
const OF_CLIPPING = ['kind', 'headline', 'publication', 'kicker', 'standfirst', 'byline', 'dateline', 'published', 'updated', 'section', 'edition', 'page', 'url',
	'language', 'notes', 'words', 'unsure', 'sourced', 'set_aside', 'imported_at', 'changed_at', 'trashed_at', 'rights', 'flagged', 'embargo'] as const;
const JSON_COLUMNS: ReadonlySet<string> = new Set(['byline', 'published', 'updated', 'selectors', 'detail', 'query']);

/** What hangs on clippings, row by row: `clipping` is theirs, `key` tells rows of one clipping apart, every other column is compared. In their order, for rows that no key tells apart. */
const HANGING: readonly (readonly [table: string, text: string])[] = [
	['originals', `SELECT o.clipping, lower(hex(o.sha256)) AS key, o.bytes, o.file_name, o.modified_at, o.media_type, o.encoding, o.undecodable, lower(hex(w.uid)) AS came_with
		FROM json_each(?) a CROSS JOIN originals o ON o.clipping = a.value LEFT JOIN clippings w ON w.id = o.came_with ORDER BY o.clipping, o.sha256`],
	['pictures', `SELECT p.clipping, p.position AS key, lower(hex(f.sha256)) AS file, p.file_name, p.address, p.caption
		FROM json_each(?) a CROSS JOIN pictures p ON p.clipping = a.value LEFT JOIN picture_files f ON f.id = p.file ORDER BY p.clipping, p.position, p.id`],
	['picture_files', `SELECT DISTINCT p.clipping, lower(hex(f.sha256)) AS key, f.bytes, f.media_type, f.width, f.height
		FROM json_each(?) a CROSS JOIN pictures p ON p.clipping = a.value JOIN picture_files f ON f.id = p.file ORDER BY p.clipping, f.sha256`],
	['annotations', `SELECT n.clipping, lower(hex(n.uid)) AS key, n.selectors, n.colour, n.note, n.made_at, n.changed_at
		FROM json_each(?) a CROSS JOIN annotations n ON n.clipping = a.value ORDER BY n.clipping, n.uid`],
	['taggings', `SELECT g.clipping, t.name_key AS key FROM json_each(?) a CROSS JOIN taggings g ON g.clipping = a.value JOIN tags t ON t.id = g.tag ORDER BY g.clipping, t.name_key`],
	['memberships', `SELECT m.clipping, lower(hex(c.uid)) AS key, m.position FROM json_each(?) a CROSS JOIN memberships m ON m.clipping = a.value JOIN collections c ON c.id = m.collection ORDER BY m.clipping, c.uid`],
	['events', `SELECT e.clipping, e.at || ' ' || e.type AS key, e.detail FROM json_each(?) a CROSS JOIN events e ON e.clipping = a.value ORDER BY e.clipping, e.id`],
];

/** What stands for the archive as a whole. `key` tells rows apart, every other column is compared. */
const WHOLE: readonly (readonly [table: string, text: string])[] = [
	['tags', 'SELECT name_key AS key, name, colour FROM tags ORDER BY name_key'],
	['collections', 'SELECT lower(hex(c.uid)) AS key, lower(hex(p.uid)) AS parent, c.name, c.position FROM collections c LEFT JOIN collections p ON p.id = c.parent ORDER BY c.uid'],
	['saved_searches', 'SELECT lower(hex(uid)) AS key, name, query, position FROM saved_searches ORDER BY uid'],
	['conventions', 'SELECT publication_key AS key, publication, date_order, decided_at FROM conventions ORDER BY publication_key'],
];

const parsed = (column: string, value: unknown): Compared => (typeof value === 'string' && JSON_COLUMNS.has(column) ? JSON.parse(value) : value);

function rowOf(table: string, { key, clipping: _, ...columns }: Record<string, unknown>, seen: Map<string, number>): ComparedRow {
	const times = (seen.get(String(key)) ?? 0) + 1;
	seen.set(String(key), times);
	return { table, key: times === 1 ? String(key) : `${String(key)} (${times})`, columns: Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, parsed(column, value)])) };
}

/** Whatever a damaged row holds is compared as what it is: an error that names itself. */
function opened(work: () => Compared): Compared {
	try {
		return work();
	} catch (error) {
		return { unreadable: error instanceof Error ? error.message : String(error) };
	}
}

type Main = { id: ClippingId; uid: Uint8Array; hex: string; merged_into: string | null } & Record<(typeof OF_CLIPPING)[number], unknown>;

export class ContentReader {
	readonly #db: ReadDb;
	readonly #columns: readonly string[];

	constructor(db: ReadDb) {
		this.#db = db;
		this.#columns = OF_CLIPPING;
	}

	count(): number {
		return this.#db.pluck<number>('SELECT count(*) FROM clippings').get()!;
	}

	/** Every clipping with all that hangs on it, in the order of their uids, a few at a time. */
	*clippings(): Generator<ComparedClipping> {
		let last: Uint8Array = new Uint8Array(0);
		for (;;) {
			const mains = this.#db.prepare<Main>(`
				SELECT c.id, c.uid, lower(hex(c.uid)) AS hex, (SELECT lower(hex(uid)) FROM clippings WHERE id = c.merged_into) AS merged_into, ${this.#columns.map((column) => `c.${column}`).join(', ')}
				FROM clippings c WHERE c.uid > ? ORDER BY c.uid LIMIT ${LOT}`).all(last);
			if (mains.length === 0) return;
			yield* this.#lot(mains);
			last = mains.at(-1)!.uid;
		}
	}

	/** Collections that something stands in, in hex of their uids. */
	shelves(): string[] {
		return this.#db.pluck<string>('SELECT lower(hex(uid)) FROM collections c WHERE EXISTS (SELECT 1 FROM memberships WHERE collection = c.id) ORDER BY uid').all();
	}

	/** What stands in a collection, in its order. */
	onShelf(collection: string): { id: ClippingId; uid: string }[] {
		return this.#db.prepare<{ id: ClippingId; uid: string }>(`
			SELECT k.id, lower(hex(k.uid)) AS uid FROM collections c JOIN memberships m ON m.collection = c.id JOIN clippings k ON k.id = m.clipping
			WHERE c.uid = ? ORDER BY m.position, m.clipping`).all(Buffer.from(collection, 'hex'));
	}

	/** Rows of the archive as a whole, table by table. */
	whole(): ComparedRow[] {
		const tags = new Map(this.#db.prepare<{ id: number; name_key: string }>('SELECT id, name_key FROM tags').all().map(({ id, name_key }) => [id, name_key]));
		const collections = new Map(this.#db.prepare<{ id: number; uid: string }>('SELECT id, lower(hex(uid)) AS uid FROM collections').all().map(({ id, uid }) => [id, uid]));
		return WHOLE.flatMap(([table, text]) => {
			const seen = new Map<string, number>();
			return this.#db.prepare(text).all().map((row) => {
				const made = rowOf(table, row, seen);
				if (table === 'saved_searches') made.columns['query'] = unnumbered(made.columns['query'], tags, collections);
				return made;
			});
		});
	}

	*#lot(mains: readonly Main[]): Generator<ComparedClipping> {
		const asked = JSON.stringify(mains.map(({ id }) => id));
		const hanging = new Map(mains.map(({ id }) => [id, [] as ComparedRow[]]));
		for (const [table, text] of HANGING) {
			let of: unknown = null;
			let seen = new Map<string, number>();
			for (const row of this.#db.prepare(text).all(asked)) {
				if (row['clipping'] !== of) [of, seen] = [row['clipping'], new Map()];
				hanging.get(of as ClippingId)!.push(rowOf(table, row, seen));
			}
		}
		for (const { id, uid: _, hex, ...columns } of mains) {
			const rows = hanging.get(id)!;
			const text = this.#db.prepare<{ content: Uint8Array; packed_with: Uint8Array | null }>(`SELECT ${TEXT_COLUMNS} FROM texts t WHERE t.clipping = ?`).get(id);
			if (text) rows.unshift({ table: 'texts', key: '', columns: { content: opened(() => unpackContent(text)) } });
			const html = this.#db.pluck<Uint8Array>('SELECT html FROM pages WHERE clipping = ?').get(id);
			if (html) rows.push({ table: 'pages', key: '', columns: { html: opened(() => Buffer.from(unpack(html)).toString()) } });
			rows.unshift({ table: 'clippings', key: '', columns: Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, parsed(column, value)])) });
			yield { id, uid: hex, rows, files: filesOf(rows) };
		}
	}
}

const filesOf = (rows: readonly ComparedRow[]): ComparedClipping['files'] => rows.flatMap(({ table, key, columns }) =>
	(table === 'originals' || table === 'picture_files' ? [{ table, sha256: key, bytes: Number(columns['bytes']) }] : []));

/** A kept question with what its numbers mean in place of the numbers. */
function unnumbered(query: unknown, tags: ReadonlyMap<number, string>, collections: ReadonlyMap<number, string>): unknown {
	const names = (value: unknown, of: ReadonlyMap<number, string>): unknown =>
		Array.isArray(value) ? value.map((one) => names(one, of)).sort() : typeof value === 'number' ? (of.get(value) ?? `(${value})`) : value;
	return JSON.parse(JSON.stringify(query, (key, value: unknown) =>
		/^tags?$/.test(key) ? names(value, tags) : /^(collections?|within)$/.test(key) ? names(value, collections) : value)) as unknown;
}
