// Owns archives for tests: in a folder of their own, with a clock and identifiers that repeat, filled with clippings made up for the purpose.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openArchive, type Archive, type OpenOptions } from '../../src/core/archive';
import { INLINE_LIMIT, databasePath } from '../../src/core/layout';
import { Blobs } from '../../src/core/files/blobs';
import { Clippings, type NewClipping } from '../../src/core/store/clippings';
import { openForWriting, transaction } from '../../src/core/store/open';
import { uidSource } from '../../src/core/store/uid';
import type { Block, Byline, Draft, Found, PrintedDate, Provenance, Span } from '../../src/shared/draft';
import { Query, type ClippingId, type Page, type QueryInput } from '../../src/shared/model';

/** 2026-03-11T09:00:00Z, the morning on which all tests happen. */
export const MORNING = Date.UTC(2026, 2, 11, 9);

/** A folder that goes when the test ends. */
export function tempFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'cuttings-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/** A clock that moves one second at every look. */
export function tickingClock(from = MORNING): () => number {
	let now = from;
	return () => (now += 1000);
}

/** Identifiers that are the same in every run. */
export function countedUids(): () => string {
	let count = 0;
	return () => `01958000-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`;
}

/** An empty archive that closes itself when the test ends. */
export async function tempArchive(options: OpenOptions & { dir?: string } = {}): Promise<Archive> {
	const { dir = join(tempFolder(), 'archive'), ...rest } = options;
	const archive = await openArchive(dir, { clock: tickingClock(), newUid: countedUids(), ...rest });
	onTestFinished(() => archive.close());
	return archive;
}

const span = (line: number): Span => ({ line, endLine: line, start: 0, end: 1 });
export const foundBy = (certainty = 0.9, how: Provenance['how'] = 'shape'): Provenance => ({ spans: [span(1)], how, certainty });
const found = <T>(value: T, certainty?: number): Found<T> => ({ value, from: foundBy(certainty) });

/** A clipping in the words of a test. What is left out is absent. */
export interface Written {
	headline?: string | null;
	body?: string | string[];
	publication?: string;
	kicker?: string;
	standfirst?: string;
	section?: string;
	byline?: string[] | Byline;
	dateline?: string;
	published?: Partial<PrintedDate> & { printed: string };
	language?: string | null;
	captions?: { text: string; credit?: string }[];
	aside?: string;
	url?: string;
	kind?: 'article' | 'image';
	fileName?: string;
	tags?: string[];
	/** Certainty of every field. */
	certainty?: number;
	/** The bytes received; made from the words when left out. */
	bytes?: Uint8Array;
	importedAt?: number;
}

export function draftOf(written: Written): Draft {
	const optional = <T>(value: T | undefined): Found<T> | null => (value === undefined ? null : found(value, written.certainty));
	const paragraphs = typeof written.body === 'string' ? [written.body] : (written.body ?? []);
	const block = (role: Block['role'], text: string, line: number): Block => ({ role, text, span: span(line), certainty: 0.9, ...(role === 'boilerplate' ? { why: 'share bar' } : {}) });
	const byline = Array.isArray(written.byline)
		? { signatories: written.byline.map((name) => ({ name, kind: 'person' as const, role: null })), agency: null }
		: written.byline;
	return {
		language: written.language === undefined ? 'en' : written.language,
		publication: optional(written.publication),
		headline: written.headline === null ? null : found(written.headline ?? 'Harbour reopens after the storm', written.certainty),
		kicker: optional(written.kicker),
		standfirst: optional(written.standfirst),
		byline: optional(byline),
		dateline: optional(written.dateline),
		published: optional(written.published && { edtf: null, readings: [], time: null, ...written.published }),
		updated: null,
		section: optional(written.section),
		edition: null,
		page: null,
		url: optional(written.url),
		captions: (written.captions ?? []).map(({ text, credit }) => ({ text, credit: credit ?? null, from: foundBy() })),
		blocks: [
			...paragraphs.map((text, i) => block('paragraph', text, i + 3)),
			...(written.aside === undefined ? [] : [block('boilerplate', written.aside, paragraphs.length + 4)]),
		],
	};
}

let unique = 0;

export function newClipping(written: Written = {}): NewClipping & { original: { bytes: Uint8Array } } {
	const draft = draftOf(written);
	const bytes = written.bytes ?? Buffer.from(`${JSON.stringify(draft)}\n${++unique}`);
	return {
		draft,
		kind: written.kind ?? 'article',
		original: {
			sha256: createHash('sha256').update(bytes).digest('hex'),
			size: bytes.length, bytes, fileName: written.fileName ?? 'clipping.txt', modifiedAt: MORNING - 86_400_000, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0,
		},
		tags: written.tags ?? [],
		importedAt: written.importedAt ?? MORNING,
	};
}

/** Keeps clippings through a connection of their own, in one transaction. Answers their ids. */
export async function keep(archive: Archive, ...all: Written[]): Promise<ClippingId[]> {
	const blobs = new Blobs(archive.dir);
	const fresh = all.map(newClipping);
	for (const { original } of fresh) if (original.size > INLINE_LIMIT) await blobs.put(original.bytes, original.sha256);
	const db = openForWriting(databasePath(archive.dir));
	try {
		const clippings = new Clippings(db, uidSource(tickingClock()));
		return transaction(db, () => fresh.map((clipping) => clippings.insert(
			clipping.original.size > INLINE_LIMIT ? { ...clipping, original: { ...clipping.original, bytes: null } } : clipping,
		)));
	} finally {
		db.close();
	}
}

export const search = (archive: Archive, query: QueryInput = {}, window = { offset: 0, limit: 100 }): Page => archive.clippings.search(Query.parse(query), window);

/** Headlines of what a query finds, in order. */
export const headlines = (archive: Archive, query: QueryInput | string = {}): string[] =>
	search(archive, typeof query === 'string' ? { text: query } : query).rows.map((row) => row.headline.map((piece) => piece.text).join(''));
