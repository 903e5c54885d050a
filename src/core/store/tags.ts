// Owns tag rows and who carries them: names, colours, the hierarchy in names and its counts, merging. Must not search.
import { Fault } from '../../shared/errors';
import type { ClippingId, Tag, TagId } from '../../shared/model';
import { collator, TagColour } from '../../shared/model';
import type { TagBranch, TagMove } from '../../shared/filing';
import { said, type Said } from '../../shared/said';
import { movedOn, type Change, type ChangeOf, type TagState } from './changes';
import { packIds } from './id-list';
import type { ReadDb, WriteDb } from './open';

interface TagRow { id: number; name: string; name_key: string; colour: TagColour; clippings: number }

const COLUMNS = 'id, name, name_key, colour, clippings';
const LONGEST = 200;

const stateOf = ({ id, name, colour }: TagRow): TagState => ({ id: id as TagId, name, colour });
const tagOf = (row: TagRow): Tag => ({ id: row.id as TagId, name: row.name, colour: row.colour, count: row.clippings });

/** A tag's name as it is kept: NFC, single spaces, parts between "/" trimmed. `tag/unusable` when a part is empty or all is too long. */
export function tagName(typed: string): string {
	const refuse = (reason: Said): Fault => new Fault('tag/unusable', { name: typed, reason });
	const parts = typed.normalize('NFC').split('/').map((part) => part.replace(/[\s\p{Cc}\u200B\uFEFF]+/gu, ' ').trim());
	if (parts.length === 1 && parts[0] === '') throw refuse(said('said.tag.nameless'));
	if (parts.includes('')) throw refuse(said('said.tag.part'));
	const name = parts.join('/');
	if (name.length > LONGEST) throw refuse(said('said.tag.long', { most: LONGEST }));
	return name;
}

/** What makes two names the same tag: they differ by no more than case. Both ways of casing, so that "ß" and "SS", "σ" and "ς" meet. */
export const tagKey = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/** The names, or keys, above a tag, nearest first: "a/b/c" → "a/b", "a". */
function above(name: string): string[] {
	const names: string[] = [];
	for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) names.push(name.slice(0, at));
	return names;
}

/** The keys of these names and of all above them. */
const branchKeys = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => [tagKey(name), ...above(tagKey(name))]))];

/** As much of a tag's name as stands for a branch of so many parts: "War/Ukraine", "war" → "War". */
const shownName = (name: string, branch: string): string => name.split('/').slice(0, branch.split('/').length).join('/');

/** All tags below `key` have keys from `key/` up to, not with, `key0`: "0" follows "/" in code. */
const below = (key: string): [string, string] => [`${key}/`, `${key}0`];

