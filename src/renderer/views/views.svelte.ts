// Owns how the list is shown, remembered for each archive: as rows, compact rows, cards, pictures or a table, which columns the table has, and where one stands in it. Must not know what is listed or chosen.
import type { Sort } from '../../shared/model';
import { recall, remember } from '../ui/remembered';
import type { ColumnName, ShownColumn } from './columns';
import { COLUMNS, fitColumns, isColumns, laidOut, narrowest, usualColumns } from './columns';

export const LIST_VIEWS = ['rows', 'compact', 'cards', 'wall', 'table'] as const;
export type ListView = (typeof LIST_VIEWS)[number];
const isView = (value: unknown): value is ListView => LIST_VIEWS.some((view) => view === value);

/** Those that want more room than a column of rows. */
const WIDE: ReadonlySet<ListView> = new Set(['cards', 'wall', 'table']);

/** A value an archive has, or the one somebody has chosen since. */
interface Kept<Value> { place: string; value: Value }

export class Views {
	/** The first clipping in sight, by its place in the results: every view begins there. */
	top = 0;
	/** The last one in sight. */
	bottom = 0;

	/** How wide the table can be without being scrolled sideways, in pixels; 0 until it stands. */
	room = $state(0);

	readonly #place: () => string;
	#view = $state.raw<Kept<ListView> | null>(null);
	/** Null inside: those that are there of themselves. */
	#columns = $state.raw<Kept<readonly ShownColumn[] | null> | null>(null);

	readonly shown = $derived.by<ListView>(() => this.#kept('view', this.#view, 'rows', isView));
	readonly columns = $derived.by<readonly ShownColumn[]>(() => fitColumns(this.#kept('columns', this.#columns, null, isColumns) ?? usualColumns(this.room)));
	/** The columns as they stand in the window now. */
	readonly laid = $derived(laidOut(this.columns, this.room));
	readonly isWide = $derived(WIDE.has(this.shown));

	/** `place`: which archive is open. */
	constructor(place: () => string) {
		this.#place = place;
	}

	show(view: ListView): void {
		this.#view = { place: this.#place(), value: view };
		remember(`view ${this.#place()}`, view);
	}

	/** Shows a column at the end, or hides it. The headline stays: a row must say what it is. */
	toggle(name: ColumnName): void {
		if (name === 'headline') return;
		const others = this.columns.filter((column) => column.name !== name);
		this.#set(others.length < this.columns.length ? others : [...others, { name, width: COLUMNS[name].width }]);
	}

	/** In pixels. */
	widen(name: ColumnName, width: number): void {
		this.#set(this.columns.map((column) => (column.name === name ? { name, width: Math.round(Math.max(narrowest(name), width)) } : column)));
	}

	/** Puts a column where another one stands. */
	move(name: ColumnName, to: number): void {
		const at = this.columns.findIndex((column) => column.name === name);
		const goal = Math.max(0, Math.min(this.columns.length - 1, to));
		if (at < 0 || at === goal) return;
		const moved = [...this.columns];
		moved.splice(goal, 0, ...moved.splice(at, 1));
		this.#set(moved);
	}

	/** The columns as they were at first. */
	reset(): void {
		this.#set(null);
	}

	#set(value: readonly ShownColumn[] | null): void {
		this.#columns = { place: this.#place(), value };
		remember(`columns ${this.#place()}`, value);
	}

	#kept<Value>(name: string, chosen: Kept<Value> | null, usual: Value, isFit: (value: unknown) => value is Value): Value {
		const place = this.#place();
		return chosen?.place === place ? chosen.value : recall(`${name} ${place}`, usual, isFit);
	}
}

/** The order that pressing a column's head asks for, where the results stand in `now`. Null where the archive keeps no such order. */
export function sortOf(name: ColumnName, now: Sort): Sort | null {
	const { sorts } = COLUMNS[name];
	const at = sorts.indexOf(now);
	return sorts[(at + 1) % sorts.length] ?? null;
}
