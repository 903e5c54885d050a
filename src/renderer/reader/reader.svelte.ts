// Owns the clipping that is open: its text, its original, and the field being edited. Must not know the list it was chosen from.
import type { FieldName } from '../../shared/draft';
import type { Clipping, ClippingId, Edit } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import { sentenceFor } from '../ui/problems';
import type { Field } from './fields';

export type View = 'article' | 'original' | 'page';

/** The views of a clipping, with their names. */
export const viewsOf = (clipping: Pick<Clipping, 'hasPage'> | null): readonly [View, string][] =>
	[['article', 'Article'], ['original', 'Original'], ...(clipping?.hasPage ? [['page', 'Page'] as [View, string]] : [])];

export class Reader {
	clipping = $state.raw<Clipping | null>(null);
	/** Why the clipping cannot be shown. */
	fault = $state.raw<unknown>(null);
	view = $state<View>('article');
	/** The view there is: a clipping without a page shows its article, and the next one with a page its page again. */
	readonly shown = $derived<View>(this.view === 'page' && this.clipping?.hasPage !== true ? 'article' : this.view);
	/** The safe markup of its page; undefined until it has come. */
	page = $state.raw<string | null | undefined>(undefined);
	/** The original as decoded text; null when it is no text, undefined until it has come. */
	original = $state.raw<string | null | undefined>(undefined);
	/** The field whose lines are lit. */
	lit = $state<FieldName | null>(null);
	editing = $state<Field['name'] | null>(null);
	/** Why the last edit was not taken, said under its input. */
	refusal = $state<string | null>(null);
	/** What is to be known of the last edit, though it was taken. */
	hint = $state.raw<{ name: keyof Edit; words: string } | null>(null);
	/** Whether the card shows every field, also those not found. */
	isWhole = $state(false);
	/** Whether the card is open where it is folded into a line. */
	isUnfolded = $state(false);

	readonly #client: ArchiveClient;
	#wanted: ClippingId | null = null;
	#opening: AbortController | null = null;

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	start(): () => void {
		return this.#client['changed'](() => void this.#fetch());
	}

	open(id: ClippingId | null): void {
		if (id === this.#wanted) return;
		this.#wanted = id;
		this.lit = null;
		this.hint = null;
		this.isUnfolded = false;
		this.stopEditing();
		void this.#fetch();
	}

	show(view: View): void {
		this.view = view;
		void this.#fetchView();
	}

	light(name: FieldName | null): void {
		this.lit = name;
	}

	edit(name: Field['name']): void {
		this.refusal = null;
		this.editing = name;
	}

	stopEditing(): void {
		this.refusal = null;
		this.editing = null;
	}

	/** Keeps what was typed. The input stays, with the reason, when the archive does not take it. */
	async save(name: keyof Edit, typed: string): Promise<boolean> {
		const { clipping } = this;
		if (!clipping) return false;
		const value = typed.trim();
		if (name === 'headline' && value === '') return this.#refuse(name, 'A clipping needs a headline.');
		const edit: Edit = name === 'headline' || name === 'notes' ? { [name]: value } : { [name]: value === '' ? null : value };
		try {
			const edited = await this.#client['clippings.edit']({ id: clipping.id, edit });
			if (this.#wanted === edited.id) this.clipping = edited;
			if (this.editing === name) this.stopEditing();
			const isUnread = name === 'published' && edited.published !== null && edited.published.edtf === null && edited.published.readings.length === 0;
			this.hint = isUnread ? { name, words: 'Kept as typed. No date could be read from it, so it is not sorted by date.' } : null;
			return true;
		} catch (error) {
			if (Fault.is(error, 'cancelled')) return false;
			return this.#refuse(name, sentenceFor(error));
		}
	}

	/** A value that was read counts as known, as it stands. */
	async accept(name: FieldName): Promise<void> {
		await this.#decide((id) => this.#client['clippings.accept']({ id, acceptance: { fields: [name], readings: {}, others: false } }));
	}

	/** An open date has one of its readings; null leaves it open knowingly. */
	async settle(reading: string | null): Promise<void> {
		await this.#decide((id) => this.#client['clippings.settle']({ id, field: 'published', reading, others: false }));
	}

	async #decide(decide: (id: ClippingId) => Promise<Clipping>): Promise<void> {
		const id = this.clipping?.id;
		if (id === undefined) return;
		const decided = await decide(id);
		if (this.#wanted === decided.id) this.clipping = decided;
	}

	/** Says it under the input, or, when somebody has gone on to another field, beside the value that stays. */
	#refuse(name: keyof Edit, words: string): false {
		if (this.editing === name) this.refusal = words;
		else this.hint = { name, words: `Not kept. ${words}` };
		return false;
	}

	/** The text to be copied: everything but what was set aside, as printed. */
	textOf(): string {
		const { clipping } = this;
		return clipping ? clipping.blocks.filter(({ role }) => role !== 'boilerplate' && role !== 'repeat').map(({ text }) => text).join('\n\n') : '';
	}

	async #fetch(): Promise<void> {
		const id = this.#wanted;
		this.#opening?.abort();
		if (id === null) {
			this.clipping = null;
			this.fault = null;
			return;
		}
		const opening = new AbortController();
		this.#opening = opening;
		try {
			const clipping = await this.#client['clippings.get']({ id }, { signal: opening.signal });
			if (opening.signal.aborted) return;
			if (this.clipping?.id !== id) {
				this.original = undefined;
				this.page = undefined;
			}
			this.clipping = clipping;
			this.fault = null;
			await this.#fetchView();
		} catch (error) {
			if (opening.signal.aborted || Fault.is(error, 'cancelled')) return;
			this.clipping = null;
			this.fault = error;
		}
	}

	/** What the view needs beside the clipping itself, once. */
	async #fetchView(): Promise<void> {
		const id = this.clipping?.id;
		const { view } = this;
		if (id === undefined || (view === 'original' ? this.original !== undefined : view !== 'page' || !this.clipping?.hasPage || this.page !== undefined)) return;
		try {
			if (view === 'original') {
				const { text } = await this.#client['clippings.original']({ id });
				if (this.clipping?.id === id) this.original = text;
			} else {
				const { html } = await this.#client['clippings.page']({ id });
				if (this.clipping?.id === id) this.page = html;
			}
		} catch (error) {
			if (this.clipping?.id === id && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}
}
