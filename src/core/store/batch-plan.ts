// Owns what a list of edits makes of a clipping: the values it would have, and which edits cannot be done there. Must not write, and must not know how many clippings there are.
import { REPLACE_FIELDS, BATCH_WORDS, type BatchEdit, type BatchField, type BatchRow } from '../../shared/batch';
import type { Clipping, ClippingId, CollectionId, DateOrder, KeptDate } from '../../shared/model';
import { Edit } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { isOpen } from '../reading/conventions';
import { bylineText } from '../reading/fields';
import { ClippingReader } from './clippings';
import { CollectionReader } from './collections';
import { settledBy, typedByline } from './edits';
import type { ReadDb } from './open';
import { Replacer } from './replacing';
import { embargoOf } from './restrictions';
import { parseDate } from './rows';
import { TagReader, tagName } from './tags';

/** What of a clipping the edits may look at. */
interface Standing {
	id: ClippingId;
	values: Record<BatchField, string | null>;
	published: KeptDate | null;
	flagged: boolean;
	trashed: boolean;
}

/** What becomes of one clipping. Only what differs is named. */
export interface Outcome {
	id: ClippingId;
	headline: string;
	/** As somebody would type them; null empties. */
	fields: Map<BatchField, { before: string | null; after: string | null }>;
	/** By their place among the names of the plan. */
	tags: Map<number, boolean>;
	collections: Map<CollectionId, boolean>;
	flag: boolean | null;
	trash: boolean | null;
	settle: { order: DateOrder; before: string; after: string } | null;
	/** For each edit. */
	counts: ('would' | 'already' | 'cannot')[];
	/** Why some edit cannot be done here. */
	why: Said | null;
}

type Row = Record<Exclude<BatchField, 'published'>, string | null> & { id: ClippingId; published: string | null; byline: string; byline_json: string | null; flagged: number; trashed_at: number | null };

const LIMITS: Readonly<Record<string, number>> = { headline: 2_000, standfirst: 10_000, page: 200, url: 4_000, rights: 10_000, embargo: 100, notes: 1_000_000, byline: 2_000 };
/** Characters of a field that text is replaced in; only a note can have more. */
const MOST_SEARCHED = 100_000;
const SETTLE_WORDS = 'date';

/** The edits of one request, ready to be tried on any clipping. */
export class BatchPlan {
	/** Names of the tags that are put on or taken off, each once. */
	readonly tagNames: readonly string[];
	readonly edits: readonly BatchEdit[];
	readonly #db: ReadDb;
	readonly #tags: TagReader;
	readonly #clippings: ClippingReader;
	readonly #collections: CollectionReader;
	readonly #replacers: readonly (Replacer | null)[];
	readonly #collectionIds: readonly CollectionId[];

