// Owns every act of a person on highlights: it works out what changes, has it carried out, and keeps it as one step. Must not open transactions, and must not look for words in a text itself.
import { articleText, CodePoints, type AnnotationEdit, type ChosenRange, type HighlightColour, type Selectors } from '../../shared/annotation';
import { Fault } from '../../shared/errors';
import type { Clipping, ClippingId } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { AnchorText, selectorsOf } from '../annotations/anchor';
import { AnnotationRows } from './annotations';
import type { AnnotationState } from './changes';
import { ClippingReader } from './clippings';
import type { History } from './history';
import type { WriteDb } from './open';

export interface NewHighlight extends ChosenRange {
	colour: HighlightColour;
	/** Markdown; empty for none. */
	note: string;
}

/** A note as it is kept: line feeds, and nothing at its end. */
const kept = (note: string): string => note.normalize('NFC').replace(/\r\n?/g, '\n').trimEnd();

/** All of it works inside a transaction that the caller opened. */
export class Marking {
	readonly #annotations: AnnotationRows;
	readonly #clippings: ClippingReader;
	readonly #history: History;
	readonly #newUid: () => string;

	constructor(db: WriteDb, history: History, newUid: () => string) {
		this.#annotations = new AnnotationRows(db);
		this.#clippings = new ClippingReader(db);
		this.#history = history;
		this.#newUid = newUid;
	}

	/** Answers the new highlight's uid. `clipping/missing`, `annotation/not-there` when the words do not stand in the text. */
	add(clipping: ClippingId, { colour, note, ...range }: NewHighlight, at: number): string {
		const selectors = chosen(this.#clippings.get(clipping), range);
		const state: AnnotationState = { uid: this.#newUid(), clipping, selectors, colour, note: kept(note), madeAt: at, changedAt: at };
		this.#do(said(state.note === '' ? 'said.step.highlight.made' : 'said.step.highlight.made-noted'), [], [state], at);
		return state.uid;
	}

	/** Answers whether it changed anything. `annotation/missing`, `annotation/not-there`. */
	change(uid: string, { colour, note, range }: AnnotationEdit, at: number): boolean {
		const before = this.#annotations.get(uid);
		const after: AnnotationState = {
			...before,
			colour: colour ?? before.colour,
			note: note === undefined ? before.note : kept(note),
			selectors: range ? chosen(this.#clippings.get(before.clipping), range) : before.selectors,
		};
		const isOther = { colour: after.colour !== before.colour, note: after.note !== before.note, range: JSON.stringify(after.selectors) !== JSON.stringify(before.selectors) };
		const count = Object.values(isOther).filter(Boolean).length;
		if (count === 0) return false;
		const noted = before.note === '' ? 'said.step.highlight.note-added' : after.note === '' ? 'said.step.highlight.note-removed' : 'said.step.highlight.note-changed';
		const did = count > 1 ? 'said.step.highlight.changed' : isOther.colour ? 'said.step.highlight.coloured' : isOther.note ? noted : 'said.step.highlight.moved';
		this.#do(said(did), [before], [{ ...after, changedAt: at }], at);
		return true;
	}

	/** Answers the clipping it was of. `annotation/missing`. */
	remove(uid: string, at: number): ClippingId {
		const state = this.#annotations.get(uid);
		this.#do(said('said.step.highlight.removed'), [state], [], at);
		return state.clipping;
	}

	#do(label: Said, before: AnnotationState[], after: AnnotationState[], at: number): void {
		const changes = [{ is: 'annotations' as const, before, after }];
		this.#history.carry(changes, at);
		this.#history.keep({ label, changes }, at);
	}
}

/** Selectors for what somebody chose. Where the text has changed under their hands, the words count and not the place. */
function chosen(clipping: Clipping, { start, end, exact }: ChosenRange): Selectors {
	const text = articleText(clipping);
	const stands = new CodePoints(text).slice(start, end) === exact;
	const at = stands ? { start, end } : new AnchorText(text).find({ quote: { exact, prefix: '', suffix: '' }, position: { start, end: Math.max(end, start + 1) } });
	const selectors = at && selectorsOf(text, at);
	if (!selectors) throw new Fault('annotation/not-there', { quote: exact.length > 80 ? `${exact.slice(0, 79)}…` : exact });
	return selectors;
}
