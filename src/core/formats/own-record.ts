// Owns the reading of one record of our own JSON Lines export: a clipping comes back with all that the record holds. docs/json-lines.md says what that is.
import type { Block, Draft, FieldName, Provenance } from '../../shared/draft';
import { Draft as DraftSchema, FIELD_NAMES, Provenance as ProvenanceSchema } from '../../shared/draft';
import { TagColour } from '../../shared/model';
import { said } from '../../shared/said';
import { fromWebAnnotation } from '../annotations/web-annotation';
import { sha256 } from '../files/hash';
import { parsePage } from './dom';
import type { PageElement } from './dom';
import type { Resources } from './page-pictures';
import { Refusal, emptyDraft, plainName } from './reading-of';
import type { OwnRecord, Picture, Reading } from './reading-of';
import { safeHtml } from './safe-html';
import { Sheet } from './sheet';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const whole = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? value as number : null);
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** ms UTC of an instant as exports write it. */
function instant(value: unknown): number | null {
	const at = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(at) ? null : at;
}

/** Bytes that lie beside and are what the record says they are. */
function proven(file: unknown, hash: unknown, beside: Resources): Uint8Array | null {
	const found = typeof file === 'string' && typeof hash === 'string' ? beside(file) : null;
	return found && sha256(found.bytes) === hash ? found.bytes : null;
}

/** The media types whose decoded bytes are the text that spans point into. */
const POINTED_INTO = new Set(['text/plain', 'text/markdown']);

const withoutSpans = (from: unknown): unknown => (isObject(from) ? { ...from, spans: [] } : { spans: [], how: 'markup', certainty: 0.95 });

/** The draft as the record has it. Where nothing is there for spans to point into, blocks are written down anew and the other spans go. */
function draftOf(record: Json, anchored: boolean): { draft: Draft; sheet: Sheet | null } {
	const provenance = isObject(record['provenance']) ? record['provenance'] : {};
	const sheet = anchored ? null : new Sheet();
	const draft: Json = { ...emptyDraft(), language: record['language'] ?? null };
	const blocks = list(record['blocks']);
	if (sheet) for (const block of blocks) sheet.put(text(block['text']) ?? '', (text(block['role']) ?? 'paragraph') as Block['role'], text(block['why']) ?? undefined);
	draft['blocks'] = sheet ? sheet.blocks : blocks;
	draft['captions'] = list(record['captions']).map((caption) => ({ ...caption, from: anchored ? caption['from'] : withoutSpans(caption['from']) }));
	for (const name of FIELD_NAMES) {
		const value = record[name];
		if (value === null || value === undefined) continue;
		// A clipping that had no headline of its own is called by its first words again.
		if (name === 'headline' && !isObject(provenance[name])) continue;
		const printed = (name === 'published' || name === 'updated') && isObject(value) ? { printed: value['printed'], edtf: value['edtf'] ?? null, readings: value['readings'] ?? [], time: value['time'] ?? null } : value;
		draft[name] = { value: printed, from: anchored && isObject(provenance[name]) ? provenance[name] : withoutSpans(provenance[name]) };
	}
	const checked = DraftSchema.safeParse(draft);
	if (!checked.success) throw new Refusal('damaged', said('said.read.own-record'));
	return { draft: checked.data, sheet };
}

function emptied(record: Json): Partial<Record<FieldName, Provenance>> {
	const provenance = isObject(record['provenance']) ? record['provenance'] : {};
	const out: Partial<Record<FieldName, Provenance>> = {};
	for (const name of FIELD_NAMES) {
		const from = record[name] === null ? ProvenanceSchema.safeParse(provenance[name]) : null;
		if (from?.success) out[name] = from.data;
	}
	return out;
}

