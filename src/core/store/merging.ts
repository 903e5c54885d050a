// Owns the merging of two clippings into one: which value is taken from which, and the changes that make it so, kept as one step. Must not open transactions, and must not know how a change is carried out.
import { MERGE_FIELDS, type MergeField, type MergePreview, type MergeRequest, type Side } from '../../shared/batch';
import type { Provenance } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import type { Clipping, ClippingId } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { bylineText } from '../reading/fields';
import { AnnotationReader } from './annotations';
import type { Change, FieldsChange, PictureState } from './changes';
import { ClippingReader } from './clippings';
import { Collections } from './collections';
import type { History } from './history';
import { FlagRows } from './flags';
import { packIds } from './id-list';
import { MergeRows } from './merge-rows';
import type { ReadDb, WriteDb } from './open';
import { entryOf, Pictures } from './pictures';
import { cut } from './rows';

/** Somebody has chosen it; where it stood in the other's original says nothing here. */
const CHOSEN: Provenance = { spans: [], how: 'person', certainty: 1 };

function shown(clipping: Clipping, field: MergeField): string | null {
	switch (field) {
		case 'byline': return clipping.byline && bylineText(clipping.byline);
		case 'published': return clipping.published && (clipping.published.edtf ?? clipping.published.printed);
		default: return clipping[field];
	}
}

/** How sure a value is; a person's word is surer than any reading. */
const sureness = (clipping: Clipping, field: MergeField): number => (field === 'rights' || field === 'embargo' ? 0 : clipping.provenance[field]?.how === 'person' ? 2 : (clipping.provenance[field]?.certainty ?? 0));

/** The surer value, else the longer one, else the first. What is empty is never taken. */
function better(first: Clipping, second: Clipping, field: MergeField): Side {
	const [one, other] = [shown(first, field), shown(second, field)];
	if (other === null || one === other) return 'first';
	if (one === null) return 'second';
	const [sure, surer] = [sureness(first, field), sureness(second, field)];
	if (Math.abs(sure - surer) > 0.05) return surer > sure ? 'second' : 'first';
	return other.length > one.length ? 'second' : 'first';
}

export class MergeReader {
	readonly #clippings: ClippingReader;
	readonly #annotations: AnnotationReader;

	constructor(db: ReadDb) {
		this.#clippings = new ClippingReader(db);
		this.#annotations = new AnnotationReader(db);
	}

	/** Two clippings side by side as they would become one. `clipping/missing`, `merge/unfit`. */
	preview(request: MergeRequest): MergePreview {
		const { first, second } = this.#both(request);
		const side = (one: Clipping) => ({ id: one.id, headline: one.headline, words: one.words, original: one.original.fileName });
		const text = request.text ?? (second.words > first.words ? 'second' : 'first');
		return {
			first: side(first), second: side(second), text,
			fields: MERGE_FIELDS.map((field) => {
				const [one, other] = [shown(first, field), shown(second, field)];
				return { field, first: one, second: other, isSame: one === other, take: request.take[field] ?? better(first, second, field) };
			}),
			tags: [...new Set([...first.tags, ...second.tags].map(({ name }) => name))].sort((a, b) => a.localeCompare(b, 'en')),
			collections: new Set([...first.collections, ...second.collections]).size,
			notes: first.notes !== '' || second.notes !== '',
			pictures: first.pictures.length + second.pictures.length,
			highlights: this.#annotations.states(first.id).length + this.#annotations.states(second.id).length,
			originals: this.#clippings.originals(first.id).length + this.#clippings.originals(second.id).length,
		};
	}

	protected both(request: MergeRequest): { first: Clipping; second: Clipping } {
		return this.#both(request);
	}

	#both({ first: one, second: other }: MergeRequest): { first: Clipping; second: Clipping } {
		const refuse = (detail: Said): Fault => new Fault('merge/unfit', { detail });
		if (one === other) throw refuse(said('said.merge.itself'));
		for (const id of [one, other]) if (this.#clippings.standing(id) !== id) throw refuse(said('said.merge.already'));
		const [first, second] = [this.#clippings.get(one), this.#clippings.get(other)];
		if (first.trashedAt !== null || second.trashedAt !== null) throw refuse(said('said.merge.trashed'));
		return { first, second };
	}
}

/** As much of a headline as names a clipping in the words for a step. In characters. */
const LONGEST_NAME = 90;

/** Works inside a transaction that the caller opened. */
export class Merging extends MergeReader {
	readonly #db: WriteDb;
	readonly #history: History;
	readonly #newUid: () => string;

