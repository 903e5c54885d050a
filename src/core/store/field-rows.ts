// Owns the carrying out of a change of fields: the clipping's row, its text, its place in the index and the record, together. Must not decide what changes.
import { isDeepStrictEqual } from 'node:util';
import { FIELD_NAMES, type FieldName } from '../../shared/draft';
import type { Clipping, ClippingId } from '../../shared/model';
import { said, type SaidKey } from '../../shared/said';
import { bylineText } from '../reading/fields';
import { movedOn, type FieldsChange } from './changes';
import { ClippingReader } from './clippings';
import { Events } from './events';
import { foldForIndex, foundNotes } from './indexed';
import type { WriteDb } from './open';
import { packContent, unpack, type Content } from './packing';
import { headlineKey, isSetAside, isUnsure, leadOf, orderDay, printJson, publicationKey } from './rows';
import { factsOf } from './facet-facts';
import { FacetRows } from './facet-rows';
import { SearchIndex } from './search-index';

/** A clipping after a change. `movedOn` when it does not stand as the change found it. */
function changed(clipping: Clipping, change: FieldsChange): Clipping {
	const after: Clipping = { ...clipping };
	const provenance = { ...clipping.provenance };
	const stale = (what: keyof typeof FIELD_SAID) => movedOn(said('said.moved.field', { what: said(FIELD_SAID[what]), headline: clipping.headline }));
	for (const field of FIELD_NAMES) {
		const [was, is] = [change.before[field], change.after[field]];
		if (!was || !is) continue;
		if (!isDeepStrictEqual([clipping[field], clipping.provenance[field] ?? null], [was.value, was.from])) throw stale(field);
		Object.assign(after, { [field]: is.value });
		if (is.from) provenance[field] = is.from;
		else delete provenance[field];
	}
	// In the order in which a reading gives them: what was undone is kept byte for byte as it was before.
	after.provenance = Object.fromEntries(FIELD_NAMES.flatMap((field) => (provenance[field] ? [[field, provenance[field]]] : [])));
	if (change.notes) {
		if (clipping.notes !== change.notes.before) throw stale('notes');
		after.notes = change.notes.after;
	}
	if (change.rights) {
		if (clipping.rights !== change.rights.before) throw stale('rights');
		after.rights = change.rights.after;
	}
	if (change.embargo) {
		if (clipping.embargo !== change.embargo.before) throw stale('embargo');
		after.embargo = change.embargo.after;
	}
	if (change.roles) {
		const { before, after: roles } = change.roles;
		if (before.some(([at, role]) => clipping.blocks[at]?.role !== role)) throw stale('text');
		const blocks = [...clipping.blocks];
		for (const [at, role, why] of roles) {
			const { text, span, certainty } = blocks[at]!;
			blocks[at] = { role, text, span, certainty, ...(why === null ? {} : { why }) };
		}
		after.blocks = blocks;
	}
	return after;
}

/** What a part of a clipping is called in the words for a step. */
export const FIELD_SAID = {
	publication: 'said.field.publication', headline: 'said.field.headline', kicker: 'said.field.kicker', standfirst: 'said.field.standfirst', byline: 'said.field.byline',
	dateline: 'said.field.dateline', published: 'said.field.published', updated: 'said.field.updated', section: 'said.field.section', edition: 'said.field.edition',
	page: 'said.field.page', url: 'said.field.url', notes: 'said.field.notes', rights: 'said.field.rights', embargo: 'said.field.embargo', text: 'said.field.text',
} as const satisfies Record<FieldName | 'notes' | 'rights' | 'embargo' | 'text', SaidKey>;

/** What a field is called inside a sentence that is kept as English text. */
export const NOUNS: Readonly<Record<FieldName, string>> = {
	publication: 'newspaper', headline: 'headline', kicker: 'kicker', standfirst: 'standfirst', byline: 'byline', dateline: 'place',
	published: 'date', updated: 'date of the update', section: 'section', edition: 'edition', page: 'page', url: 'address',
};