	/** `tag/unusable`, `collection/missing`, `request/invalid` for a value too long. */
	constructor(db: ReadDb, edits: readonly BatchEdit[]) {
		this.#db = db;
		this.edits = edits;
		this.#tags = new TagReader(db);
		this.#clippings = new ClippingReader(db);
		this.#collections = new CollectionReader(db);
		this.tagNames = [...new Set(edits.flatMap((edit) => (edit.do === 'tag' ? [tagName(edit.name)] : [])))];
		this.#replacers = edits.map((edit) => (edit.do === 'replace' ? new Replacer(edit) : null));
		this.#collectionIds = [...new Set(edits.flatMap((edit) => (edit.do === 'collect' ? [edit.collection] : [])))];
		for (const id of this.#collectionIds) this.#collections.state(id);
		for (const edit of edits) if (edit.do === 'set') Edit.parse({ [edit.field]: edit.value });
	}

	/** What becomes of some clippings, in their order. Those that are gone, or part of another, are left out. */
	outcomes(ids: readonly ClippingId[]): Outcome[] {
		const asked = JSON.stringify(ids);
		const rows = this.#db.prepare<Row>(`
			SELECT c.id, c.headline, c.publication, c.kicker, c.standfirst, c.byline_text AS byline, c.byline AS byline_json, c.dateline, c.published, c.section, c.edition, c.page, c.url, c.rights, c.embargo,
				${this.#needsNotes ? 'c.notes' : "'' AS notes"}, c.flagged, c.trashed_at
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value WHERE c.merged_into IS NULL`).all(asked);
		const carried = this.tagNames.map((name) => {
			const tag = this.#tags.named(name);
			return new Set(tag ? this.#tags.carriers(tag.id, ids, true) : []);
		});
		const held = new Map(this.#collectionIds.map((id) => [id, new Set(this.#db.pluck<ClippingId>(
			'SELECT m.clipping FROM json_each(?) AS asked CROSS JOIN memberships m ON m.collection = ? AND m.clipping = asked.value').all(asked, id))]));
		return rows.map((row) => this.#outcome(standingOf(row), (at) => carried[at]!.has(row.id), (id) => held.get(id)!.has(row.id)));
	}

	get #needsNotes(): boolean {
		return this.edits.some((edit) => edit.do === 'replace' && edit.field === 'notes');
	}

	#outcome(standing: Standing, carries: (tag: number) => boolean, stands: (id: CollectionId) => boolean): Outcome {
		const made: Outcome = { id: standing.id, headline: standing.values.headline!, fields: new Map(), tags: new Map(), collections: new Map(), flag: null, trash: null, settle: null, counts: [], why: null };
		const now = { ...standing.values };
		for (const [at, edit] of this.edits.entries()) {
			const count = this.#try(edit, at, standing, now, made, carries, stands);
			made.counts.push(count);
		}
		for (const field of Object.keys(now) as BatchField[]) if (now[field] !== standing.values[field]) made.fields.set(field, { before: standing.values[field], after: now[field] });
		if (made.fields.has('published')) made.settle = null;
		return made;
	}

	#try(edit: BatchEdit, at: number, standing: Standing, now: Record<BatchField, string | null>, made: Outcome, carries: (tag: number) => boolean, stands: (id: CollectionId) => boolean): 'would' | 'already' | 'cannot' {
		const to = <K>(map: Map<K, boolean>, key: K, is: boolean, on: boolean): 'would' | 'already' => {
			if ((map.get(key) ?? is) === on) return 'already';
			if (is === on) map.delete(key);
			else map.set(key, on);
			return 'would';
		};
		switch (edit.do) {
			case 'set': case 'clear': {
				const value = edit.do === 'clear' ? null : kept(edit.field, edit.value);
				if (now[edit.field] === value) return 'already';
				now[edit.field] = value;
				return 'would';
			}
			case 'replace': return this.#replace(edit, this.#replacers[at]!, now, made);
			case 'tag': { const tag = this.tagNames.indexOf(tagName(edit.name)); return to(made.tags, tag, carries(tag), edit.on); }
			case 'collect': return to(made.collections, edit.collection, stands(edit.collection), edit.on);
			case 'flag': if ((made.flag ?? standing.flagged) === edit.on) return 'already'; made.flag = standing.flagged === edit.on ? null : edit.on; return 'would';
			case 'trash': if ((made.trash ?? standing.trashed) === edit.on) return 'already'; made.trash = standing.trashed === edit.on ? null : edit.on; return 'would';
			case 'settle': return this.#settle(edit.order, standing, now, made);
		}
	}

	#replace(edit: Extract<BatchEdit, { do: 'replace' }>, replacer: Replacer, now: Record<BatchField, string | null>, made: Outcome): 'would' | 'already' | 'cannot' {
		const text = now[edit.field];
		if (text !== null && text.length > MOST_SEARCHED) {
			made.why = said('said.batch.unsearchable', { field: edit.field });
			return 'cannot';
		}
		const replaced = text === null || text === '' ? null : replacer.replace(text);
		if (replaced === null) return 'already';
		const value = kept(edit.field, replaced);
		if (value === text) return 'already';
		if (value === null && edit.field === 'headline') {
			made.why = said('said.batch.headless');
			return 'cannot';
		}
		if ((value ?? '').length > (LIMITS[edit.field] ?? 500)) {
			made.why = said('said.batch.too-long', { field: edit.field });
			return 'cannot';
		}
		now[edit.field] = edit.field === 'notes' ? value ?? '' : value;
		return 'would';
	}

	#settle(order: DateOrder, { id, published }: Standing, now: Record<BatchField, string | null>, made: Outcome): 'would' | 'already' | 'cannot' {
		if (!published || !isOpen(published) || now.published !== published.printed) return 'already';
		const after = settledBy(this.#clippings.get(id), order)?.after.published?.value as KeptDate | undefined;
		if (!after) {
			made.why = said('said.batch.no-reading', { printed: published.printed });
			return 'cannot';
		}
		made.settle = { order, before: published.printed, after: after.edtf! };
		return 'would';
	}
}

export const isChanged = ({ fields, tags, collections, flag, trash, settle }: Outcome): boolean =>
	fields.size + tags.size + collections.size > 0 || flag !== null || trash !== null || settle !== null;

/** An outcome in words. */
export function rowOf(outcome: Outcome, tagNames: readonly string[], pathOf: (id: CollectionId) => string): BatchRow {
	const onOff = (what: string, name: string, on: boolean): BatchRow['changes'][number] => ({ what, before: on ? null : name, after: on ? name : null });
	return {
		id: outcome.id,
		headline: outcome.headline,
		changes: [
			...[...outcome.fields].map(([field, { before, after }]) => ({ what: BATCH_WORDS[field], before: before === '' ? null : before, after: after === '' ? null : after })),
			...(outcome.settle ? [{ what: SETTLE_WORDS, before: outcome.settle.before, after: outcome.settle.after }] : []),
			...[...outcome.tags].map(([tag, on]) => onOff('tag', tagNames[tag]!, on)),
			...[...outcome.collections].map(([id, on]) => onOff('collection', pathOf(id), on)),
			...(outcome.flag === null ? [] : [onOff('flag', 'flagged', outcome.flag)]),
			...(outcome.trash === null ? [] : [onOff('trash', 'in the trash', outcome.trash)]),
		],
		why: outcome.why,
	};
}

/** The values of fields as an edit by hand takes them. */
export const editOfOutcome = ({ fields }: Outcome): Edit => Object.fromEntries([...fields].map(([field, { after }]) => [field, after])) as Edit;

function standingOf(row: Row): Standing {
	const published = parseDate(row.published);
	const values = Object.fromEntries(REPLACE_FIELDS.map((field) => [field, row[field]])) as Record<BatchField, string | null>;
	return {
		id: row.id, published, flagged: row.flagged === 1, trashed: row.trashed_at !== null,
		values: { ...values, byline: row.byline_json === null ? null : bylineText(JSON.parse(row.byline_json) as NonNullable<Clipping['byline']>), published: published?.printed ?? null, embargo: row.embargo },
	};
}

/** A value as it would be kept: trimmed, NFC, null when nothing is left; names as they would be written. */
function kept(field: BatchField, typed: string): string | null {
	const text = field === 'notes' ? typed : typed.normalize('NFC').trim();
	if (text === '') return null;
	if (field === 'embargo') return embargoOf(text);
	if (field !== 'byline') return text;
	const byline = typedByline(text, null);
	return byline && bylineText(byline);
}