export class TagReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** All tags, by name. */
	list(): Tag[] {
		return this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags ORDER BY name_key`).all().map(tagOf);
	}

	/** The tree, as it is read: each name before those below it, siblings in people's order. */
	branches(): TagBranch[] {
		const totals = new Map(this.#db.prepare<{ key: string; clippings: number }>('SELECT key, clippings FROM tag_branches').all().map(({ key, clippings }) => [key, clippings]));
		interface Node { branch: TagBranch; label: string; below: Node[] }
		const nodes = new Map<string, Node>();
		const roots: Node[] = [];
		const node = (name: string, { colour }: TagRow): Node => {
			const key = tagKey(name);
			const known = nodes.get(key);
			if (known) return known;
			const at = name.lastIndexOf('/');
			const made: Node = { branch: { name, id: null, colour, count: 0, total: totals.get(key) ?? 0 }, label: name.slice(at + 1), below: [] };
			nodes.set(key, made);
			const parent = at > 0 ? nodes.get(key.slice(0, key.lastIndexOf('/'))) : undefined;
			(at > 0 ? parent!.below : roots).push(made);
			return made;
		};
		for (const row of this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags ORDER BY name_key`).all()) {
			for (const parent of above(row.name).reverse()) node(parent, row);
			Object.assign(node(row.name, row).branch, tagOf(row));
		}
		const read = (level: Node[]): TagBranch[] => level.sort((a, b) => collator.compare(a.label, b.label)).flatMap(({ branch, below }) => [branch, ...read(below)]);
		return read(roots);
	}

	/** What giving a branch another name would do. `tag/missing`, `tag/unusable`. */
	moving(from: string, typed: string): TagMove {
		const rows = this.branch(from);
		const name = tagName(typed);
		const ids = rows.map(({ id }) => id as TagId);
		const total = (key: string): number => this.#db.pluck<number>('SELECT clippings FROM tag_branches WHERE key = ?').get(key) ?? 0;
		const there = this.#at(tagKey(name)).filter((row) => !ids.includes(row.id as TagId));
		const both = there.length === 0 ? 0 : this.#db.pluck<number>(`
			SELECT count(*) FROM (
				SELECT clipping FROM taggings WHERE tag IN (SELECT value FROM json_each(?)) INTERSECT SELECT clipping FROM taggings WHERE tag IN (SELECT value FROM json_each(?)))
			WHERE clipping NOT IN (SELECT id FROM clippings WHERE trashed_at IS NOT NULL)`).get(JSON.stringify(ids), JSON.stringify(there.map(({ id }) => id)))!;
		return {
			tags: rows.length, clippings: total(tagKey(tagName(from))),
			into: there[0] ? { name: shownName(there[0].name, name), clippings: total(tagKey(name)), both } : null,
		};
	}

	/** The ids of all tags at a name, in whatever case, or below it; none when there is no such branch. */
	within(name: string): TagId[] {
		try {
			return this.#at(tagKey(tagName(name))).map(({ id }) => id as TagId);
		} catch (error) {
			if (Fault.is(error, 'tag/unusable')) return [];
			throw error;
		}
	}

	/** The tag of this name in whatever case, or null. */
	named(name: string): Tag | null {
		let kept: string;
		try {
			kept = tagName(name);
		} catch {
			return null;
		}
		const row = this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE name_key = ?`).get(tagKey(kept));
		return row ? tagOf(row) : null;
	}

	/** A tag as a step keeps it, or null. */
	state(id: TagId): TagState | null {
		const row = this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE id = ?`).get(id);
		return row ? stateOf(row) : null;
	}

	/** Those of some clippings that carry a tag, or those that do not, each once. */
	carriers(id: TagId, clippings: readonly ClippingId[], carrying: boolean): ClippingId[] {
		return this.#db.pluck<ClippingId>(`SELECT DISTINCT value FROM json_each(?) WHERE ${carrying ? '' : 'NOT '}EXISTS (SELECT 1 FROM taggings WHERE tag = ? AND clipping = value)`)
			.all(JSON.stringify(clippings), id);
	}

	/** The ids of a tag and of all tags below it. `tag/missing`. */
	withBelow(id: TagId): TagId[] {
		const row = this.row(id);
		return [id, ...this.#db.pluck<TagId>('SELECT id FROM tags WHERE name_key >= ? AND name_key < ?').all(...below(row.name_key))];
	}

	/** The tags of each of these clippings, by name. */
	of(clippings: readonly ClippingId[]): Map<ClippingId, Tag[]> {
		const found = new Map<ClippingId, Tag[]>(clippings.map((id) => [id, []]));
		const rows = this.#db.prepare<TagRow & { clipping: ClippingId }>(`
			SELECT g.clipping, ${COLUMNS.split(', ').map((column) => `t.${column}`).join(', ')}
			FROM json_each(?) AS asked CROSS JOIN taggings g ON g.clipping = asked.value JOIN tags t ON t.id = g.tag ORDER BY t.name_key`).all(JSON.stringify(clippings));
		for (const row of rows) found.get(row.clipping)?.push(tagOf(row));
		return found;
	}

	/** The tags at a name and below it, the name's own first. `tag/missing`, `tag/unusable`. */
	protected branch(name: string): TagRow[] {
		const rows = this.#at(tagKey(tagName(name)));
		if (rows.length === 0) throw new Fault('tag/missing', { name });
		return rows;
	}

	#at(key: string): TagRow[] {
		return this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE name_key = ? UNION ALL SELECT * FROM (SELECT ${COLUMNS} FROM tags WHERE name_key >= ? AND name_key < ? ORDER BY name_key)`).all(key, ...below(key));
	}

	protected row(id: TagId): TagRow {
		const row = this.#db.prepare<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE id = ?`).get(id);
		if (!row) throw new Fault('tag/missing', { name: String(id) });
		return row;
	}
}

/** What became of a tag that was renamed: its names, and whose clippings went into which other tag. */
interface Moved { before: string; after: string; into: TagId | null; clippings: ClippingId[] }

