// Owns the clipping that is open: its text, its original, and the field being edited. Must not know the list it was chosen from.
import type { FieldName } from '../../shared/draft';
import type { Clipping, ClippingId, Edit } from '../../shared/model';
import { Fault } from '../../shared/errors';
import { say } from '../../shared/words/say';
import type { ArchiveClient } from '../clients';
import { SHEET } from '../frame/frame.svelte';
import { sentenceFor } from '../ui/problems';
import type { Field } from './fields';

export type View = 'article' | 'original' | 'page';

/** The views of a clipping, with their names. */
export const viewsOf = (clipping: Pick<Clipping, 'hasPage'> | null): readonly [View, string][] =>
	[['article', say('reader.views.article')], ['original', say('reader.views.original')], ...(clipping?.hasPage ? [['page', say('reader.views.page')] as [View, string]] : [])];

/** Asks for what is shown with a clipping; what it answers shows it, at the moment the clipping is shown. */
export type Beside = (id: ClippingId, signal: AbortSignal) => Promise<() => void>;
const nothingBeside: Beside = () => Promise.resolve(() => undefined);

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
	/** Of its sheet, in pixels, as it has come out. */
	width = $state(SHEET.foldsBelow);
	/** The card and the notes stand in the column: beside them the text would be too narrow to read. */
	readonly isFolded = $derived(this.width < SHEET.foldsBelow);
	/** Whether the card is open where it is folded into a line. */
	isUnfolded = $state(false);

	readonly #client: ArchiveClient;
	readonly #beside: Beside;
	#wanted = $state<ClippingId | null>(null);
	#opening: AbortController | null = null;

	constructor(client: ArchiveClient, beside: Beside = nothingBeside) {
		this.#client = client;
		this.#beside = beside;
	}

	/** The clipping that is open, or will be once it has come. */
	get wanted(): ClippingId | null {
		return this.#wanted;
	}

	start(): () => void {
		return this.#client['changed'](({ clippings, tags, collections }) => {
			if (clippings || tags || collections) void this.#fetch();
		});
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

	/** Keeps what was typed, with the open clipping or the one it was typed for. The input stays, with the reason, when the archive does not take it. */
	async save(name: keyof Edit, typed: string, id: ClippingId | undefined = this.clipping?.id): Promise<boolean> {
		if (id === undefined) return false;
		const value = typed.trim();
		if (name === 'headline' && value === '') return this.#refuse(name, say('reader.refused.headline'));
		const edit: Edit = name === 'headline' || name === 'notes' ? { [name]: value } : { [name]: value === '' ? null : value };
		try {
			const edited = await this.#client['clippings.edit']({ id, edit });
			if (this.#wanted === edited.id) this.clipping = edited;
			if (this.editing === name) this.stopEditing();
			const isUnread = name === 'published' && edited.published !== null && edited.published.edtf === null && edited.published.readings.length === 0;
			this.hint = isUnread ? { name, words: say('reader.refused.unread') } : null;
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
		else this.hint = { name, words: say('reader.refused.notKept', { why: words }) };
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
			const [clipping, showBeside] = await Promise.all([this.#client['clippings.get']({ id }, { signal: opening.signal }), this.#beside(id, opening.signal)]);
			if (opening.signal.aborted) return;
			if (this.clipping?.id !== id) {
				this.original = undefined;
				this.page = undefined;
			}
			showBeside();
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
