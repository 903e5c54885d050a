// Owns the archive's tags: which there are, which branches are open, and what is done to them. Must not know which clippings are listed.
import type { Tag, TagColour, TagId } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import { sentenceFor } from '../ui/problems';
import { isWords, recall, remember } from '../ui/remembered';
import { treeOf, visible } from './tree';

export class Tags {
	all = $state.raw<readonly Tag[]>([]);
	hasAnswered = $state(false);
	/** The tag whose name is being typed. */
	renaming = $state<TagId | null>(null);
	/** Why the name was not taken; `canMerge` when a tag of that name is there. */
	refusal = $state.raw<{ words: string; canMerge: boolean } | null>(null);

	readonly byId = $derived(new Map(this.all.map((tag) => [tag.id, tag])));
	readonly tree = $derived(treeOf(this.all));
	readonly branches = $derived(visible(this.tree, (path) => this.#open.has(path)));

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

	isOpen(path: string): boolean {
		return this.#open.has(path);
	}

	toggle(path: string, isOpen = !this.#open.has(path)): void {
		const open = new Set(this.#open);
		if (isOpen) open.add(path);
		else open.delete(path);
		this.#open = open;
		remember('open-tags', [...open]);
	}

	/** Names that hold what was typed, those that begin with it first. */
	suggestions(typed: string, without: readonly TagId[]): Tag[] {
		const sought = typed.trim().toLocaleLowerCase();
		const rank = (tag: Tag): number => tag.name.toLocaleLowerCase().split('/').findIndex((part) => part.startsWith(sought));
		return this.all
			.filter((tag) => !without.includes(tag.id) && tag.name.toLocaleLowerCase().includes(sought))
			.sort((a, b) => Number(rank(a) < 0) - Number(rank(b) < 0) || b.count - a.count)
			.slice(0, 8);
	}

	startRenaming(id: TagId): void {
		this.refusal = null;
		this.renaming = id;
	}

	stopRenaming(): void {
		this.refusal = null;
		this.renaming = null;
	}

	async rename(id: TagId, typed: string, merge = false): Promise<void> {
		const name = typed.trim();
		if (name === '' || name === this.byId.get(id)?.name) return this.stopRenaming();
		try {
			await this.#client['tags.rename']({ id, name, merge });
			this.stopRenaming();
		} catch (error) {
			if (Fault.is(error, 'cancelled')) return;
			this.refusal = { words: sentenceFor(error), canMerge: Fault.is(error, 'tag/taken') };
		}
	}

	async colour(id: TagId, colour: TagColour): Promise<void> {
		await this.#client['tags.colour']({ id, colour });
	}

	/** Returns how many clippings carried it. */
	async remove(id: TagId): Promise<number> {
		return (await this.#client['tags.remove']({ id })).clippings;
	}

	async #fetch(): Promise<void> {
		try {
			this.all = await this.#client['tags.list']();
			this.hasAnswered = true;
			this.#came(this.all);
		} catch (error) {
			// The list of clippings says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		}
	}
}
