// Owns the archive's collections: which there are, which branches are open, the name being typed, and what is done to them. Must not know which clippings are listed.
import type { ClippingId, Collection, CollectionId } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import { sentenceFor } from '../ui/problems';
import { isWords, recall, remember } from '../ui/remembered';

/** A name that is being typed: of one that is there, or of a new one inside another, or at the top. */
export type Naming = { is: 'rename'; id: CollectionId } | { is: 'add'; parent: CollectionId | null };

/** A collection as a row of the tree. */
export interface Shelf extends Collection {
	depth: number;
	hasInside: boolean;
}

export class Collections {
	all = $state.raw<readonly Collection[]>([]);
	naming = $state.raw<Naming | null>(null);
	/** Why the name was not taken. */
	refusal = $state<string | null>(null);
	/** The clippings that a collection is being chosen for; null when none is. */
	choosingFor = $state.raw<readonly ClippingId[] | null>(null);
	/** The collections that those stand in: all of them, or some of them only. */
	held = $state.raw<ReadonlyMap<CollectionId, 'all' | 'some'>>(new Map());

	readonly byId = $derived(new Map(this.all.map((one) => [one.id, one])));
	/** The rows of the tree that are open to the eye. */
	readonly shelves = $derived.by(() => {
		const shown = new Set<CollectionId>();
		const holding = new Set(this.all.map(({ parent }) => parent));
		return this.all.flatMap((one): Shelf[] => {
			const isShown = one.parent === null || (shown.has(one.parent) && this.#open.has(String(one.parent)));
			if (!isShown) return [];
			shown.add(one.id);
			return [{ ...one, depth: one.path.split('/').length - 1, hasInside: holding.has(one.id) }];
		});
	});

	readonly #client: ArchiveClient;
	readonly #came: (all: readonly Collection[]) => void;
	#open = $state.raw<ReadonlySet<string>>(new Set(recall('open-collections', [], isWords)));

	constructor(client: ArchiveClient, came: (all: readonly Collection[]) => void) {
		this.#client = client;
		this.#came = came;
	}

	start(): () => void {
		void this.#fetch();
		return this.#client['changed']((changed) => {
			if (changed.collections || changed.clippings) void this.#fetch();
		});
	}

	isOpen(id: CollectionId): boolean {
		return this.#open.has(String(id));
	}

	toggle(id: CollectionId, isOpen = !this.isOpen(id)): void {
		const open = new Set(this.#open);
		if (isOpen) open.add(String(id));
		else open.delete(String(id));
		this.#open = open;
		remember('open-collections', [...open]);
	}

	/** Whether a collection is another, or stands inside it. */
	isWithin(id: CollectionId, other: CollectionId): boolean {
		for (let at: CollectionId | null = id; at !== null; at = this.byId.get(at)?.parent ?? null) if (at === other) return true;
		return false;
	}

	/** Where a collection stands after one step; null when there is no such step. */
	step(id: CollectionId, way: 'up' | 'down' | 'out' | 'in'): { parent: CollectionId | null; before: CollectionId | null } | null {
		const one = this.byId.get(id);
		if (!one) return null;
		const siblings = this.all.filter(({ parent }) => parent === one.parent).map((other) => other.id);
		const at = siblings.indexOf(id);
		switch (way) {
			case 'up': return at === 0 ? null : { parent: one.parent, before: siblings[at - 1]! };
			case 'down': return at === siblings.length - 1 ? null : { parent: one.parent, before: siblings[at + 2] ?? null };
			case 'in': return at === 0 ? null : { parent: siblings[at - 1]!, before: null };
			case 'out': {
				const above = one.parent === null ? undefined : this.byId.get(one.parent);
				if (!above) return null;
				const beside = this.all.filter(({ parent }) => parent === above.parent).map((other) => other.id);
				return { parent: above.parent, before: beside[beside.indexOf(above.id) + 1] ?? null };
			}
		}
	}

	name(naming: Naming): void {
		this.refusal = null;
		if (naming.is === 'add' && naming.parent !== null) this.toggle(naming.parent, true);
		this.naming = naming;
	}

	stopNaming(): void {
		this.refusal = null;
		this.naming = null;
	}

	/** Takes the name that was typed; the field stays, with the reason, when it cannot be. */
	async take(typed: string): Promise<void> {
		const { naming } = this;
		const name = typed.trim();
		if (!naming) return;
		if (name === '' || (naming.is === 'rename' && this.byId.get(naming.id)?.name === name)) return this.stopNaming();
		try {
			if (naming.is === 'rename') await this.#client['collections.rename']({ id: naming.id, name });
			else await this.#client['collections.add']({ name, parent: naming.parent });
			if (this.naming === naming) this.stopNaming();
		} catch (error) {
			if (!Fault.is(error, 'cancelled') && this.naming === naming) this.refusal = sentenceFor(error);
		}
	}

	/** Answers how many clippings stood in it. */
	async remove(id: CollectionId): Promise<number> {
		return (await this.#client['collections.remove']({ id })).clippings;
	}

	/** Asks which collections clippings are to stand in. */
	async choose(ids: readonly ClippingId[]): Promise<void> {
		this.held = new Map();
		this.choosingFor = ids;
		const each = await Promise.all(ids.slice(0, 200).map((id) => this.#client['clippings.get']({ id })));
		const counted = new Map<CollectionId, number>();
		for (const { collections } of each) for (const id of collections) counted.set(id, (counted.get(id) ?? 0) + 1);
		if (this.choosingFor === ids) this.held = new Map([...counted].map(([id, many]) => [id, many === each.length ? 'all' : 'some']));
	}

	stopChoosing(): void {
		this.choosingFor = null;
	}

	/** The collection on a path, made where it is new. */
	async ensure(path: string): Promise<CollectionId> {
		let parent: CollectionId | null = null;
		for (const name of path.split('/').map((part) => part.trim())) {
			const known: Collection | undefined = this.all.find((one) => one.parent === parent && one.name.toLocaleLowerCase() === name.toLocaleLowerCase());
			parent = known?.id ?? (await this.#client['collections.add']({ name, parent })).id;
		}
		return parent!;
	}

	/** Those whose path holds what was typed, those whose own name begins with it first. */
	matching(typed: string): readonly Collection[] {
		const sought = typed.trim().toLocaleLowerCase();
		if (sought === '') return this.all;
		return this.all
			.filter(({ path }) => path.toLocaleLowerCase().includes(sought))
			.sort((a, b) => Number(!a.name.toLocaleLowerCase().startsWith(sought)) - Number(!b.name.toLocaleLowerCase().startsWith(sought)));
	}

	async #fetch(): Promise<void> {
		try {
			this.all = await this.#client['collections.list']();
			this.#came(this.all);
		} catch (error) {
			// The list of clippings says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		}
	}
}
