// Owns what can be asked and decided about how publications write dates in figures, as the archive's one door offers it. Must not hold SQL.
import type { Changed, ClippingId, Convention, DateHabit, DateOrder } from '../shared/model';
import type { Acts } from './store/acts';
import type { ClippingReader } from './store/clippings';
import type { ConventionReader } from './store/conventions';
import { publicationKey } from './store/rows';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface HabitParts {
	clippings(): ClippingReader;
	reader(): ConventionReader;
	act(work: (acts: Acts, at: number) => boolean, changed: Changed): void;
}

const CLIPPINGS: Changed = { clippings: true, tags: false };

export function habits({ clippings, reader, act }: HabitParts) {
	return {
		list: (): Convention[] => reader().list(),
		/** What is known of the publication of a clipping; null when it has none. */
		habit: (id: ClippingId): DateHabit | null => {
			const { publication } = clippings().get(id);
			const key = publicationKey(publication);
			return publication === null || key === null ? null : reader().habit(key, publication, id);
		},
		/** Decides it; with `settle`, its open dates are read so at once. Answers how many were. */
		set: (publication: string, order: DateOrder, settle: boolean): { settled: number } => {
			let settled = 0;
			act((acts, at) => {
				const done = acts.setConvention(publication, order, settle, at);
				settled = done.settled;
				return done.changed;
			}, CLIPPINGS);
			return { settled };
		},
		/** Forgets it; dates already read stay. `convention/missing`. */
		remove: (publication: string): void => act((acts, at) => acts.removeConvention(publication, at), CLIPPINGS),
	};
}
