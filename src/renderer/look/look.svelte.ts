// Owns the queue of what needs a look: which clippings wait, the one at hand beside its original, and what a person decides of it. Must not know any other screen.
import type { Doubt, FieldName } from '../../shared/draft';
import { doubtsOf } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import type { Acceptance, Clipping, ClippingId, DateField, DateHabit, Edit, ImportEntry, Query } from '../../shared/model';
import { DateField as DateFields, Query as QuerySchema } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient } from '../clients';
import { Pages } from '../library/pages.svelte';
import { likelyReading } from '../reader/doubts';
import type { Field } from '../reader/fields';
import { FIELDS, shownValue } from '../reader/fields';
import { sentenceFor } from '../ui/problems';
import type { Owner } from './line-table';
import { LineTable } from './line-table';

const QUERY: Query = QuerySchema.parse({ only: 'unsure', sort: 'imported' });

/** What was done of a clipping, for whoever says so. */
export interface Decided { clipping: Clipping; how: 'accepted' | 'text-only' }

/** Lines somebody has marked, 1-based and inclusive; `words` when only part of them is meant. */
export interface Picked { from: number; to: number; words: string | null }

export class Look {
	isOpen = $state(false);
	readonly results: Pages;
	cursor = $state(0);
	clipping = $state.raw<Clipping | null>(null);
	fault = $state.raw<unknown>(null);
	/** Null while it comes, or when the original is no text. */
	lines = $state.raw<LineTable | null>(null);
	hasNoText = $state(false);
	/** The field at hand, and the one the pointer is over. */
	field = $state<Owner>('headline');
	lit = $state<Owner | null>(null);
	editing = $state<Field['name'] | null>(null);
	refusal = $state<string | null>(null);
	picked = $state.raw<Picked | null>(null);
	habit = $state.raw<DateHabit | null>(null);
	/** Chosen readings; null leaves a date open. */
	readings = $state.raw<Partial<Record<DateField, string | null>>>({});
	/** The choice is also meant for the others of the publication. */
	isForOthers = $state(false);
	isWhole = $state(false);
	/** Why the clipping was not accepted. */
	obstacle = $state<string | null>(null);
	/** The latest import that left something to look at. */
	latest = $state.raw<ImportEntry | null>(null);

	readonly doubts = $derived<readonly Doubt[]>(this.clipping ? doubtsOf(this.clipping) : []);
	readonly openDates = $derived<readonly DateField[]>(this.doubts.flatMap(({ field, why }) => (why === 'two-ways' ? [field as DateField] : [])));
	/** The fields shown: what was found, what is usual, what is doubted. */
	readonly fields = $derived.by(() => {
		const { clipping } = this;
		if (!clipping) return [];
		return FIELDS.filter(({ name, isUsual }) => this.isWhole || isUsual || name === 'headline' || this.editing === name || shownValue(clipping, name) !== '' || this.doubts.some(({ field }) => field === name));
	});

	readonly #client: ArchiveClient;
	readonly #decided: (decided: Decided) => void;
	#wanted: ClippingId | null = null;
	#coming: AbortController | null = null;

	constructor(client: ArchiveClient, decided: (decided: Decided) => void) {
		this.#client = client;
		this.#decided = decided;
		this.results = new Pages(client);
	}

	start(): () => void {
		return this.#client['changed'](() => { if (this.isOpen) void this.#again(); });
	}