export class Tags extends TagReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** The tag of this name; made when there is none. */
	ensure(typed: string): Tag {
		const name = tagName(typed);
		const known = this.named(name);
		if (known) return known;
		const colour = this.#colourFor(tagKey(name));
		const id = Number(this.#db.prepare('INSERT INTO tags (name, name_key, colour) VALUES (?, ?, ?)').run(name, tagKey(name), colour).lastInsertRowid);
		for (const key of branchKeys([name])) this.#db.prepare('INSERT OR IGNORE INTO tag_branches (key, clippings) VALUES (?, 0)').run(key);
		return { id: id as TagId, name, colour, count: 0 };
	}

	/** A tag below another has that one's hue; others take the hue that is used least. */
	#colourFor(key: string): TagColour {
		const find = this.#db.pluck<TagColour>('SELECT colour FROM tags WHERE name_key = ?');
		for (const parent of above(key)) {
			const colour = find.get(parent);
			if (colour) return colour;
		}
		const root = key.split('/')[0]!;
		const kin = this.#db.pluck<TagColour>('SELECT colour FROM tags WHERE name_key >= ? AND name_key < ? LIMIT 1').get(...below(root));
		if (kin) return kin;
		const used = new Map(this.#db.prepare<{ colour: TagColour; uses: number }>(`SELECT colour, count(*) AS uses FROM tags WHERE instr(name_key, '/') = 0 GROUP BY colour`)
			.all().map((row) => [row.colour, row.uses]));
		return TagColour.options.reduce((least, colour) => ((used.get(colour) ?? 0) < (used.get(least) ?? 0) ? colour : least));
	}

	/** Puts a tag on clippings; answers those that did not carry it. */
	put(id: TagId, clippings: readonly ClippingId[]): ClippingId[] {
		const fresh = this.carriers(id, clippings, false);
		this.#db.prepare('INSERT INTO taggings (tag, clipping) SELECT ?, value FROM json_each(?)').run(id, JSON.stringify(fresh));
		return fresh;
	}

	/** Takes a tag off clippings; answers those that carried it. */
	take(id: TagId, clippings: readonly ClippingId[]): ClippingId[] {
		return this.#db.pluck<ClippingId>('DELETE FROM taggings WHERE tag = ? AND clipping IN (SELECT value FROM json_each(?)) RETURNING clipping')
			.all(id, JSON.stringify(clippings));
	}

	/**
	 * Gives a branch, a tag and all below it, another name. Where there is another branch of that name, `tag/taken`, unless
	 * `merge`: then they become one, and clippings of tags that are there twice move over. Answers what moved where, for the
	 * record, and the changes that made it so; empty when nothing changed. `tag/missing`, `tag/unusable`.
	 */
	move(branch: string, typed: string, merge: boolean): { moved: Moved[]; changes: Change[] } {
		const moving = this.branch(branch);
		const name = tagName(typed);
		const was = shownName(moving[0]!.name, tagName(branch));
		if (name === was) return { moved: [], changes: [] };
		const { into } = merge ? { into: null } : this.moving(branch, name);
		if (into) throw new Fault('tag/taken', { name: into.name });
		const ids = new Set(moving.map((tag) => tag.id));
		const depth = was.split('/').length;
		const moves = moving.map((tag) => {
			const after = tagName([name, ...tag.name.split('/').slice(depth)].join('/'));
			const target = this.named(after);
			return { tag, after, target: target && !ids.has(target.id) ? target : null };
		});
		// Subtle: "a" → "a/a" passes through names that are still in use; keys step aside first.
		const aside = this.#db.prepare('UPDATE tags SET name_key = ? WHERE id = ?');
		for (const move of moves) aside.run(`\u0001${move.tag.id}`, move.tag.id);
		const changes: Change[] = [];
		const moved = moves.map(({ tag, after, target }): Moved => {
			if (!target) {
				this.#db.prepare('UPDATE tags SET name = ?, name_key = ? WHERE id = ?').run(after, tagKey(after), tag.id);
				return { before: tag.name, after, into: null, clippings: [] };
			}
			const clippings = this.#db.pluck<ClippingId>('SELECT clipping FROM taggings WHERE tag = ?').all(tag.id);
			const fresh = this.put(target.id, clippings);
			if (fresh.length > 0) changes.push({ is: 'taggings', tag: target.id, clippings: packIds(fresh), before: false, after: true });
			if (clippings.length > 0) changes.push({ is: 'taggings', tag: tag.id as TagId, clippings: packIds(clippings), before: true, after: false });
			this.#forget(tag.id);
			return { before: tag.name, after: target.name, into: target.id, clippings };
		});
		changes.push({
			is: 'tags',
			before: moving.map(stateOf),
			after: moves.flatMap(({ tag, after, target }) => (target ? [] : [{ ...stateOf(tag), name: after }])),
		});
		this.#recount([...moving.map((tag) => tag.name), ...moves.map(({ after }) => after)]);
		return { moved, changes };
	}

	/** The change that gives a branch another hue, with all below it that had the same; null when it has it. `tag/missing`. */
	colouring(branch: string, colour: TagColour): ChangeOf<'tags'> | null {
		const [first, ...others] = this.branch(branch);
		const inheriting = [first!, ...others.filter((row) => row.colour === first!.colour)].filter((row) => row.colour !== colour);
		return inheriting.length === 0 ? null : { is: 'tags', before: inheriting.map(stateOf), after: inheriting.map((row) => ({ ...stateOf(row), colour })) };
	}

	/**
	 * Makes tags stand as a change says: named, coloured, made or forgotten. `movedOn` when they are not as they were left, or a
	 * name is another's by now. A tag that others have come to carry is not forgotten.
	 */
	carry({ before, after }: ChangeOf<'tags'>): void {
		const staying = new Set(after.map(({ id }) => id));
		const known = new Set(before.map(({ id }) => id));
		for (const state of before) {
			const now = this.state(state.id);
			if (now?.name !== state.name || now.colour !== state.colour) throw movedOn(said('said.moved.tag.changed', { name: state.name }));
		}
		const aside = this.#db.prepare('UPDATE tags SET name_key = ? WHERE id = ?');
		for (const { id } of before) aside.run(`\u0001${id}`, id);
		for (const state of after) {
			const owner = this.#db.pluck<TagId>('SELECT id FROM tags WHERE name_key = ?').get(tagKey(state.name));
			if (owner !== undefined && owner !== state.id) throw movedOn(said('said.moved.tag.taken', { name: state.name }));
			if (known.has(state.id)) this.#db.prepare('UPDATE tags SET name = ?, name_key = ?, colour = ? WHERE id = ?').run(state.name, tagKey(state.name), state.colour, state.id);
			else if (owner === undefined) this.#db.prepare('INSERT INTO tags (id, name, name_key, colour) VALUES (?, ?, ?, ?)').run(state.id, state.name, tagKey(state.name), state.colour);
		}
		for (const state of before) {
			if (staying.has(state.id)) continue;
			const isCarried = this.#db.pluck<number>('SELECT 1 FROM taggings WHERE tag = ? LIMIT 1').get(state.id) !== undefined;
			if (isCarried) aside.run(tagKey(state.name), state.id);
			else this.#forget(state.id);
		}
		const [was, is] = [before.map(({ name }) => name), after.map(({ name }) => name)];
		if (was.join('\n') !== is.join('\n')) this.#recount([...was, ...is]);
	}

	colour(id: TagId, colour: TagColour): { before: TagColour; name: string } {
		const row = this.row(id);
		this.#db.prepare('UPDATE tags SET colour = ? WHERE id = ?').run(colour, id);
		return { before: row.colour, name: row.name };
	}

	/** Takes a tag off every clipping and forgets it. Tags below it stay. */
	remove(id: TagId): { name: string; colour: TagColour; clippings: ClippingId[] } {
		const row = this.row(id);
		const clippings = this.#db.pluck<ClippingId>('SELECT clipping FROM taggings WHERE tag = ?').all(id);
		this.#forget(row.id);
		this.#prune(branchKeys([row.name]));
		return { name: row.name, colour: row.colour, clippings };
	}

	/** Counts anew what stands at and above some names, of which tags have come or gone. */
	#recount(names: readonly string[]): void {
		const there = this.#prune(branchKeys(names));
		const count = this.#db.prepare(`
			INSERT INTO tag_branches (key, clippings)
			SELECT ?, (SELECT count(DISTINCT g.clipping) FROM tags t JOIN taggings g ON g.tag = t.id
				WHERE t.id IN (SELECT value FROM json_each(?)) AND g.clipping NOT IN (SELECT id FROM clippings WHERE trashed_at IS NOT NULL))
			ON CONFLICT (key) DO UPDATE SET clippings = excluded.clippings`);
		for (const key of there) count.run(key, JSON.stringify(this.within(key)));
	}

	/** Forgets the branches among these at and below which no tag is left; answers the others. */
	#prune(keys: readonly string[]): string[] {
		const isThere = this.#db.pluck<number>('SELECT 1 FROM tags WHERE name_key = ? OR (name_key >= ? AND name_key < ?) LIMIT 1');
		const there = keys.filter((key) => isThere.get(key, ...below(key)) !== undefined);
		const gone = keys.filter((key) => !there.includes(key));
		this.#db.prepare('DELETE FROM tag_branches WHERE key IN (SELECT value FROM json_each(?))').run(JSON.stringify(gone));
		return there;
	}

	#forget(id: number): void {
		// Not left to the foreign key: triggers that keep the counts run for what is deleted here.
		this.#db.prepare('DELETE FROM taggings WHERE tag = ?').run(id);
		this.#db.prepare('DELETE FROM tags WHERE id = ?').run(id);
	}
}
