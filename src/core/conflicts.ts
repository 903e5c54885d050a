// Owns what can be asked and decided of clippings that differ from the same ones in an import, as the archive's one door offers it. Must not hold SQL.
import { setImmediate as turn } from 'node:timers/promises';
import type { Changed, ClippingId, ImportId } from '../shared/model';
import type { ConflictList, ConflictPart, DecideRequest, Decision } from '../shared/returning';
import { said } from '../shared/said';
import type { ConflictReader } from './store/conflicts';
import type { Deciding } from './store/deciding';
import type { History } from './store/history';
import type { Change } from './store/changes';

/** Clippings decided in one transaction. */
const LOT = 100;

export interface ConflictParts {
	reader(): ConflictReader;
	/** One transaction; what is told of it afterwards. `archive/read-only`. */
	write(work: (deciding: Deciding, history: History, at: number) => void, changed: Changed): void;
}

const CHANGED: Changed = { clippings: true, tags: true, collections: true, imports: true };
export function conflicts({ reader, write }: ConflictParts) {
	return {
		/** Clippings of an import that differ, those with something open first. `import/missing`. */
		list: (run: ImportId, window: { offset: number; limit: number }): ConflictList => reader().list(run, window),
		/** How many clippings of an import differ, and in how many something is open. */
		count: (run: ImportId): { clippings: number; open: number } => reader().count(run),
		/** Decides what is named, and the rest where that is asked for: one step, however many clippings. Answers of how many something was decided. */
		decide: async ({ import: run, choices, rest }: DecideRequest): Promise<number> => {
			const chosen = new Map<ClippingId, Map<ConflictPart, Decision>>();
			for (const { clipping, part, decision } of choices) chosen.set(clipping, (chosen.get(clipping) ?? new Map<ConflictPart, Decision>()).set(part, decision));
			let step: number | null = null;
			let [done, after] = [0, 0];
			const carry = async (ids: readonly ClippingId[]): Promise<void> => {
				write((deciding, history, at) => {
					const changes = ids.flatMap((id): Change[] => {
						const made = deciding.carry(run, id, ({ part, decided }) => chosen.get(id)?.get(part) ?? (decided === null ? rest : null), at);
						if (made.length > 0) done++;
						return made;
					});
					if (changes.length === 0) return;
					const label = said('said.step.decided', { count: done });
					history.add(step ??= history.begin(label, at), label, changes);
				}, CHANGED);
				await turn();
			};
			const named = [...chosen.keys()];
			for (let from = 0; from < named.length; from += LOT) await carry(named.slice(from, from + LOT));
			for (let ids = rest === null ? [] : reader().open(run, after, LOT); ids.length > 0; ids = reader().open(run, after, LOT)) {
				await carry(ids);
				after = ids.at(-1)!;
			}
			return done;
		},
	};
}
