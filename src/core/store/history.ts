// Owns the steps that can be undone: one for each act of a person, the last hundred, kept with the archive. Must not know how any kind of change is carried out.
import { Fault } from '../../shared/errors';
import type { HistoryState, HistoryStep } from '../../shared/model';
import { reverse, type Change, type ChangeOf } from './changes';
import type { WriteDb } from './open';

/** Who carries out each kind of change, and refuses (`movedOn`) when what it would change is not as the change says it stood before. */
export type Carriers = { readonly [K in Change['is']]: (change: ChangeOf<K>, at: number) => void };

/** What an act changed, and what the window says of it: "Tagged 3 clippings". */
export interface Act {
	label: string;
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
		this.#db.prepare('INSERT INTO steps (at, label, changes) VALUES (?, ?, ?)').run(at, label, JSON.stringify(changes));
		this.#db.prepare('DELETE FROM steps WHERE id <= (SELECT id FROM steps ORDER BY id DESC LIMIT 1 OFFSET ?)').run(KEPT_STEPS);
	}

	/**
	 * Takes back the newest act that has not been undone, or makes the last one undone again.
	 * @param expected the step that is meant; another one is left alone. Null for whichever it is.
	 * @throws Fault history/nothing, or history/moved-on when what it changed has changed since
	 */
	turn(way: 'undo' | 'redo', expected: number | null, at: number): HistoryStep {
		const step = this.#next(way);
		if (!step || (expected !== null && step.id !== expected)) throw new Fault('history/nothing', { way });
		const changes = JSON.parse(this.#db.pluck<string>('SELECT changes FROM steps WHERE id = ?').get(step.id)!) as Change[];
		try {
			this.carry(way === 'undo' ? changes.reverse().map(reverse) : changes, at);
		} catch (error) {
			if (Fault.is(error, 'history/moved-on')) throw new Fault('history/moved-on', { ...error.facts, label: step.label });
			if (Fault.is(error, 'clipping/missing')) throw new Fault('history/moved-on', { label: step.label, detail: 'A clipping is no longer in the archive.' });
			throw error;
		}
		this.#db.prepare('UPDATE steps SET undone = ? WHERE id = ?').run(way === 'undo' ? 1 : 0, step.id);
		return step;
	}

	#next(way: 'undo' | 'redo'): HistoryStep | null {
		const order = way === 'undo' ? 'undone = 0 ORDER BY id DESC' : 'undone = 1 ORDER BY id';
		return this.#db.prepare<HistoryStep>(`SELECT id, label, at FROM steps WHERE ${order} LIMIT 1`).get() ?? null;
	}

	#carry<K extends Change['is']>(change: ChangeOf<K>, at: number): void {
		(this.#carriers[change.is] as (change: ChangeOf<K>, at: number) => void)(change, at);
	}
}