	/** Goes to the queue, to one clipping in it when that is given. */
	async open(id: ClippingId | null = null): Promise<void> {
		this.isOpen = true;
		this.#wanted = id;
		// Where it stands among those that wait, so that its rows are asked for.
		this.cursor = id === null ? 0 : Math.max(0, await this.#client['clippings.place']({ query: QUERY, id }));
		await this.#again();
	}

	leave(): void {
		this.isOpen = false;
		this.stopEditing();
	}

	/** Sees to it that the rows somebody looks at are there. */
	seen(from: number, to: number): void {
		void this.results.need(from - 20, to + 20);
	}

	async choose(index: number): Promise<void> {
		if (this.results.total === 0) return;
		const at = Math.max(0, Math.min(this.results.total - 1, index));
		await this.results.need(at, at);
		this.cursor = at;
		await this.#show(this.results.row(at)?.id ?? null);
	}

	/** The next one, or the first after the last: "not now" changes nothing. */
	async move(by: number): Promise<void> {
		const { total } = this.results;
		if (total > 0) await this.choose((this.cursor + by + total) % total);
	}

	/** Takes a field in hand. */
	take(owner: Owner): void {
		this.field = owner;
		this.obstacle = null;
	}

	/** Takes the field above or below in hand. */
	step(by: number): void {
		const names = this.fields.map(({ name }) => name);
		const at = names.indexOf(this.field as Field['name']);
		const next = names[Math.max(0, Math.min(names.length - 1, at + by))];
		if (next) this.take(next);
	}

	edit(name: Field['name']): void {
		this.take(name);
		this.refusal = null;
		this.editing = name;
	}

	stopEditing(): void {
		this.refusal = null;
		this.editing = null;
	}

	/** Chooses one of the readings of a date, null to leave it open. */
	read(field: DateField, reading: string | null): void {
		this.readings = { ...this.readings, [field]: reading };
		this.obstacle = null;
	}

	/** Keeps what was typed, or what stands in a line somebody pointed at. True when it was taken. */
	async save(name: keyof Edit, typed: string, near: number | null = null): Promise<boolean> {
		const { clipping } = this;
		const value = typed.trim();
		if (!clipping) return false;
		if (name === 'headline' && value === '') {
			this.refusal = say('look.refusal.headline');
			return false;
		}
		try {
			const edit: Edit = { [name]: value === '' && name !== 'notes' ? null : value };
			const edited = await this.#client['clippings.edit']({ id: clipping.id, edit, near });
			this.#keep(edited);
			if (this.editing === name) this.stopEditing();
			await this.#maybeGone(edited);
			return true;
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.refusal = sentenceFor(error);
			return false;
		}
	}

	/** The marked lines are the value of a field. */
	async assign(name: Field['name']): Promise<boolean> {
		const { picked, lines } = this;
		if (!picked || !lines) return false;
		this.take(name);
		const isTaken = await this.save(name, picked.words ?? lines.words(picked.from, picked.to), picked.from);
		if (isTaken) this.picked = null;
		else this.obstacle = this.refusal;
		return isTaken;
	}

	/** One field counts as known, as it stands; an open date as it was chosen. */
	async accept(name: FieldName): Promise<void> {
		const date = DateFields.safeParse(name).data;
		if (date && this.openDates.includes(date)) {
			if (this.#waits([date])) return;
			return this.#accept({ fields: [], readings: { [date]: this.readings[date]! }, others: this.isForOthers });
		}
		await this.#accept({ fields: [name], readings: {}, others: false });
	}

	/** All that is doubted counts as known, and the next one comes. False while a date waits for a choice. */
	async acceptAll(): Promise<boolean> {
		if (!this.clipping || this.#waits(this.openDates)) return false;
		const readings = Object.fromEntries(this.openDates.map((field) => [field, this.readings[field]!]));
		await this.#accept({ fields: this.doubts.filter(({ why }) => why !== 'two-ways').map(({ field }) => field), readings, others: this.isForOthers });
		return true;
	}

	async #accept(acceptance: Acceptance): Promise<void> {
		const { clipping } = this;
		if (!clipping) return;
		const accepted = await this.#client['clippings.accept']({ id: clipping.id, acceptance });
		this.#keep(accepted);
		await this.#maybeGone(accepted);
	}

	/** Whether a date waits for somebody to choose; then it is taken in hand. */
	#waits(dates: readonly DateField[]): boolean {
		const open = dates.find((field) => this.readings[field] === undefined);
		if (!open) return false;
		this.take(open);
		this.obstacle = say('look.refusal.date');
		return true;
	}

	async keepAsText(): Promise<void> {
		const { clipping } = this;
		if (!clipping) return;
		await this.#client['clippings.textOnly']({ id: clipping.id });
		await this.#gone({ clipping, how: 'text-only' });
	}

	async #maybeGone(clipping: Clipping): Promise<void> {
		if (doubtsOf(clipping).length === 0) await this.#gone({ clipping, how: 'accepted' });
	}

