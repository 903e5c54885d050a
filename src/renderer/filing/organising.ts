// Owns what a person does to flags, tags, collections and their order, whichever way they ask for it: key, menu, dialog or drop. Must not hold state; every screen has its own.
import { say } from '../../shared/words/say';
import type { ClippingId, CollectionId, TagColour } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import type { Collections } from '../collections/collections.svelte';
import type { Decisions } from '../decisions';
import type { Library } from '../library/library.svelte';
import type { Reader } from '../reader/reader.svelte';
import type { Tags } from '../tags/tags.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Carrying, Goal, Load } from './carrying.svelte';
import type { FilingActs } from './filing-acts';

interface Parts {
	archive: ArchiveClient;
	library: Library;
	reader: Reader;
	tags: Tags;
	collections: Collections;
	carrying: Carrying;
	decisions: Decisions;
	toasts: Toasts;
	/** Opens a clipping on a second sheet. */
	openBeside: (id: ClippingId) => void;
	/** The clipping of the sheet one works on is meant, whatever is chosen in the list. */
	isOfSheet: () => boolean;
	filingActs: FilingActs;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
const parentOf = (name: string): string | null => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : null);

export class Organising {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Whether the chosen clippings have the flag, as far as the list and the sheet know: then asking for it takes it off. */
	get isFlagged(): boolean {
		const { library, reader } = this.#parts;
		const open = reader.clipping;
		if (this.#parts.isOfSheet()) return open?.flagged ?? false;
		const known = library.chosenRows();
		if (known.length === 0) return open?.flagged ?? false;
		return known.every(({ flagged }) => flagged);
	}

	/** Flags the chosen clippings, or takes their flags off when all have one. */
	flag(): void {
		const { library, reader } = this.#parts;
		const ids = library.chosen.size > 0 ? [...library.chosen] : reader.clipping ? [reader.clipping.id] : [];
		if (ids.length > 0) this.flagThese(ids, !this.isFlagged);
	}

	flagThese(ids: readonly ClippingId[], flagged: boolean): void {
		this.#try(async () => {
			await this.#parts.archive['clippings.flag']({ ids: [...ids], flagged });
			if (ids.length > 1) this.#parts.decisions.say(flagged ? say('filing.said.flagged', { count: ids.length }) : say('filing.said.unflagged', { count: ids.length }));
		});
	}

	/** Lets go what was dragged. */
	letGo(load: Load, goal: Goal, isMerging: boolean): void {
		const { collections, filingActs } = this.#parts;
		if (load.is === 'tag') {
			if (goal.is === 'tag') this.nestTag(load.name, goal.name, isMerging);
			else if (goal.is === 'tags') this.nestTag(load.name, null);
		} else if (load.is === 'collection') {
			if (goal.is === 'collections') this.moveCollection(load.id, null, null);
			else if (goal.is === 'collection') this.#moveBeside(load.id, goal);
		} else if (goal.is === 'tag') filingActs.tagThese(load.ids, [goal.name], []);
		else if (goal.is === 'trash') filingActs.trashThese(load.ids);
		else if (goal.is === 'flagged') this.flagThese(load.ids, true);
		else if (goal.is === 'beside' && load.ids[0] !== undefined) this.#parts.openBeside(load.ids[0]);
		else if (goal.is === 'row') this.#arrangeAt(load.ids, goal);
		else if (goal.is === 'collection') {
			const shelf = collections.byId.get(goal.id);
			if (shelf) filingActs.collect(load.ids, shelf, 'in');
		}
	}

	/** Puts a tag under another, or at the top level; or makes it part of the other. A name that is taken asks first. */
	nestTag(name: string, under: string | null, isMerging = false): void {
		const goal = isMerging && under !== null ? under : under === null ? lastOf(name) : `${under}/${lastOf(name)}`;
		const said = under === null ? say('filing.said.top', { name: lastOf(name) }) : say('filing.said.under', { name: lastOf(name), under });
		this.moveTag(name, goal, said);
	}

	/** Gives a branch of tags another whole name. A name that is taken asks before two become one. */
	moveTag(name: string, goal: string, said = say('filing.said.renamed', { name: lastOf(name), goal })): void {
		const { decisions, tags } = this.#parts;
		this.#try(async () => {
			const move = await tags.moving(name, goal);
			if (move.into) {
				tags.ask({ from: name, goal, ...move, into: move.into });
				return;
			}
			await tags.move(name, goal, false);
			const parent = parentOf(goal);
			if (parent !== null) tags.toggle(parent, true);
			decisions.say(said);
		});
	}

	/** The answer to the question whether two tags become one. */
	mergeTags(): void {
		const { decisions, tags } = this.#parts;
		const { asked } = tags;
		if (!asked) return;
		tags.stopAsking();
		this.#try(async () => {
			await tags.move(asked.from, asked.goal, true);
			decisions.say(say('filing.said.merged', { from: asked.from, into: asked.into.name }));
		});
	}

	colourTag(name: string, colour: TagColour): void {
		this.#try(() => this.#parts.archive['tags.colourBranch']({ branch: name, colour }));
	}

	/** Into another collection or to the top level, before one there or last. */
	moveCollection(id: CollectionId, parent: CollectionId | null, before: CollectionId | null): void {
		const { archive, collections, decisions } = this.#parts;
		const name = collections.byId.get(id)?.name ?? '';
		const wasIn = collections.byId.get(id)?.parent ?? null;
		this.#try(async () => {
			await archive['collections.move']({ id, parent, before });
			if (parent !== null) collections.toggle(parent, true);
			if (parent !== wasIn) decisions.say(parent === null ? say('filing.said.top', { name }) : say('filing.said.into', { name, into: collections.byId.get(parent)?.name ?? '' }));
		});
	}

	/** A step up or down among its siblings, out of what it stands in, or into the one above it. Answers whether there is such a step. */
	stepCollection(id: CollectionId, way: 'up' | 'down' | 'out' | 'in'): boolean {
		const step = this.#parts.collections.step(id, way);
		if (step) this.moveCollection(id, step.parent, step.before);
		return step !== null;
	}

	/** Moves the chosen clippings up or down in the order of the collection one looks at. */
	arrange(by: 1 | -1): void {
		const { library, toasts } = this.#parts;
		if (library.collection === null || library.chosen.size === 0) return;
		if (!library.isArranged) return toasts.show({ kind: 'done', text: say('filing.said.byHand'), act: { label: say('filing.said.setIt'), run: () => library.order('arranged') } });
		const at = library.chosenRows().map(({ id }) => library.results.indexOf(id)).sort((a, b) => a - b);
		const [first, last] = [at[0], at.at(-1)];
		if (first === undefined || last === undefined) return;
		const next = by < 0 ? first - 1 : last + 1;
		if (next < 0 || next >= library.results.total) return;
		this.#arrangeAt([...library.chosen], { is: 'row', index: next, landing: by < 0 ? 'before' : 'after' });
	}

	#arrangeAt(ids: readonly ClippingId[], { index, landing }: Extract<Goal, { is: 'row' }>): void {
		const { archive, library } = this.#parts;
		const { collection, results } = library;
		if (collection === null) return;
		const moved = new Set(ids);
		let at = landing === 'before' ? index : index + 1;
		while (results.row(at) && moved.has(results.row(at)!.id)) at += 1;
		const before = results.row(at)?.id ?? null;
		// In the order in which they stand, not in that in which they were chosen.
		const inOrder = [...ids].sort((a, b) => results.indexOf(a) - results.indexOf(b));
		this.#try(() => archive['collections.arrange']({ id: collection, ids: inOrder, before }));
	}

	#moveBeside(id: CollectionId, goal: Extract<Goal, { is: 'collection' }>): void {
		const { collections } = this.#parts;
		const other = collections.byId.get(goal.id);
		if (!other) return;
		if (goal.landing === 'in') return this.moveCollection(id, other.id, null);
		const siblings = collections.all.filter(({ parent }) => parent === other.parent).map((one) => one.id).filter((one) => one !== id);
		const at = siblings.indexOf(other.id) + (goal.landing === 'after' ? 1 : 0);
		this.moveCollection(id, other.parent, siblings[at] ?? null);
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
