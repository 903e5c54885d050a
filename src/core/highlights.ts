// Owns what can be asked of a clipping's highlights and done to them, as the archive's one door offers it. Must not hold SQL.
import type { Annotation, AnnotationEdit, TextRange } from '../shared/annotation';
import { articleText } from '../shared/annotation';
import type { Changed, ClippingId } from '../shared/model';
import { AnchorText } from './annotations/anchor';
import { webAnnotation } from './annotations/web-annotation';
import type { AnnotationReader } from './store/annotations';
import type { ClippingReader } from './store/clippings';
import type { Marking, NewHighlight } from './store/marking';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface HighlightParts {
	reader(): AnnotationReader;
	clippings(): ClippingReader;
	act(work: (marking: Marking, at: number) => boolean, changed: Changed): void;
}

const CHANGED: Changed = { clippings: true, tags: false };

export function highlights({ reader, clippings, act }: HighlightParts) {
	const one = (uid: string): Annotation => {
		const { clipping } = reader().get(uid);
		return reader().of(clippings().get(clipping)).find((annotation) => annotation.uid === uid)!;
	};
	return {
		/** In the order of the text; those whose words are no longer found in it come last. `clipping/missing`. */
		of: (id: ClippingId): Annotation[] => reader().of(clippings().get(id)),
		/** The same as W3C Web Annotations, ready to be written as JSON-LD. */
		asWebAnnotations: (id: ClippingId): ReturnType<typeof webAnnotation>[] => {
			const clipping = clippings().get(id);
			return reader().of(clipping).map((annotation) => webAnnotation(annotation, clipping.uid));
		},
		/** Where these words stand in the article's text, in code points; but for white space and the like when not exactly. */
		places: (id: ClippingId, words: string): (TextRange & { exact: string })[] => {
			const text = new AnchorText(articleText(clippings().get(id)));
			return text.places(words).map(({ start, end }) => ({ start, end, exact: text.points.slice(start, end) }));
		},
		/** `clipping/missing`, `annotation/not-there`. */
		add: (id: ClippingId, highlight: NewHighlight): Annotation => {
			let uid = '';
			act((marking, at) => {
				uid = marking.add(id, highlight, at);
				return true;
			}, CHANGED);
			return one(uid);
		},
		/** Another colour, note or range. `annotation/missing`, `annotation/not-there`. */
		change: (uid: string, edit: AnnotationEdit): Annotation => {
			act((marking, at) => marking.change(uid, edit, at), CHANGED);
			return one(uid);
		},
		/** `annotation/missing`. */
		remove: (uid: string): void => act((marking, at) => {
			marking.remove(uid, at);
			return true;
		}, CHANGED),
	};
}
