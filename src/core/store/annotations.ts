// Owns the rows of highlights: reading those of a clipping with the places they have now, and writing them. Must not open transactions, and must not know what else a change of them touches.
import { articleText, type Annotation, type HighlightColour, type Selectors } from '../../shared/annotation';
import { Fault } from '../../shared/errors';
import type { Clipping, ClippingId } from '../../shared/model';
import { AnchorText } from '../annotations/anchor';
import type { AnnotationState } from './changes';
import type { ReadDb, WriteDb } from './open';
import { uidBytes, uidText } from './uid';

interface Row { uid: Uint8Array; clipping: ClippingId; selectors: string; colour: HighlightColour; note: string; made_at: number; changed_at: number }

const stateOf = ({ uid, clipping, selectors, colour, note, made_at, changed_at }: Row): AnnotationState =>
	({ uid: uidText(uid), clipping, selectors: JSON.parse(selectors) as Selectors, colour, note, madeAt: made_at, changedAt: changed_at });

const COLUMNS = 'uid, clipping, selectors, colour, note, made_at, changed_at';

export class AnnotationReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** The highlights of a clipping as it is now, in the order of its text; those whose words are no longer found come last. */
	of(clipping: Pick<Clipping, 'id' | 'headline' | 'standfirst' | 'blocks' | 'captions'>): Annotation[] {
		const states = this.states(clipping.id);
		if (states.length === 0) return [];
		const text = new AnchorText(articleText(clipping));
		const placed = states.map((state): Annotation => ({ ...state, at: text.find(state.selectors) }));
		const order = ({ at, selectors }: Annotation): number => at?.start ?? Number.MAX_SAFE_INTEGER - 1e9 + selectors.position.start;
		return placed.sort((a, b) => order(a) - order(b) || (a.at?.end ?? 0) - (b.at?.end ?? 0));
	}

	/** The highlights of a clipping as they were made, in that order. */
	states(clipping: ClippingId): AnnotationState[] {
		return this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM annotations WHERE clipping = ? ORDER BY id`).all(clipping).map(stateOf);
	}

	/** `annotation/missing`. */
	get(uid: string): AnnotationState {
		const row = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM annotations WHERE uid = ?`).get(uidBytes(uid));
		if (!row) throw new Fault('annotation/missing', { uid });
		return stateOf(row);
	}

	has(uid: string): boolean {
		return this.#db.pluck<number>('SELECT 1 FROM annotations WHERE uid = ?').get(uidBytes(uid)) === 1;
	}
}

/** Works inside a transaction that the caller opened. */
export class AnnotationRows extends AnnotationReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	add({ uid, ...state }: AnnotationState): void {
		this.#db.prepare('INSERT INTO annotations (clipping, selectors, colour, note, made_at, changed_at, uid) VALUES (?, ?, ?, ?, ?, ?, ?)').run(...values(state), uidBytes(uid));
	}

	replace({ uid, ...state }: AnnotationState): void {
		this.#db.prepare('UPDATE annotations SET clipping = ?, selectors = ?, colour = ?, note = ?, made_at = ?, changed_at = ? WHERE uid = ?').run(...values(state), uidBytes(uid));
	}

	remove(uid: string): void {
		this.#db.prepare('DELETE FROM annotations WHERE uid = ?').run(uidBytes(uid));
	}
}

const values = ({ clipping, selectors, colour, note, madeAt, changedAt }: Omit<AnnotationState, 'uid'>) => [clipping, JSON.stringify(selectors), colour, note, madeAt, changedAt] as const;
