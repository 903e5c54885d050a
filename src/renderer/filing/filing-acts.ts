// Owns what a person does to clippings themselves: file, trash, put back, change many, merge two. Must not hold state; every screen has its own.
import { say } from '../../shared/words/say';
import type { MenuCommand } from '../../shared/contract';
import type { ClippingId, Collection, CollectionId, TagId } from '../../shared/model';
import type { Batch } from '../batch/batch.svelte';
import type { Merge } from '../batch/merge.svelte';
import type { ArchiveClient } from '../clients';
import type { Collections } from '../collections/collections.svelte';
import type { Decisions } from '../decisions';
import type { Jobs } from '../jobs/jobs.svelte';
import type { Library } from '../library/library.svelte';
import type { Tags } from '../tags/tags.svelte';
import type { Focusing } from '../ui/focusing';
import type { Toasts } from '../ui/toasts.svelte';

interface Parts {
	archive: ArchiveClient;
	batch: Batch;
	merge: Merge;
	collections: Collections;
	decisions: Decisions;
	focusing: Focusing;
	jobs: Jobs;
	library: Library;
	tags: Tags;
	toasts: Toasts;
}

export class FilingActs {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Asks what is to change in the chosen clippings. */
	changeMany(): void {
		const { batch, library } = this.#parts;
		const { selection } = library;
		if (selection) this.#try(() => batch.open(selection, library.chosenCount));
	}

	/** Puts the two that are chosen side by side. */
	mergeTwo(): void {
		const { library, merge, toasts } = this.#parts;
		const [first, second, third] = library.whole ? [] : [...library.chosen];
		if (first === undefined || second === undefined || third !== undefined) return toasts.show({ kind: 'done', text: say('act.said.choose-two') });
		this.#try(() => merge.open(first, second));
	}

	mergeChosen(): void {
		const { decisions, library, merge } = this.#parts;
		this.#try(async () => {
			const id = await merge.merge();
			if (id === null) return;
			await library.reveal(id);
			this.#parts.focusing.put('list');
			decisions.say(say('act.said.merged'));
		});
	}

	/** Does what the preview shows. */
	startBatch(): void {
		const { batch, jobs } = this.#parts;
		const { preview } = batch;
		if (!preview) return;
		batch.close();
		this.#parts.focusing.put('list');
		this.#try(() => jobs.change({ preview: preview.id }));
	}

	/** What is done with everything a search finds goes by the search. True when it was taken. */
	takesWhole(command: MenuCommand): boolean {
		const { jobs, library } = this.#parts;
		const { selection } = library;
		if (!selection) return false;
		const edit = { trash: { do: 'trash', on: true }, restore: { do: 'trash', on: false }, flag: { do: 'flag', on: true } }[command as string] as { do: 'trash' | 'flag'; on: boolean } | undefined;
		if (edit) this.#try(() => jobs.change({ selection, edits: [edit] }));
		else if (command === 'tag' || command === 'collect' || command === 'edit') this.changeMany();
		return edit !== undefined || command === 'tag' || command === 'collect' || command === 'edit';
	}

	trash(): void {
		if (this.#parts.library.whole) return void this.takesWhole('trash');
		this.#try(async () => {
			if (this.#parts.library.where === 'trash') return;
			this.#moved(await this.#parts.library.carry('trash'), 'clippings.trash');
		});
	}

	restore(): void {
		this.#try(async () => {
			if (this.#parts.library.where !== 'trash') return;
			this.#moved(await this.#parts.library.carry('archive'), 'clippings.restore');
		});
	}

	trashThese(ids: readonly ClippingId[]): void {
		this.#try(async () => {
			await this.#parts.archive['clippings.trash']({ ids: [...ids] });
			this.#moved([...ids], 'clippings.trash');
		});
	}

	tagThese(ids: readonly ClippingId[], add: string[], remove: string[]): void {
		this.#try(async () => {
			await this.#parts.archive['clippings.tag']({ ids: [...ids], add, remove });
			if (ids.length > 1 && add.length > 0) this.#parts.decisions.say(say('act.said.tagged', { count: ids.length, tags: add.join(', ') }));
		});
	}

	/** Asks which collections the chosen clippings are to stand in. */
	chooseCollections(): void {
		const { collections, library } = this.#parts;
		if (library.whole) return this.changeMany();
		if (library.chosen.size > 0) this.#try(() => collections.choose([...library.chosen]));
	}

	collect(ids: readonly ClippingId[], { id, name }: Pick<Collection, 'id' | 'name'>, way: 'in' | 'out'): void {
		if (ids.length === 0) return;
		this.#try(async () => {
			await this.#parts.archive['clippings.collect']({ ids: [...ids], add: way === 'in' ? [id] : [], remove: way === 'out' ? [id] : [] });
			this.#parts.decisions.say(way === 'in' ? say('act.said.put-in', { count: ids.length, name }) : say('act.said.took-out', { count: ids.length, name }));
		});
	}

	/** Into a collection that is made for them; "Thesis/The closure" makes one inside another. */
	collectAnew(ids: readonly ClippingId[], path: string): void {
		this.#try(async () => {
			const id = await this.#parts.collections.ensure(path);
			this.collect(ids, { id, name: path.split('/').at(-1)!.trim() }, 'in');
		});
	}

	/** Takes the chosen clippings out of the collection one looks at. */
	takeOut(): void {
		const { collections, library } = this.#parts;
		const shelf = library.collection === null ? undefined : collections.byId.get(library.collection);
		if (shelf) this.collect([...library.chosen], shelf, 'out');
	}

	removeCollection(id: CollectionId, name: string): void {
		this.#try(async () => {
			const held = await this.#parts.collections.remove(id);
			this.#parts.decisions.say(say('act.said.collection-removed', { count: held, name }));
		});
	}

	removeTag(id: TagId, name: string): void {
		this.#try(async () => {
			const carried = await this.#parts.tags.remove(id);
			this.#parts.decisions.say(say('act.said.tag-removed', { name, count: carried }));
		});
	}

	#moved(ids: ClippingId[], how: 'clippings.trash' | 'clippings.restore'): void {
		if (ids.length === 0) return;
		this.#parts.decisions.say(how === 'clippings.trash' ? say('act.said.trashed', { count: ids.length }) : say('act.said.restored', { count: ids.length }));
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