	/** A clipping has been dealt with: what stands in its place now is next. */
	async #gone(decided: Decided): Promise<void> {
		this.#wanted = null;
		await this.#again(decided.clipping.id);
		this.#decided(decided);
	}

	#keep(clipping: Clipping): void {
		if (this.clipping?.id !== clipping.id) return;
		this.clipping = clipping;
		if (this.lines) this.lines = new LineTable(this.lines.text, clipping);
	}

	/** Asks for the queue again and stays where one is, unless that is the one that has been dealt with. */
	async #again(gone: ClippingId | null = null): Promise<void> {
		const wanted = this.#wanted ?? (this.clipping?.id === gone ? null : this.clipping?.id ?? null);
		const [hasCome] = await Promise.all([this.results.ask(QUERY, Math.max(0, this.cursor - 20), this.cursor + 40), this.#askLatest()]);
		if (!hasCome) return;
		const at = wanted === null ? -1 : this.results.indexOf(wanted);
		if (at >= 0) {
			this.cursor = at;
			await this.#show(wanted);
		} else if (this.results.total > 0) await this.choose(Math.min(this.cursor, this.results.total - 1));
		else await this.#show(null);
	}

	async #askLatest(): Promise<void> {
		try {
			const entries = await this.#client['imports.list']({ before: null, limit: 1 });
			this.latest = entries.find(({ unsureNow }) => unsureNow > 0) ?? null;
		} catch (error) {
			if (!Fault.is(error)) throw error;
		}
	}

	async #show(id: ClippingId | null): Promise<void> {
		const isOther = id !== this.clipping?.id;
		this.#coming?.abort();
		this.#wanted = null;
		if (id === null) return this.#clear(null);
		const coming = new AbortController();
		this.#coming = coming;
		try {
			const [clipping, habit] = await Promise.all([
				this.#client['clippings.get']({ id }, { signal: coming.signal }),
				this.#client['conventions.habit']({ id }, { signal: coming.signal }),
			]);
			if (coming.signal.aborted) return;
			if (isOther) this.#clear(clipping);
			this.clipping = clipping;
			this.habit = habit;
			this.fault = null;
			this.#suggest(clipping, habit);
			if (isOther || !this.lines) {
				const { text } = await this.#client['clippings.original']({ id }, { signal: coming.signal });
				if (coming.signal.aborted) return;
				this.hasNoText = text === null;
				this.lines = text === null ? null : new LineTable(text, this.clipping);
			} else this.lines = new LineTable(this.lines.text, clipping);
		} catch (error) {
			if (coming.signal.aborted || Fault.is(error, 'cancelled')) return;
			this.#clear(null);
			this.fault = error;
		}
	}

	/** What the publication's habit speaks for is chosen, until somebody chooses otherwise. */
	#suggest(clipping: Clipping, habit: DateHabit | null): void {
		const likely: Partial<Record<DateField, string>> = {};
		for (const field of this.openDates) {
			const reading = clipping[field] ? likelyReading(clipping[field], habit) : undefined;
			if (reading !== undefined) likely[field] = reading;
		}
		this.readings = { ...likely, ...this.readings };
	}

	#clear(clipping: Clipping | null): void {
		this.stopEditing();
		this.clipping = clipping;
		this.lines = null;
		this.hasNoText = false;
		this.picked = null;
		this.habit = null;
		this.readings = {};
		this.isForOthers = false;
		this.obstacle = null;
		this.lit = null;
		this.field = (clipping && doubtsOf(clipping)[0]?.field) ?? 'headline';
	}
}
