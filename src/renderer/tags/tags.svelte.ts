// Owns the archive's tags: which there are and how they stand in a tree, which branches are open, what is being named or asked about them. Must not know which clippings are listed.
import type { TagBranch, TagMove } from '../../shared/filing';
import { Fault } from '../../shared/errors';
import type { Tag, TagId } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import { sentenceFor } from '../ui/problems';
import { isWords, recall, remember } from '../ui/remembered';
import { completions, lower, matching, parentOf, parents, visible } from './names';

/** A name that is being typed: of a branch that is there, or of a new tag below another, or at the top. */
export type TagNaming = { is: 'rename'; name: string } | { is: 'add'; parent: string | null };

/** The question whether two branches become one. */
export interface Merging extends TagMove {
	from: string;
	goal: string;
	into: NonNullable<TagMove['into']>;
}

/** From so many tags on they can be filtered in the sidebar. */
const MANY = 20;

export class Tags {
	all = $state.raw<readonly Tag[]>([]);
	branches = $state.raw<readonly TagBranch[]>([]);
	hasAnswered = $state(false);
	naming = $state.raw<TagNaming | null>(null);
	/** Why the name was not taken. */
	refusal = $state<string | null>(null);
	asked = $state.raw<Merging | null>(null);
	/** The branch for which another is being chosen, to stand under or to become part of. */
	placing = $state.raw<{ name: string; way: 'under' | 'into' } | null>(null);
	/** What the tree in the sidebar is narrowed to. */
	filter = $state('');

	readonly byId = $derived(new Map(this.all.map((tag) => [tag.id, tag])));
	readonly byName = $derived(new Map(this.branches.map((branch) => [lower(branch.name), branch])));
	readonly parents = $derived(parents(this.branches));
	readonly isLong = $derived(this.branches.length > MANY);
	readonly isFiltered = $derived(this.isLong && this.filter.trim() !== '');
	/** The rows of the tree that are open to the eye. What is sought is open. */
	readonly shown = $derived(this.isFiltered ? matching(this.branches, this.filter) : visible(this.branches, (name) => this.#open.has(name)));

	readonly #client: ArchiveClient;
	readonly #came: (tags: readonly Tag[]) => void;
	#open = $state.raw<ReadonlySet<string>>(new Set(recall('open-tags', [], isWords)));

	constructor(client: ArchiveClient, came: (tags: readonly Tag[]) => void) {
		this.#client = client;
		this.#came = came;
	}

	start(): () => void {
		void this.#fetch();
		return this.#client['changed']((changed) => {
			if (changed.tags || changed.clippings) void this.#fetch();
		});
	}

	isOpen(name: string): boolean {
		return this.isFiltered || this.#open.has(name);
	}

	toggle(name: string, isOpen = !this.#open.has(name)): void {
		const open = new Set(this.#open);
		if (isOpen) for (let at: string | null = name; at !== null; at = parentOf(at)) open.add(at);
		else open.delete(name);
		this.#open = open;
		remember('open-tags', [...open]);
	}

	/** Branches that what is typed may be the beginning of, the best first. */
	suggestions(typed: string, without: readonly TagId[]): TagBranch[] {
		return completions(this.branches, typed, new Set(without.map((id) => lower(this.byId.get(id)?.name ?? ''))));
	}

	startNaming(naming: TagNaming): void {
		this.refusal = null;
		this.filter = '';
		if (naming.is === 'add' && naming.parent !== null) this.toggle(naming.parent, true);
		this.naming = naming;
	}

	stopNaming(): void {
		this.refusal = null;
		this.naming = null;
	}

	/**
	 * Takes the name that was typed; the field stays, with the reason, when it cannot be. A name with "/" is taken whole, any other
	 * stays where the branch is. Where there is such a branch already, the question is asked whether the two become one.
	 */
	async take(typed: string): Promise<void> {
		const { naming } = this;
		const name = typed.trim();
		if (!naming) return;
		const parent = naming.is === 'rename' ? parentOf(naming.name) : naming.parent;
		const whole = parent === null || (naming.is === 'rename' && name.includes('/')) ? name : `${parent}/${name}`;
		if (name === '' || (naming.is === 'rename' && whole === naming.name)) return this.stopNaming();
		try {
			if (naming.is === 'add') await this.#client['tags.add']({ name: whole });
			else {
				const move = await this.moving(naming.name, whole);
				if (move.into) this.ask({ from: naming.name, goal: whole, ...move, into: move.into });
				else await this.move(naming.name, whole, false);
			}
			if (this.naming === naming) this.stopNaming();
		} catch (error) {
			if (!Fault.is(error, 'cancelled') && this.naming === naming) this.refusal = sentenceFor(error);
		}
	}

	moving(branch: string, name: string): Promise<TagMove> {
		return this.#client['tags.moving']({ branch, name });
	}

	async move(branch: string, name: string, merge: boolean): Promise<void> {
		await this.#client['tags.move']({ branch, name, merge });
		// What was open below the old name is open below the new one.
		const open = new Set([...this.#open].map((one) => (one === branch || one.startsWith(`${branch}/`) ? name + one.slice(branch.length) : one)));
		this.#open = open;
		remember('open-tags', [...open]);
	}

	ask(merging: Merging): void {
		this.placing = null;
		this.asked = merging;
	}

	stopAsking(): void {
		this.asked = null;
	}

	/** Where a branch can be put: all but itself and what is below it. */
	placesFor(name: string, typed: string): TagBranch[] {
		return this.branches.filter((one) => !`${lower(one.name)}/`.startsWith(`${lower(name)}/`) && lower(one.name).includes(lower(typed.trim())));
	}

	/** Returns how many clippings carried it. */
	async remove(id: TagId): Promise<number> {
		return (await this.#client['tags.remove']({ id })).clippings;
	}

	async #fetch(): Promise<void> {
		try {
			const [all, branches] = await Promise.all([this.#client['tags.list'](), this.#client['tags.tree']()]);
			this.all = all;
			this.branches = branches;
			this.hasAnswered = true;
			this.#came(all);
		} catch (error) {
			// The list of clippings says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		}
	}
}

