// Owns every act of a person on clippings: it works out the changes, has them carried out, and keeps them as one step. Must not open transactions, and must not know how a change is carried out.
import type { FieldName } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import { DateField } from '../../shared/model';
import type { Acceptance, Clipping, ClippingId, DateOrder, Edit } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { orderOf } from '../reading/conventions';
import { carriersOf } from './carriers';
import type { Change, ChangeOf, FieldsChange } from './changes';
import { ClippingReader } from './clippings';
import { ConventionRows } from './conventions';
import { acceptanceOf, editOf, settledBy, textOnlyOf, type Source } from './edits';
import { FIELD_SAID } from './field-rows';
import { FlagRows } from './flags';
import { History } from './history';
import { packIds, unpackIds } from './id-list';
import type { WriteDb } from './open';
import { PictureChanges } from './picture-changes';
import { publicationKey } from './rows';
import { Tags } from './tags';
import { TrashRows } from './trash';

/** What is said of one field, and of several. */
const DID = { changed: ['said.step.changed', 'said.step.changed-details'], accepted: ['said.step.accepted', 'said.step.accepted-details'] } as const;

/** "Changed the headline", "Accepted 3 details" */
function fieldsOf(did: keyof typeof DID, change: FieldsChange): Said {
	const names = [...Object.keys(change.after) as FieldName[], ...(['notes', 'rights', 'embargo'] as const).filter((name) => change[name])];
	return names.length === 1 ? said(DID[did][0], { what: said(FIELD_SAID[names[0]!]) }) : said(DID[did][1], { count: names.length });
}

