// Owns what differs between clippings here and the same ones in an import: it is found, kept until somebody decides, and told. Must not decide, must not open transactions, and must not import anything.
import { isDeepStrictEqual } from 'node:util';
import { FIELD_NAMES, type FieldName } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import type { Clipping, ClippingId, ImportId } from '../../shared/model';
import { CONFLICT_PARTS, type ConflictList, type ConflictPart, type Decision } from '../../shared/returning';
import { bylineText } from '../reading/fields';
import { AnnotationReader } from './annotations';
import type { AnnotationState, FieldState } from './changes';
import { ClippingReader } from './clippings';
import { CollectionReader } from './collections';
import type { KeptRecord } from './kept-record';
import type { ReadDb, WriteDb } from './open';
import { unpackContent } from './packing';
import type { Prepared } from './prepare';
import { tagKey } from './tags';

/** A highlight without the clipping it is of. */
export type LooseHighlight = Omit<AnnotationState, 'clipping'>;
/** What stands in each part of a clipping. */
export type Parts = Record<FieldName, FieldState> & {
	rights: string | null; embargo: string | null; notes: string; flagged: boolean;
	/** Names, and paths, each in order. */
	tags: string[]; collections: string[];
	/** In the order of their uids. */
	highlights: LooseHighlight[];
};

export interface Differing { clipping: ClippingId; part: ConflictPart; mine: unknown; theirs: unknown; decided: Decision | null }

/** What came out of a look at a clipping that is here already. */
export interface TheirClipping { prepared: Prepared; own: KeptRecord }

const byName = (names: readonly string[]): string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
const byUid = (states: readonly LooseHighlight[]): LooseHighlight[] => states.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text) as unknown);

/** What a record of an export says. */
export function theirParts({ prepared, own }: TheirClipping): Parts {
	const { provenance } = unpackContent({ content: prepared.content, packed_with: prepared.original });
	const values: Record<FieldName, unknown> = {
		publication: prepared.publication, headline: prepared.headline, kicker: prepared.kicker, standfirst: prepared.standfirst, byline: json(prepared.byline),
		dateline: prepared.dateline, published: json(prepared.published), updated: json(prepared.updated), section: prepared.section, edition: prepared.edition,
		page: prepared.page, url: prepared.url,
	};
	return {
		...Object.fromEntries(FIELD_NAMES.map((field) => [field, { value: values[field], from: provenance[field] ?? null }])) as Record<FieldName, FieldState>,
		rights: own.rights, embargo: own.embargo, notes: own.notes, flagged: own.isFlagged,
		tags: byName(own.tags.map(({ name }) => name)), collections: byName(own.collections),
		highlights: byUid(own.annotations.flatMap(({ uid, ...annotation }) => (uid === null ? [] : [{ ...annotation, uid }]))),
	};
}

/** Whether a part says the same on both sides, wherever it came from. */
function isSame(part: ConflictPart, mine: unknown, theirs: unknown): boolean {
	switch (part) {
		case 'tags': return isDeepStrictEqual(byName((mine as string[]).map(tagKey)), byName((theirs as string[]).map(tagKey)));
		case 'collections': return isDeepStrictEqual(byName((mine as string[]).map(tagKey)), byName((theirs as string[]).map(tagKey)));
		case 'highlights': {
			const bare = (states: LooseHighlight[]): unknown => states.map(({ uid, colour, note, selectors }) => ({ uid, colour, note, quote: selectors.quote.exact }));
			return isDeepStrictEqual(bare(mine as LooseHighlight[]), bare(theirs as LooseHighlight[]));
		}
		case 'rights': case 'embargo': case 'notes': case 'flagged': return mine === theirs;
		default: return isDeepStrictEqual((mine as FieldState).value, (theirs as FieldState).value);
	}
}

/** A part as people read it; null for nothing. */
export function shownPart(part: ConflictPart, value: unknown): string | null {
	switch (part) {
		case 'tags': case 'collections': return (value as string[]).join(', ') || null;
		case 'highlights': return (value as LooseHighlight[]).map(({ selectors, note }) => `“${selectors.quote.exact}”${note === '' ? '' : ` ${note}`}`).join('\n') || null;
		case 'flagged': return value === true ? 'flagged' : 'not flagged';
		case 'rights': case 'embargo': case 'notes': return (value as string | null) || null;
		case 'byline': return (value as FieldState).value === null ? null : bylineText((value as { value: NonNullable<Clipping['byline']> }).value);
		case 'published': case 'updated': {
			const date = (value as { value: Clipping['published'] }).value;
			return date && (date.edtf === null || date.edtf === date.printed ? date.printed : `${date.printed} (${date.edtf})`);
		}
		default: return (value as FieldState).value as string | null;
	}
}

