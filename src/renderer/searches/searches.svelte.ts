// Owns the archive's saved and recent searches as the window shows them: their counts, the name being typed, and what is done to them. Must not show results; the library does.
import { say as words } from '../../shared/words/say';
import type { SavedSearch, SavedSearchId } from '../../shared/finding';
import { Fault } from '../../shared/errors';
import type { Query } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import type { Library } from '../library/library.svelte';
import { sentenceFor } from '../ui/problems';
import type { Toasts } from '../ui/toasts.svelte';
import { suggestedName } from './suggested-name';

interface Parts {
	archive: ArchiveClient;
	library: Library;
	toasts: Toasts;
	/** Says what was done, with the way back. */
	say: (text: string) => void;
	/** What tags and collections that a search asks for are called. */
	named: (query: Query) => readonly string[];
}

/** How long the archive must rest before counts are asked for again, in milliseconds. */
const REST = 600;
/** How long a search must stand before it counts as one that was meant, in milliseconds. */
const MEANT = 4_000;

/** What makes two questions the same. */
const keyOf = (query: Query): string => JSON.stringify([query.text.trim(), [...query.tags].sort(), query.collection, query.where, query.only, query.import, query.sort]);

export class Searches {
	all = $state.raw<readonly SavedSearch[]>([]);
	/** How many each finds; null when what it asks for is gone. What has been counted stays until it is counted anew. */
	counts = $state.raw<ReadonlyMap<SavedSearchId, number | null>>(new Map());
	/** As typed, newest first. */
	recent = $state.raw<readonly string[]>([]);
	/** The one whose name is being typed. */
	renaming = $state<SavedSearchId | null>(null);
	/** Why the name was not taken. */
	refusal = $state<string | null>(null);
	/** The name to begin with, while one is asked under which the search is to be saved. */
	saving = $state<string | null>(null);
	/** The one that was opened last, as long as somebody refines it. */
	opened = $state<SavedSearchId | null>(null);

