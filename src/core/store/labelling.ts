// Owns every act of a person on tags themselves: making, renaming, nesting, merging, colouring, removing; each is kept as one step. Must not open transactions.
import { Fault } from '../../shared/errors';
import type { ClippingId, TagColour, TagId } from '../../shared/model';
import { said } from '../../shared/said';
import { Events } from './events';
import type { History } from './history';
import { packIds } from './id-list';
import type { WriteDb } from './open';
import { Tags } from './tags';

/** Each act answers whether it changed anything. All of it works inside a transaction that the caller opened. */
export class Labelling {
	readonly #tags: Tags;
	readonly #events: Events;
	readonly #history: History;

	constructor(db: WriteDb, history: History) {
		this.#tags = new Tags(db);
		this.#events = new Events(db);
		this.#history = history;
	}

	/** A new tag that nothing carries yet. `tag/taken`, `tag/unusable`. */
	add(name: string, at: number): TagId {
		const known = this.#tags.named(name);
		if (known) throw new Fault('tag/taken', { name: known.name });
		const tag = this.#tags.ensure(name);
		this.#events.note(at, 'modification', null, { tagAdded: { name: tag.name, colour: tag.colour } });
		this.#history.keep({ label: said('said.step.tag.made', { name: tag.name }), changes: [{ is: 'tags', before: [], after: [{ id: tag.id, name: tag.name, colour: tag.colour }] }] }, at);
		return tag.id;
	}

	/** Renames a tag and all below it. `tag/missing`, `tag/unusable`, and `tag/taken` unless `merge`. */
	rename(id: TagId, name: string, merge: boolean, at: number): boolean {
		const state = this.#tags.state(id);
		if (!state) throw new Fault('tag/missing', { name: String(id) });
		return this.move(state.name, name, merge, at);
	}

	/** The same for a branch, which need not be a tag itself. */
	move(branch: string, name: string, merge: boolean, at: number): boolean {
		const { moved, changes } = this.#tags.move(branch, name, merge);
		if (moved.length === 0) return false;
		this.#events.note(at, 'modification', null, { tagsRenamed: moved });
		const isMerged = moved.some(({ into }) => into !== null);
		this.#history.keep({ label: said(isMerged ? 'said.step.tag.merged' : 'said.step.tag.renamed', { name: branch }), changes }, at);
		return true;
	}

	/** Gives a branch another hue, with all below it that had the same. `tag/missing`. */
	colour(branch: string, colour: TagColour, at: number): boolean {
		const change = this.#tags.colouring(branch, colour);
		if (!change) return false;
		this.#history.carry([change], at);
		this.#history.keep({ label: said('said.step.tag.coloured', { name: branch }), changes: [change] }, at);
		return true;
	}

	/** Takes a tag off every clipping and forgets it. Answers who carried it. `tag/missing`. */
	remove(id: TagId, at: number): ClippingId[] {
		const removed = this.#tags.remove(id);
		this.#events.note(at, 'modification', null, { tagRemoved: removed });
		this.#history.keep({
			label: said('said.step.tag.removed', { name: removed.name }),
			changes: [
				...(removed.clippings.length > 0 ? [{ is: 'taggings' as const, tag: id, clippings: packIds(removed.clippings), before: true, after: false }] : []),
				{ is: 'tags', before: [{ id, name: removed.name, colour: removed.colour }], after: [] },
			],
		}, at);
		return removed.clippings;
	}
}