export class ConflictReader {
	readonly #db: ReadDb;
	readonly #clippings: ClippingReader;
	readonly #collections: CollectionReader;
	readonly #annotations: AnnotationReader;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#clippings = new ClippingReader(db);
		this.#collections = new CollectionReader(db);
		this.#annotations = new AnnotationReader(db);
	}

	/** What stands in each part of a clipping here. `clipping/missing`. */
	parts(id: ClippingId): Parts {
		const clipping = this.#clippings.get(id);
		return {
			...Object.fromEntries(FIELD_NAMES.map((field) => [field, { value: clipping[field], from: clipping.provenance[field] ?? null }])) as Record<FieldName, FieldState>,
			rights: clipping.rights, embargo: clipping.embargo, notes: clipping.notes, flagged: clipping.flagged,
			tags: byName(clipping.tags.map(({ name }) => name)), collections: byName(clipping.collections.map((one) => this.#collections.pathOf(one))),
			highlights: byUid(this.#annotations.states(id).map(({ clipping: _, ...state }) => state)),
		};
	}

	/** How many clippings of an import differ, and in how many of them something is open. */
	count(run: ImportId): { clippings: number; open: number } {
		return this.#db.prepare<{ clippings: number; open: number }>(
			'SELECT count(DISTINCT clipping) AS clippings, count(DISTINCT clipping) FILTER (WHERE decided IS NULL) AS open FROM conflicts WHERE import = ?').get(run)!;
	}

	/** Some of the clippings of an import that differ, those with something open first. `import/missing`. */
	list(run: ImportId, { offset, limit }: { offset: number; limit: number }): ConflictList {
		if (this.#db.pluck<number>('SELECT 1 FROM imports WHERE id = ?').get(run) === undefined) throw new Fault('import/missing', { id: run });
		const ids = this.#db.pluck<ClippingId>('SELECT clipping FROM conflicts WHERE import = ? GROUP BY clipping ORDER BY max(decided IS NULL) DESC, clipping LIMIT ? OFFSET ?').all(run, limit, offset);
		const rows = [...this.#clippings.each(ids)].map(({ id, headline }) => ({
			clipping: id, headline,
			conflicts: this.of(run, id).map(({ part, mine, theirs, decided }) => ({ part, mine: shownPart(part, mine), theirs: shownPart(part, theirs), decided })),
		}));
		return { import: run, ...this.count(run), rows };
	}

	/** What of a clipping differs, in the order of the parts. */
	of(run: ImportId, clipping: ClippingId): Differing[] {
		const rows = this.#db.prepare<{ part: ConflictPart; mine: string; theirs: string; decided: Decision | null }>('SELECT part, mine, theirs, decided FROM conflicts WHERE import = ? AND clipping = ?').all(run, clipping);
		return rows.map(({ part, mine, theirs, decided }) => ({ clipping, part, mine: json(mine), theirs: json(theirs), decided }))
			.sort((a, b) => CONFLICT_PARTS.indexOf(a.part) - CONFLICT_PARTS.indexOf(b.part));
	}

	/** Some clippings of an import of which something is open, after one of them. */
	open(run: ImportId, after: number, limit: number): ClippingId[] {
		return this.#db.pluck<ClippingId>('SELECT DISTINCT clipping FROM conflicts WHERE import = ? AND clipping > ? AND decided IS NULL ORDER BY clipping LIMIT ?').all(run, after, limit);
	}
}

/** Works inside a transaction that the caller opened. */
export class Conflicts extends ConflictReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/**
	 * Notes in what a clipping that is here differs from the one of an import; answers in how many parts. What only stands for another
	 * clipping by now, or is in the trash, is not compared.
	 */
	note(run: ImportId, id: ClippingId, theirs: TheirClipping): number {
		const mine = this.parts(id);
		const other = theirParts(theirs);
		const differing = CONFLICT_PARTS.filter((part) => !isSame(part, mine[part], other[part]));
		for (const part of differing) {
			this.#db.prepare('INSERT OR REPLACE INTO conflicts (import, clipping, part, mine, theirs, decided) VALUES (?, ?, ?, ?, ?, NULL)')
				.run(run, id, part, JSON.stringify(mine[part]), JSON.stringify(other[part]));
		}
		return differing.length;
	}

	/** Leaves everything of an import that is open as it is here. Nothing changes by it: it is no step. */
	keep(run: ImportId): void {
		this.#db.prepare(`UPDATE conflicts SET decided = 'keep' WHERE import = ? AND decided IS NULL`).run(run);
	}
}
