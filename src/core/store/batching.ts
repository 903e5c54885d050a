// Owns the changing of many clippings: of some at a time it works out the changes, carries them out and keeps them as a part of one step. Must not open transactions, and must not decide how many at a time.
import type { ClippingId, CollectionId } from '../../shared/model';
import { editOfOutcome, isChanged, type BatchPlan, type Outcome } from './batch-plan';
import type { Change, ChangeOf, FieldsChange, Place } from './changes';
import { ClippingReader } from './clippings';
import { Collections } from './collections';
import { editOf, settledBy } from './edits';
import { FlagRows } from './flags';
import type { History } from './history';
import { packIds } from './id-list';
import type { WriteDb } from './open';
import { Tags } from './tags';
import { TrashRows } from './trash';

/** Its text is not searched for where each value stands: nobody pointed at it, and reading every original would take long. */
const UNSEEN = { text: null, near: null };

export class Batching {
	readonly #db: WriteDb;
	readonly #history: History;
	readonly #clippings: ClippingReader;
	readonly #collections: Collections;
	readonly #flags: FlagRows;
	readonly #tags: Tags;
	readonly #trash: TrashRows;

	constructor(db: WriteDb, history: History) {
		this.#db = db;
		this.#history = history;
		this.#clippings = new ClippingReader(db);
		this.#collections = new Collections(db, () => { throw new Error('A batch makes no collections.'); });
		this.#flags = new FlagRows(db);
		this.#tags = new Tags(db);
		this.#trash = new TrashRows(db);
	}

	/**
	 * Changes the first of some clippings, until `isLate` says so; answers how many were looked at, which of them were changed, and the
	 * changes. `memberships` name places at the end of a collection in the order given.
	 */
	carry(plan: BatchPlan, ids: readonly ClippingId[], isLate: () => boolean, at: number): { looked: number; changed: number; changes: Change[] } {
		const changes: Change[] = [];
		const done: Outcome[] = [];
		let looked = ids.length;
		for (const outcome of plan.outcomes(ids)) {
			if (outcome.id !== ids[0] && isLate()) {
				looked = ids.indexOf(outcome.id);
				break;
			}
			if (!isChanged(outcome)) continue;
			done.push(outcome);
			const change = this.#fields(outcome);
			if (!change) continue;
			this.#history.carry([change], at);
			changes.push(change);
		}
		for (const change of this.#together(plan, done, at)) {
			// A tag that was made is there already.
			if (change.is !== 'tags') this.#history.carry([change], at);
			changes.push(change);
		}
		return { looked, changed: done.length, changes };
	}

	#fields(outcome: Outcome): FieldsChange | null {
		if (outcome.fields.size === 0 && !outcome.settle) return null;
		const clipping = this.#clippings.get(outcome.id);
		const typed = outcome.fields.size > 0 ? editOf(clipping, editOfOutcome(outcome), UNSEEN) : null;
		const settled = outcome.settle ? settledBy(clipping, outcome.settle.order) : null;
		if (!typed || !settled) return typed ?? settled;
		return { ...typed, before: { ...settled.before, ...typed.before }, after: { ...settled.after, ...typed.after } };
	}

	/** Changes that say the same of many clippings at once. */
	#together(plan: BatchPlan, done: readonly Outcome[], at: number): Change[] {
		const some = <K>(of: (outcome: Outcome) => Map<K, boolean>, key: K, on: boolean): ClippingId[] => done.filter((outcome) => of(outcome).get(key) === on).map(({ id }) => id);
		const changes: Change[] = [];
		for (const [tagAt, name] of plan.tagNames.entries()) {
			for (const on of [true, false]) {
				const ids = some(({ tags }) => tags, tagAt, on);
				if (ids.length === 0) continue;
				const known = this.#tags.named(name);
				const tag = known ?? this.#tags.ensure(name);
				if (!known) changes.push({ is: 'tags', before: [], after: [{ id: tag.id, name: tag.name, colour: tag.colour }] });
				changes.push({ is: 'taggings', tag: tag.id, clippings: packIds(ids), before: !on, after: on });
			}
		}
		for (const id of new Set(done.flatMap(({ collections }) => [...collections.keys()]))) {
			const put = this.#collections.putting(id, some(({ collections }) => collections, id, true));
			const taken = this.#taking(id, some(({ collections }) => collections, id, false));
			changes.push(...(put ? [put] : []), ...(taken ? [taken] : []));
		}
		for (const on of [true, false]) {
			const flags = this.#flags.change(done.filter(({ flag }) => flag === on).map(({ id }) => id), on);
			if (flags) changes.push(flags);
			changes.push(...this.#trash.moves(done.filter(({ trash }) => trash === on).map(({ id }) => id), on ? at : null));
		}
		return changes;
	}

	#taking(collection: CollectionId, ids: readonly ClippingId[]): ChangeOf<'memberships'> | null {
		if (ids.length === 0) return null;
		const before = this.#db.prepare<{ clipping: ClippingId; position: number }>(
			'SELECT m.clipping, m.position FROM json_each(?) AS asked CROSS JOIN memberships m ON m.collection = ? AND m.clipping = asked.value ORDER BY m.position, m.clipping')
			.all(JSON.stringify(ids), collection).map(({ clipping, position }): Place => [clipping, position]);
		return before.length === 0 ? null : { is: 'memberships', collection, before, after: [] };
	}
}
