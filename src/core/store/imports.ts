// Owns the rows that say what an import was asked, when it ran and how it ended. Must not import anything.
import { Fault } from '../../shared/errors';
import type { ClippingId, ImportEntry, ImportId, ImportReport, ImportRules, ImportSummary } from '../../shared/model';
import { ImportRules as ImportRulesSchema } from '../../shared/model';
import { keptSaid } from '../../shared/said';
import { ConflictReader } from './conflicts';
import type { ReadDb, WriteDb } from './open';

/** What was given to an import, as it is remembered: a path, or the name of a text that is not kept apart from its clipping. */
export type AskedSource = { path: string } | { name: string };

/** What is noted before anything is read. */
export interface Asked {
	sources: AskedSource[];
	rules: ImportRules;
	/** The program that does it, so that another can tell whether it still lives. */
	process: { host: string; pid: number };
	/** Name of the watched folder it came from. */
	watched: string | null;
}

/** What is kept of an import with the archive. `stopped` is the code of the fault that ended it early. */
export interface KeptReport extends Omit<ImportSummary, 'id'> {
	unsure: number;
	stopped: string | null;
	/** Places of what failed, where they are known; at most as many as there are problems named. */
	retry: string[];
}

/** Whether an import without an end is still under way. */
export type IsAlive = (id: ImportId, process: Asked['process'] | null) => boolean;

interface Row { id: ImportId; started_at: number; ended_at: number | null; asked: string | null; report: string | null; followed_by: ImportId | null }

/** Names shown of what was given. */
const GIVEN = 100;
const NO_REPORT: KeptReport = { kept: 0, duplicate: 0, skipped: 0, failed: 0, ids: [], duplicates: [], problems: [], milliseconds: 0, cancelled: false, unsure: 0, stopped: null, retry: [] };

const lastName = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;

export class ImportReader {
	readonly #db: ReadDb;
	readonly #conflicts: ConflictReader;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#conflicts = new ConflictReader(db);
	}

	/** Newest first; those before `before`, when it is given. */
	list(isAlive: IsAlive, window: { before: ImportId | null; limit: number }): ImportEntry[] {
		return this.#rows('WHERE i.id < ? ORDER BY i.id DESC LIMIT ?', [window.before ?? Number.MAX_SAFE_INTEGER, window.limit]).map((row) => this.#entry(row, isAlive).entry);
	}

	/** `import/missing`. */
	get(id: ImportId, isAlive: IsAlive): ImportReport {
		const { entry, report } = this.#entry(this.#row(id), isAlive);
		return { ...entry, duplicates: report?.duplicates ?? [], problems: report?.problems ?? [], milliseconds: report?.milliseconds ?? null };
	}

	/** What can be asked again of an import: what failed of one that ran to its end, all of one that did not. `import/missing`. */
	again(id: ImportId): { places: string[]; lost: number; rules: ImportRules } {
		const row = this.#row(id);
		const asked = askedOf(row);
		const report = reportOf(row);
		const rules = asked?.rules ?? ImportRulesSchema.parse({});
		if (!isOurs(asked)) return { places: [], lost: asked?.sources.length ?? 0, rules };
		if (report && isWhole(report)) return { places: report.retry, lost: 0, rules };
		const places = (asked?.sources ?? []).flatMap((source) => ('path' in source ? [source.path] : []));
		return { places, lost: (asked?.sources.length ?? 0) - places.length, rules };
	}

	/** What came with an import, in the order it came. */
	clippings(id: ImportId): ClippingId[] {
		return this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE import = ? ORDER BY id').all(id);
	}

	#row(id: ImportId): Row {
		const [row] = this.#rows('WHERE i.id = ?', [id]);
		if (!row) throw new Fault('import/missing', { id });
		return row;
	}

	#rows(which: 'WHERE i.id = ?' | 'WHERE i.id < ? ORDER BY i.id DESC LIMIT ?', values: number[]): Row[] {
		return this.#db.prepare<Row>(`
			SELECT i.id, i.started_at, i.ended_at, i.asked, i.report, (SELECT max(id) FROM imports WHERE follows = i.id) AS followed_by
			FROM imports i ${which}`).all(...values);
	}

	#entry(row: Row, isAlive: IsAlive): { entry: ImportEntry; report: KeptReport | null } {
		const asked = askedOf(row);
		const report = reportOf(row);
		// What a killed import kept is counted, and what needs a look now is another number than what did then.
		const now = this.#db.prepare<{ kept: number; unsure: number }>(`
			SELECT count(*) AS kept, count(*) FILTER (WHERE unsure = 1 AND trashed_at IS NULL) AS unsure FROM clippings WHERE import = ?`).get(row.id)!;
		const { kept, duplicate, skipped, failed, unsure } = report ?? { ...NO_REPORT, kept: now.kept, unsure: now.unsure };
		const state = row.ended_at !== null && report
			? (report.stopped !== null ? 'stopped' : report.cancelled ? 'cancelled' : 'done')
			: isAlive(row.id, asked?.process ?? null) ? 'running' : 'interrupted';
		const hasPlaces = isOurs(asked) && (asked?.sources ?? []).some((source) => 'path' in source);
		const again = state === 'done' ? (isOurs(asked) && (report?.retry.length ?? 0) > 0 ? 'failed' : null) : state !== 'running' && hasPlaces ? 'rest' : null;
		const entry: ImportEntry = {
			id: row.id, startedAt: row.started_at, endedAt: row.ended_at, state,
			given: (asked?.sources ?? []).slice(0, GIVEN).map((source) => ('path' in source ? lastName(source.path) : source.name)),
			sources: asked?.sources.length ?? 0,
			watched: asked?.watched ?? null,
			rules: asked?.rules ?? ImportRulesSchema.parse({}),
			kept, duplicate, skipped, failed, unsure, unsureNow: now.unsure,
			again, followedBy: row.followed_by,
			conflicts: this.#conflicts.count(row.id),
		};
		return { entry, report };
	}
}

export class Imports extends ImportReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** Notes that an import has begun, and what it was asked; answers its number. */
	begin(at: number, asked: Asked, follows: ImportId | null = null): ImportId {
		return Number(this.#db.prepare('INSERT INTO imports (started_at, asked, follows) VALUES (?, ?, ?)').run(at, JSON.stringify(asked), follows).lastInsertRowid) as ImportId;
	}

	/** Notes how it ended. An import without an end was killed; its clippings are kept all the same. */
	end(id: ImportId, at: number, report: KeptReport): void {
		this.#db.prepare('UPDATE imports SET ended_at = ?, report = ? WHERE id = ?').run(at, JSON.stringify(report), id);
	}
}

/** Whether an import was done here, and not in the archive a package came from: the places that one names are another machine's, or a stranger's choice. */
const isOurs = (asked: Asked | null): boolean => asked !== null && typeof asked.process === 'object';

const isWhole = (report: KeptReport): boolean => !report.cancelled && report.stopped === null;

function askedOf(row: Row): Asked | null {
	return row.asked === null ? null : JSON.parse(row.asked) as Asked;
}

/** Reports of archives made before an import remembered what it was asked have fewer fields; older ones hold English sentences. */
function reportOf(row: Row): KeptReport | null {
	if (row.report === null) return null;
	const report = { ...NO_REPORT, ...JSON.parse(row.report) as Partial<KeptReport> };
	return { ...report, problems: report.problems.map((problem) => ({ ...problem, detail: keptSaid(problem.detail) })) };
}