	/** The saved search that is shown. */
	readonly current: SavedSearch | null = $derived.by(() => {
		const key = keyOf(this.#parts.library.query);
		return this.all.find(({ query }) => keyOf(query) === key) ?? null;
	});
	/** The one that was opened and asks something else by now. */
	readonly refined: SavedSearch | null = $derived.by(() => (this.current ? null : this.all.find(({ id }) => id === this.opened) ?? null));

	readonly #parts: Parts;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#meant: ReturnType<typeof setTimeout> | undefined;
	#counting = false;
	#isStale = false;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	start(): () => void {
		void this.#fetch();
		const undo = this.#parts.archive['changed']((changed) => {
			if (changed.searches) void this.#fetch();
			else this.#countSoon();
		});
		return () => {
			undo();
			clearTimeout(this.#timer);
			clearTimeout(this.#meant);
		};
	}

	open(id: SavedSearchId): void {
		const search = this.all.find((one) => one.id === id);
		if (!search) return;
		this.opened = id;
		this.#parts.library.show(search.query);
	}

	/** Asks for a name, unless there is nothing to save. */
	save(): void {
		const { library, toasts, named } = this.#parts;
		if (!library.isFiltered && library.where === 'archive') return toasts.show({ kind: 'done', text: words('searches.said.none') });
		if (this.current) return toasts.show({ kind: 'done', text: words('searches.said.already', { name: this.current.name }) });
		this.refusal = null;
		this.saving = suggestedName(library.query.text, named(library.query));
	}

	stopSaving(): void {
		this.refusal = null;
		this.saving = null;
	}

	/** Takes the name under which the search is saved; the dialog stays, with the reason, when it cannot be. */
	async saveAs(typed: string): Promise<void> {
		const { archive, library, say } = this.#parts;
		try {
			const { id } = await archive['searches.add']({ name: typed.trim() || ' ', query: { ...library.query, text: library.query.text.trim() } });
			this.opened = id;
			this.stopSaving();
			say(words('searches.said.saved', { name: typed.trim() }));
		} catch (error) {
			this.#refuse(error);
		}
	}

	/** The saved search asks from now on what is shown. */
	async change(id: SavedSearchId): Promise<void> {
		const { archive, library, say } = this.#parts;
		const search = this.all.find((one) => one.id === id);
		await this.#try(async () => {
			await archive['searches.change']({ id, query: { ...library.query, text: library.query.text.trim() } });
			this.opened = id;
			this.stopSaving();
			say(words('searches.said.changed', { name: search?.name ?? '' }));
		});
	}

	rename(id: SavedSearchId): void {
		this.refusal = null;
		this.renaming = id;
	}

	stopRenaming(): void {
		this.refusal = null;
		this.renaming = null;
	}

	async take(typed: string): Promise<void> {
		const id = this.renaming;
		const name = typed.trim();
		if (id === null) return;
		if (name === '' || this.all.find((one) => one.id === id)?.name === name) return this.stopRenaming();
		try {
			await this.#parts.archive['searches.rename']({ id, name });
			if (this.renaming === id) this.stopRenaming();
		} catch (error) {
			if (this.renaming === id) this.#refuse(error);
		}
	}

	/** One place up or down. */
	async move(id: SavedSearchId, by: 1 | -1): Promise<void> {
		const at = this.all.findIndex((one) => one.id === id);
		const to = at + by;
		if (at < 0 || to < 0 || to >= this.all.length) return;
		await this.#try(() => this.#parts.archive['searches.move']({ id, before: (by === -1 ? this.all[to] : this.all[to + 1])?.id ?? null }));
	}

	async remove(id: SavedSearchId): Promise<void> {
		const name = this.all.find((one) => one.id === id)?.name ?? '';
		await this.#try(async () => {
			await this.#parts.archive['searches.remove']({ id });
			this.#parts.say(words('searches.said.deleted', { name }));
		});
	}

	/** Somebody has typed: what stands for a while was meant. */
	rested(): void {
		clearTimeout(this.#meant);
		this.#meant = setTimeout(() => this.note(), MEANT);
	}

	/** The words that are asked for were meant: somebody pressed Enter, or opened what they found. */
	note(): void {
		clearTimeout(this.#meant);
		const { archive, library } = this.#parts;
		const text = library.text.trim();
		// A field without its value is still being typed.
		if (text === '' || /(?:^|\s)-?[a-z]+:$/i.test(text) || library.results.total === 0) return;
		void this.#quietly(async () => {
			await archive['searches.note']({ text });
			await this.#fetchRecent();
		});
	}

	async forget(text: string | null): Promise<void> {
		await this.#try(async () => {
			await this.#parts.archive['searches.forget']({ text });
			await this.#fetchRecent();
		});
	}

	#countSoon(): void {
		this.#isStale = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#count(), REST);
	}

	/** One after another, so that nobody who looks at the list has to wait. */
	async #count(): Promise<void> {
		if (this.#counting) return;
		this.#counting = true;
		try {
			while (this.#isStale) {
				this.#isStale = false;
				for (const { id, query } of this.all) {
					const { total } = await this.#parts.archive['find.count']({ query });
					if (this.counts.get(id) !== total || !this.counts.has(id)) this.counts = new Map(this.counts).set(id, total);
				}
			}
		} catch (error) {
			// The list of clippings says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		} finally {
			this.#counting = false;
		}
	}

	async #fetch(): Promise<void> {
		await this.#quietly(async () => {
			this.all = await this.#parts.archive['searches.list']();
			await this.#fetchRecent();
			this.#isStale = true;
			await this.#count();
		});
	}

	async #fetchRecent(): Promise<void> {
		this.recent = (await this.#parts.archive['searches.recent']()).map(({ text }) => text);
	}

	#refuse(error: unknown): void {
		if (!Fault.is(error, 'cancelled')) this.refusal = sentenceFor(error);
	}

	async #try(act: () => Promise<unknown>): Promise<void> {
		try {
			await act();
		} catch (error) {
			this.#parts.toasts.trouble(error);
		}
	}

	/** What fails here is no matter by itself: an archive that may only be read remembers nothing. */
	async #quietly(act: () => Promise<unknown>): Promise<void> {
		try {
			await act();
		} catch (error) {
			if (!Fault.is(error)) throw error;
		}
	}
}