function picturesOf(record: Json, beside: Resources): Picture[] {
	const captions = list(record['captions']).length;
	return list(record['pictures']).map((picture, i): Picture => {
		const caption = whole(picture['caption']);
		return {
			bytes: proven(picture['file'], picture['sha256'], beside),
			mediaType: text(picture['mediaType']) ?? '', fileName: plainName(text(picture['fileName']) ?? ''), address: text(picture['address']),
			caption: null, credit: null, width: whole(picture['width']) || null, height: whole(picture['height']) || null,
			at: { position: whole(picture['position']) ?? i, caption: caption !== null && caption < captions ? caption : null },
		};
	});
}

/** Markup of a record is no safer than any other: it is written anew. */
function htmlOf(record: Json): string | null {
	const html = text(record['html']);
	if (html === null) return null;
	const document = parsePage(html);
	const pictureOf = (image: PageElement): number | null => (/^\d{1,6}$/.test(image.getAttribute('data-picture') ?? '') ? Number(image.getAttribute('data-picture')) : null);
	return safeHtml(document.body ?? document.documentElement, { base: null, pictureOf, keep: () => true });
}

/** As an archive keeps one. */
const EMBARGO = /^(?:\.\.|\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)$/;
const UID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * @param beside answers the files a record names (its original, its pictures); what is not there, or is something else than the record says, is left out
 * @throws Refusal 'damaged' when its fields do not fit
 */
export function readOwnRecord(record: Json, beside: Resources): Reading {
	const facts = isObject(record['original']) ? record['original'] : {};
	const mediaType = text(facts['mediaType']) ?? '';
	const bytes = proven(facts['file'], facts['sha256'], beside);
	const written = typeof record['text'] === 'string' ? record['text'] : null;
	const pointsIntoOriginal = written === null && bytes !== null && POINTED_INTO.has(mediaType);
	const { draft, sheet } = draftOf(record, written !== null || pointsIntoOriginal);
	const uid = text(record['uid'])?.toLowerCase() ?? '';
	const tags = list(record['tags']).flatMap((tag) => {
		const name = text(tag['name']);
		return name === null ? [] : [{ name, colour: TagColour.safeParse(tag['colour']).data ?? null }];
	});
	const own: OwnRecord = {
		uid: UID.test(uid) ? uid : null, notes: typeof record['notes'] === 'string' ? record['notes'] : '', rights: text(record['rights']), embargo: EMBARGO.test(text(record['embargo']) ?? '') ? text(record['embargo']) : null, isFlagged: record['flagged'] === true, tags,
		annotations: list(record['annotations']).flatMap((one) => fromWebAnnotation(one, instant(record['changedAt']) ?? 0) ?? []),
		collections: Array.isArray(record['collections']) ? record['collections'].flatMap((path) => text(path) ?? []) : [],
		headline: text(record['headline']), mergedInto: text(record['mergedInto']), number: whole(record['id']) || null, run: whole(record['import']) || null,
		history: list(record['history']).flatMap(({ at, type, detail }) => {
			const moment = instant(at);
			return moment === null || typeof type !== 'string' || type === '' ? [] : [{ at: moment, type, detail: detail ?? null }];
		}),
		importedAt: instant(record['importedAt']), changedAt: instant(record['changedAt']), trashedAt: instant(record['trashedAt']),
		emptied: emptied(record), fileName: plainName(text(facts['fileName']) ?? ''),
		original: bytes && { bytes, modifiedAt: instant(facts['modifiedAt']) }, pointsIntoOriginal,
	};
	return {
		draft, kind: record['kind'] === 'image' ? 'image' : 'article', text: written ?? sheet?.text ?? '', html: htmlOf(record), pictures: picturesOf(record, beside), parts: [],
		encoding: bytes ? text(facts['encoding']) : 'utf-8', undecodable: bytes ? whole(facts['undecodable']) ?? 0 : 0,
		mediaType: bytes ? mediaType || 'application/octet-stream' : 'application/jsonl', tags: tags.map((tag) => tag.name), remarks: [], own,
	};
}