/** Works inside a transaction that the caller opened. */
export class FieldRows {
	readonly #db: WriteDb;
	readonly #clippings: ClippingReader;
	readonly #events: Events;
	readonly #index: SearchIndex;
	readonly #facets: FacetRows;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#clippings = new ClippingReader(db);
		this.#events = new Events(db);
		this.#index = new SearchIndex(db);
		this.#facets = new FacetRows(db);
	}

	/** `clipping/missing`, `history/moved-on`. */
	carry(change: FieldsChange, at: number): void {
		const clipping = this.#clippings.get(change.clipping);
		const after = changed(clipping, change);
		const content: Content = { ...this.#clippings.content(clipping.id), blocks: after.blocks, captions: after.captions, provenance: after.provenance };
		this.#db.prepare(`
			UPDATE clippings SET headline = ?, headline_key = ?, publication = ?, publication_key = ?, kicker = ?, standfirst = ?, byline = ?, byline_text = ?, dateline = ?,
				published = ?, first_day = ?, updated = ?, section = ?, edition = ?, page = ?, url = ?, rights = ?, embargo = ?, notes = ?, unsure = ?, sourced = ?, changed_at = ? WHERE id = ?`).run(
			after.headline, headlineKey(after.headline), after.publication, publicationKey(after.publication), after.kicker, after.standfirst,
			printJson(after.byline), after.byline ? bylineText(after.byline) : '', after.dateline, printJson(after.published), orderDay(after.published), printJson(after.updated),
			after.section, after.edition, after.page, after.url, after.rights, after.embargo, after.notes,
			isUnsure(after.provenance, after.provenance.headline !== undefined) ? 1 : 0, Object.keys(after.provenance).length > 0 ? 1 : 0, at, after.id,
		);
		this.#db.prepare('UPDATE texts SET content = ? WHERE clipping = ?').run(packContent(content, this.#packedWith(after.id)), after.id);
		this.#find(clipping, after, content);
		this.#facets.put(after.id, factsOf(after), true);
		const { before, after: now, notes, rights, embargo, roles } = change;
		this.#events.note(at, 'modification', after.id, {
			before: { ...before, ...(notes && { notes: notes.before }), ...(rights && { rights: rights.before }), ...(embargo && { embargo: embargo.before }), ...(roles && { roles: roles.before }) },
			after: { ...now, ...(notes && { notes: notes.after }), ...(rights && { rights: rights.after }), ...(embargo && { embargo: embargo.after }), ...(roles && { roles: roles.after }) },
		});
	}

	/** The original that a clipping's text is packed with, or null. */
	#packedWith(id: ClippingId): Uint8Array | null {
		const packed = this.#db.pluck<Uint8Array | null>('SELECT o.content FROM texts t JOIN originals o ON o.id = t.original WHERE t.clipping = ?').get(id);
		return packed ? unpack(packed) : null;
	}

	/** Brings the index and what is counted of the body up to date, where words have changed. */
	#find(before: Clipping, after: Clipping, content: Content): void {
		const isBodyOther = before.blocks !== after.blocks;
		const isSame = (name: keyof Clipping) => isDeepStrictEqual(before[name], after[name]);
		if (!isBodyOther && (['headline', 'publication', 'kicker', 'standfirst', 'byline', 'dateline', 'section', 'notes'] as const).every(isSame)) return;
		const margin = this.#db.pluck<string>('SELECT note FROM annotations WHERE clipping = ? ORDER BY id').all(after.id);
		const index = foldForIndex({ ...after, notes: foundNotes(after.notes, margin), fileName: after.original.fileName, content });
		this.#index.replace(after.id, index);
		if (isBodyOther) this.#db.prepare('UPDATE clippings SET words = ?, lead = ?, set_aside = ? WHERE id = ?').run(index.words, leadOf(content), after.blocks.some(isSetAside) ? 1 : 0, after.id);
	}
}