/** Each act answers whether it changed anything. All of it works inside a transaction that the caller opened. */
export class Acts {
	readonly history: History;
	readonly #clippings: ClippingReader;
	readonly #conventions: ConventionRows;
	readonly #tags: Tags;
	readonly #flags: FlagRows;
	readonly #pictures: PictureChanges;
	readonly #trash: TrashRows;
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
		this.history = new History(db, carriersOf(db));
		this.#clippings = new ClippingReader(db);
		this.#conventions = new ConventionRows(db);
		this.#tags = new Tags(db);
		this.#flags = new FlagRows(db);
		this.#pictures = new PictureChanges(db);
		this.#trash = new TrashRows(db);
	}

	/** Changes fields by hand. `clipping/missing`. */
	edit(id: ClippingId, edit: Edit, source: Source, at: number): boolean {
		const change = editOf(this.#clippings.get(id), edit, source);
		return this.#do(change ? [change] : [], () => fieldsOf('changed', change!), at);
	}

	/** Gives what was read a person's word, and settles dates. `clipping/missing`, `date/not-a-reading`. */
	accept(id: ClippingId, acceptance: Acceptance, at: number): boolean {
		const clipping = this.#clippings.get(id);
		const change = acceptanceOf(clipping, acceptance);
		const changes: Change[] = change ? [change] : [];
		const { fields, readings, others } = acceptance;
		for (const field of others && clipping.publication !== null ? DateField.options : []) {
			const [date, reading] = [clipping[field], readings[field]];
			const order = date && reading ? orderOf(date, reading) : null;
			if (order) changes.push(...this.#asHabit(clipping.publication!, order, id));
			if (order) break;
		}
		const settled = changes.filter(({ is }) => is === 'fields').length;
		const isDateAlone = fields.length === 0 && Object.keys(readings).length > 0;
		return this.#do(changes, () => {
			if (settled > 1) return said('said.step.settled-dates', { count: settled });
			if (!isDateAlone) return change ? fieldsOf('accepted', change) : said('said.step.convention', { publication: clipping.publication ?? '' });
			return Object.values(readings).every((reading) => reading === null) ? said('said.step.left-date') : said('said.step.settled-date');
		}, at);
	}

	/** Keeps a clipping as text only: what was read of it is set aside knowingly. `clipping/missing`. */
	textOnly(id: ClippingId, at: number): boolean {
		const change = textOnlyOf(this.#clippings.get(id));
		return this.#do(change ? [change] : [], () => said('said.step.text-only'), at);
	}

	/** Decides how a publication writes dates in figures; with `settle`, its open dates are read so at once. Answers how many were. */
	setConvention(publication: string, order: DateOrder, settle: boolean, at: number): { changed: boolean; settled: number } {
		const changes = this.#asHabit(publication, order, settle ? null : 'none');
		const settled = changes.filter(({ is }) => is === 'fields').length;
		return { changed: this.#do(changes, () => said('said.step.convention', { publication }), at), settled };
	}

	/** `convention/missing`. */
	removeConvention(publication: string, at: number): boolean {
		const key = publicationKey(publication);
		const change = key === null ? null : this.#conventions.setting(key, null);
		if (!change) throw new Fault('convention/missing', { publication });
		return this.#do([change], () => said('said.step.convention-gone', { publication: change.before?.publication ?? publication }), at);
	}

	/** Adds and removes tags by name; a new name makes a new tag. `clipping/missing`, `tag/unusable`. */
	tag(ids: readonly ClippingId[], add: readonly string[], remove: readonly string[], at: number): boolean {
		this.#present(ids);
		const made: Change[] = [];
		const touched = new Set<ClippingId>();
		const both = { added: false, removed: false };
		const carry = (change: Change): void => {
			this.history.carry([change], at);
			made.push(change);
		};
		for (const [names, after] of [[add, true], [remove, false]] as const) {
			for (const name of names) {
				const known = this.#tags.named(name);
				if (!known && !after) continue;
				const tag = known ?? this.#tags.ensure(name);
				if (!known) made.push({ is: 'tags', before: [], after: [{ id: tag.id, name: tag.name, colour: tag.colour }] });
				const moved = this.#tags.carriers(tag.id, ids, !after);
				if (moved.length === 0) continue;
				for (const id of moved) touched.add(id);
				both[after ? 'added' : 'removed'] = true;
				carry({ is: 'taggings', tag: tag.id, clippings: packIds(moved), before: !after, after });
			}
		}
		const did = both.added && both.removed ? 'said.step.retagged' : both.removed ? 'said.step.untagged' : 'said.step.tagged';
		if (made.length > 0) this.history.keep({ label: touched.size > 0 ? said(did, { count: touched.size }) : said('said.step.tag.made-one'), changes: made }, at);
		return made.length > 0;
	}

	/** Flags clippings, or takes their flags off. `clipping/missing`. */
	flag(ids: readonly ClippingId[], flagged: boolean, at: number): boolean {
		this.#present(ids);
		const change = this.#flags.change(ids, flagged);
		return change !== null && this.#do([change], () => said(flagged ? 'said.step.flagged' : 'said.step.unflagged', { count: unpackIds(change.clippings).length }), at);
	}

	/** Moves clippings to the trash; those there already stay as they are. `clipping/missing`. */
	trash(ids: readonly ClippingId[], at: number): boolean {
		this.#present(ids);
		return this.#move(this.#trash.moves(ids, at), (count) => said('said.step.trashed', { count }), at);
	}

	/** Takes clippings out of the trash. `clipping/missing`. */
	restore(ids: readonly ClippingId[], at: number): boolean {
		this.#present(ids);
		return this.#move(this.#trash.moves(ids, null), (count) => said('said.step.restored', { count }), at);
	}

	/** A change of a clipping's pictures that `change` carries out and answers whether it did. */
	changePictures(id: ClippingId, label: Said, change: () => boolean, at: number): boolean {
		const before = this.#pictures.states(id);
		if (!change()) return false;
		this.history.keep({ label, changes: [{ is: 'pictures', clipping: id, before, after: this.#pictures.states(id) }] }, at);
		return true;
	}

	/** The changes that make an order a publication's habit, and read its open dates so, but for those of one clipping, or of none. */
	#asHabit(publication: string, order: DateOrder, but: ClippingId | 'none' | null): Change[] {
		const key = publicationKey(publication);
		if (key === null) return [];
		const setting = this.#conventions.setting(key, { publication, order });
		const open = but === 'none' ? [] : this.#conventions.open(key, but);
		const settled = [...this.#clippings.each(open)].flatMap((clipping: Clipping) => settledBy(clipping, order) ?? []);
		return [...(setting ? [setting] : []), ...settled];
	}

	#move(moves: ChangeOf<'trash'>[], label: (count: number) => Said, at: number): boolean {
		return this.#do(moves, () => label(moves.reduce((count, move) => count + unpackIds(move.clippings).length, 0)), at);
	}

	#do(changes: Change[], label: () => Said, at: number): boolean {
		if (changes.length === 0) return false;
		this.history.carry(changes, at);
		this.history.keep({ label: label(), changes }, at);
		return true;
	}

	#present(ids: readonly ClippingId[]): void {
		const absent = this.#db.pluck<number>('SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM clippings WHERE id = value) LIMIT 1').get(JSON.stringify(ids));
		if (absent !== undefined) throw new Fault('clipping/missing', { id: absent });
	}
}