	constructor(db: WriteDb, history: History, newUid: () => string) {
		super(db);
		this.#db = db;
		this.#history = history;
		this.#newUid = newUid;
	}

	/** Makes one clipping of two; answers which remains. `clipping/missing`, `merge/unfit`. */
	merge(request: MergeRequest, at: number): ClippingId {
		const { first, second } = this.both(request);
		const plan = this.preview(request);
		const [kept, gone] = plan.text === 'first' ? [first, second] : [second, first];
		const changes = [
			...this.#fields(kept, gone, plan),
			...this.#labels(kept, gone),
			...this.#pictures(kept, gone),
			...this.#highlights(kept, gone),
			new MergeRows(this.#db).change(gone.id, kept.id, at),
		];
		for (const [place, change] of changes.entries()) {
			this.#history.carry([change], at);
			// New pictures get their numbers as they are kept; the step must know them.
			if (change.is === 'pictures') changes[place] = { ...change, after: (new Pictures(this.#db).of([change.clipping]).get(change.clipping) ?? []).map(entryOf) };
		}
		this.#history.keep({ label: said('said.step.merged', { gone: cut(gone.headline, LONGEST_NAME), kept: cut(kept.headline, LONGEST_NAME) }), changes }, at);
		return kept.id;
	}

	#fields(kept: Clipping, gone: Clipping, { fields, text }: MergePreview): FieldsChange[] {
		const change: FieldsChange = { is: 'fields', clipping: kept.id, before: {}, after: {} };
		for (const { field, isSame, take } of fields) {
			if (take === text) continue;
			if (field === 'rights' || field === 'embargo') {
				if (!isSame) change[field] = { before: kept[field], after: gone[field] };
				continue;
			}
			// The same value that is surer over there is surer here.
			if (isSame && sureness(gone, field) <= sureness(kept, field)) continue;
			change.before[field] = { value: kept[field], from: kept.provenance[field] ?? null };
			change.after[field] = { value: gone[field], from: isSame ? { ...CHOSEN, spans: kept.provenance[field]?.spans ?? [] } : CHOSEN };
		}
		const notes = [kept.notes, gone.notes].filter((note, at, all) => note.trim() !== '' && all.indexOf(note) === at).join('\n\n');
		if (notes !== kept.notes) change.notes = { before: kept.notes, after: notes };
		return Object.keys(change.after).length > 0 || change.notes || change.rights || change.embargo ? [change] : [];
	}

	#labels(kept: Clipping, gone: Clipping): Change[] {
		const carried = new Set(kept.tags.map(({ id }) => id));
		const collections = new Collections(this.#db, this.#newUid);
		const flag = gone.flagged && !kept.flagged ? new FlagRows(this.#db).change([kept.id], true) : null;
		return [
			...gone.tags.filter(({ id }) => !carried.has(id)).map(({ id }): Change => ({ is: 'taggings', tag: id, clippings: packIds([kept.id]), before: false, after: true })),
			...gone.collections.flatMap((id) => collections.putting(id, [kept.id]) ?? []),
			...(flag ? [flag] : []),
		];
	}

	/** The other's pictures come after its own; a file that is there already is not shown twice. Captions belong to the other's text, and stay with it. */
	#pictures(kept: Clipping, gone: Clipping): Change[] {
		const before = kept.pictures.map(entryOf);
		const shownAlready = new Set(before.map(({ sha256 }) => sha256));
		const more = gone.pictures.filter(({ sha256 }) => sha256 !== null && !shownAlready.has(sha256));
		if (more.length === 0) return [];
		const end = new Pictures(this.#db).nextPosition(kept.id);
		return [{ is: 'pictures', clipping: kept.id, before, after: [...before, ...more.map((picture, at): PictureState => ({ ...entryOf(picture), id: null, position: end + at, caption: null }))] }];
	}

	/** Highlights know the words they stand on, and find them in the text that remains; those whose words are not in it are listed as such. */
	#highlights(kept: Clipping, gone: Clipping): Change[] {
		const before = new AnnotationReader(this.#db).states(gone.id);
		return before.length === 0 ? [] : [{ is: 'annotations', before, after: before.map((state) => ({ ...state, clipping: kept.id })) }];
	}
}
