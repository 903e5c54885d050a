// Owns the steps that can be undone: one for each act of a person, the last hundred, kept with the archive. Must not know how any kind of change is carried out.
import { Fault } from '../../shared/errors';
import type { HistoryState, HistoryStep } from '../../shared/model';
import { said, Said } from '../../shared/said';
import { movedOn, reverse, type Change, type ChangeOf } from './changes';
import type { WriteDb } from './open';
import { pack, unpack } from './packing';

/** Who carries out each kind of change, and refuses (`movedOn`) when what it would change is not as the change says it stood before. */
export type Carriers = { readonly [K in Change['is']]: (change: ChangeOf<K>, at: number) => void };

/** What an act changed, and what is said of it: "Tagged 3 clippings". */
export interface Act {
	label: Said;
	changes: Change[];
}

/** How many steps are kept. */
export const KEPT_STEPS = 100;

/** All of it but `state` works inside a transaction that the caller opened; a fault leaves nothing half done when that is rolled back. */
export class History {
	readonly #db: WriteDb;
	readonly #carriers: Carriers;

	constructor(db: WriteDb, carriers: Carriers) {
		this.#db = db;
		this.#carriers = carriers;
	}

	state(): HistoryState {
		return { undo: this.#next('undo'), redo: this.#next('redo') };
	}

	/** Carries out changes for the first time. Who makes them has seen to it that they fit. */
	carry(changes: readonly Change[], at: number): void {
		for (const change of changes) this.#carry(change, at);
	}

	/** Keeps an act as the newest step. What was undone before it cannot be redone any more. */
	keep({ label, changes }: Act, at: number): void {
		this.#db.prepare('DELETE FROM steps WHERE undone = 1').run();
		this.#db.prepare('INSERT INTO steps (at, label, changes) VALUES (?, ?, ?)').run(at, JSON.stringify(label), JSON.stringify(changes));
		this.#db.prepare('DELETE FROM steps WHERE id <= (SELECT id FROM steps ORDER BY id DESC LIMIT 1 OFFSET ?)').run(KEPT_STEPS);
	}

	/** Begins a step that is too large for one transaction. Its parts are added as they are carried out; until then it is empty. */
	begin(label: Said, at: number): number {
		this.keep({ label, changes: [] }, at);
		return this.#db.pluck<number>('SELECT max(id) FROM steps').get()!;
	}

	/** Adds what was carried out to a step that was begun, and says anew what the step is. `history/moved-on` when somebody has taken the step back meanwhile. */
	add(step: number, label: Said, changes: readonly Change[]): void {
		if (this.#db.prepare('UPDATE steps SET label = ? WHERE id = ? AND undone = 0').run(JSON.stringify(label), step).changes !== 1) throw movedOn(said('said.moved.taken-back'));
		this.#db.prepare('INSERT INTO step_parts (step, part, changes) SELECT ?, 1 + coalesce(max(part), 0), ? FROM step_parts WHERE step = ?')
			.run(step, pack(Buffer.from(JSON.stringify(changes))), step);
	}

	/**
	 * Takes back the newest act that has not been undone, or makes the last one undone again, with all its parts at once.
	 * @param expected the step that is meant; another one is left alone. Null for whichever it is.
	 * @throws Fault history/nothing, or history/moved-on when what it changed has changed since
	 */
	turn(way: 'undo' | 'redo', expected: number | null, at: number): HistoryStep {
		const step = this.meant(way, expected);
		while (this.turnPart(way, step, at) !== null);
		return step;
	}

	/** The step that would be undone or redone. `history/nothing`. */
	meant(way: 'undo' | 'redo', expected: number | null): HistoryStep {
		const step = this.#next(way);
		if (!step || (expected !== null && step.id !== expected)) throw new Fault('history/nothing', { way });
		return step;
	}

	/** How many parts of a step are still to be turned; 0 for a step of one piece. */
	partsLeft(way: 'undo' | 'redo', { id }: HistoryStep): number {
		return this.#db.pluck<number>('SELECT count(*) FROM step_parts WHERE step = ? AND undone = ?').get(id, way === 'undo' ? 0 : 1)!;
	}

	/**
	 * Turns the next part of a step, or all of one that has no parts; answers which part, and null once all of the step is turned. A
	 * step that is half turned counts as done, so that what is left of it can be undone whenever a program ends in the middle.
	 */
	turnPart(way: 'undo' | 'redo', step: HistoryStep, at: number): number | null {
		const isUndone = way === 'undo' ? 0 : 1;
		const hasParts = this.#db.pluck<number>('SELECT 1 FROM step_parts WHERE step = ? LIMIT 1').get(step.id) !== undefined;
		const part = hasParts ? this.#db.pluck<number>(`SELECT part FROM step_parts WHERE step = ? AND undone = ? ORDER BY part ${way === 'undo' ? 'DESC' : ''} LIMIT 1`).get(step.id, isUndone) : undefined;
		if (part !== undefined) {
			const packed = this.#db.pluck<Uint8Array>('SELECT changes FROM step_parts WHERE step = ? AND part = ?').get(step.id, part)!;
			this.#turnChanges(way, step, JSON.parse(this.#db.seam('unpack a step', () => Buffer.from(unpack(packed)).toString())) as Change[], at);
			this.#db.prepare('UPDATE step_parts SET undone = ? WHERE step = ? AND part = ?').run(1 - isUndone, step.id, part);
			if (way === 'redo') this.#db.prepare('UPDATE steps SET undone = 0 WHERE id = ?').run(step.id);
			return part;
		}
		if (!hasParts && this.#db.pluck<number>('SELECT undone FROM steps WHERE id = ?').get(step.id) === isUndone) {
			this.#turnChanges(way, step, JSON.parse(this.#db.pluck<string>('SELECT changes FROM steps WHERE id = ?').get(step.id)!) as Change[], at);
		}
		this.#db.prepare('UPDATE steps SET undone = ? WHERE id = ?').run(1 - isUndone, step.id);
		return null;
	}

	/** Turns a part the other way again, because the one after it would not go. */
	turnBack(way: 'undo' | 'redo', step: HistoryStep, part: number, at: number): void {
		const packed = this.#db.pluck<Uint8Array>('SELECT changes FROM step_parts WHERE step = ? AND part = ?').get(step.id, part)!;
		this.#turnChanges(way === 'undo' ? 'redo' : 'undo', step, JSON.parse(Buffer.from(unpack(packed)).toString()) as Change[], at);
		this.#db.prepare('UPDATE step_parts SET undone = ? WHERE step = ? AND part = ?').run(way === 'undo' ? 0 : 1, step.id, part);
	}

	/** A step none of whose parts is done any more counts as undone. */
	settle({ id }: HistoryStep): void {
		this.#db.prepare('UPDATE steps SET undone = NOT EXISTS (SELECT 1 FROM step_parts WHERE step = steps.id AND undone = 0) WHERE id = ?').run(id);
	}

	#turnChanges(way: 'undo' | 'redo', step: HistoryStep, changes: Change[], at: number): void {
		try {
			this.carry(way === 'undo' ? changes.reverse().map(reverse) : changes, at);
		} catch (error) {
			if (Fault.is(error, 'history/moved-on')) throw new Fault('history/moved-on', { ...error.facts, label: step.label });
			if (Fault.is(error, 'clipping/missing')) throw new Fault('history/moved-on', { label: step.label, detail: said('said.moved.clipping') });
			throw error;
		}
	}

	#next(way: 'undo' | 'redo'): HistoryStep | null {
		const order = way === 'undo' ? 'undone = 0 ORDER BY id DESC' : 'undone = 1 ORDER BY id';
		const step = this.#db.prepare<Omit<HistoryStep, 'label'> & { label: string }>(`SELECT id, label, at FROM steps WHERE ${order} LIMIT 1`).get();
		return step ? { ...step, label: labelOf(step.label) } : null;
	}

	#carry<K extends Change['is']>(change: ChangeOf<K>, at: number): void {
		(this.#carriers[change.is] as (change: ChangeOf<K>, at: number) => void)(change, at);
	}
}

/** What a step is called, as it was kept. Before it was a message of the catalogue it was an English sentence, and such steps may still be undone. */
function labelOf(kept: string): Said {
	if (kept.startsWith('{')) {
		try {
			const label = Said.safeParse(JSON.parse(kept));
			if (label.success) return label.data;
		} catch {
			// A sentence that began so.
		}
	}
	return said('said.step.plain', { text: kept });
}
