// Owns the check of an archive: every original and picture against its SHA-256, every text unpacked, the database and its index examined. Must not mend anything but sweep half-written files.
import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import type { CheckReport, ClippingId, Progress } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import type { Blobs } from '../files/blobs';
import { errnoOf } from '../files/disk-faults';
import { backupsPath, isUnfinished, isUnfinishedDatabase } from '../layout';
import { KeptRows, QUESTIONS, type CheckedPicture, type CheckedRow } from '../store/health';
import { askElsewhere, type ReadDb } from '../store/open';
import { unpack, unpackContent } from '../store/packing';

export interface CheckOptions {
	signal: AbortSignal;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
	/** Half-written files older than this (ms UTC) are removed; null: nothing may be removed. */
	sweepBefore: number | null;
}

type Finding = CheckReport['findings'][number];

const TURN_MS = 15;
const BATCH = 16;
const TELL_MS = 100;
const MOST_FINDINGS = 10_000;

function pictureSaid({ file_name: file, headline }: CheckedPicture): Said {
	if (headline === null) return file ? said('said.thing.picture-loose', { file }) : said('said.thing.picture-lost');
	return file ? said('said.thing.picture', { file, headline }) : said('said.thing.picture-nameless', { headline });
}

class Check {
	readonly report: CheckReport = { originals: 0, clippings: 0, pictures: 0, bytes: 0, findings: [], milliseconds: 0, cancelled: false };
	readonly #dir: string;
	readonly #db: ReadDb;
	readonly #rows: KeptRows;
	readonly #blobs: Blobs;
	readonly #options: CheckOptions;
	#total = 0;
	#told = 0;
	#turn = performance.now();

	constructor(dir: string, db: ReadDb, blobs: Blobs, options: CheckOptions) {
		this.#dir = dir;
		this.#db = db;
		this.#rows = new KeptRows(db, BATCH);
		this.#blobs = blobs;
		this.#options = options;
	}

	async run(): Promise<void> {
		const { originals, clippings, pictures } = this.#rows.counts();
		this.#total = originals + pictures;
		this.report.clippings = clippings;
		await this.#originals();
		await this.#pictures();
		await this.#pages();
		await this.#files();
		await this.#leftovers();
		await this.#database();
		this.#tell(null, true);
	}

	find(kind: Finding['kind'], what: Said, id: ClippingId | null = null): void {
		if (this.report.findings.length < MOST_FINDINGS) this.report.findings.push({ kind, what, id });
	}

	async #originals(): Promise<void> {
		let last = 0;
		for (;;) {
			const rows = this.#rows.after(last);
			if (rows.length === 0) return;
			for (const row of rows) {
				await this.#original(row);
				last = row.id;
			}
		}
	}

	async #original(row: CheckedRow): Promise<void> {
		this.report.originals += 1;
		this.report.bytes += row.bytes;
		const called = { headline: row.headline, file: row.file_name };
		const before = this.report.findings.length;
		await this.#bytes(row, said('said.thing.original', called), row.clipping, row.file_name);
		const found = this.report.findings[before];
		try {
			if (row.text) unpackContent({ content: row.text, packed_with: row.packed_with });
		} catch {
			if (!found) this.find('database', said('said.check.text', called), row.clipping);
			// A text is packed against its original: one damage, told once.
			else found.what = said(found.what.key, { ...found.what.values, text: 'lost' });
		}
		await this.#breathe(row.file_name);
	}

	async #pictures(): Promise<void> {
		let last = 0;
		for (;;) {
			const rows = this.#rows.picturesAfter(last);
			if (rows.length === 0) return;
			for (const row of rows) {
				await this.#picture(row);
				last = row.id;
			}
		}
	}

	async #picture(row: CheckedPicture): Promise<void> {
		this.report.pictures += 1;
		this.report.bytes += row.bytes;
		await this.#bytes(row, pictureSaid(row), row.clipping, row.file_name ?? '');
		await this.#breathe(row.file_name ?? '');
	}

	/** Holds bytes against their hash, wherever they are kept. `what` names them in the sentence of a finding. */
	async #bytes(row: { sha256: Uint8Array; content: Uint8Array | null }, what: Said, id: ClippingId | null, current: string): Promise<void> {
		const sha256 = Buffer.from(row.sha256).toString('hex');
		if (row.content === null) return this.#file(sha256, what, id, current);
		let bytes: Uint8Array | null = null;
		try {
			bytes = unpack(row.content);
		} catch {
			this.find('original-altered', said('said.check.packed', { what, text: 'there' }), id);
		}
		if (bytes && createHash('sha256').update(bytes).digest('hex') !== sha256) this.find('original-altered', said('said.check.altered', { what, text: 'there' }), id);
	}

	async #file(sha256: string, what: Said, id: ClippingId | null, current: string): Promise<void> {
		const hash = createHash('sha256');
		try {
			for await (const piece of this.#blobs.stream(sha256, this.#options.signal)) {
				hash.update(piece);
				await this.#breathe(current);
			}
			if (hash.digest('hex') !== sha256) this.find('original-altered', said('said.check.altered', { what, text: 'there' }), id);
		} catch (error) {
			this.#options.signal.throwIfAborted();
			if (errnoOf(error) === 'ENOENT') this.find('original-missing', said('said.check.missing', { what, path: `originals/${sha256.slice(0, 2)}/${sha256}`, text: 'there' }), id);
			else this.find('original-altered', said('said.check.unread', { what, code: errnoOf(error) || String(error), text: 'there' }), id);
		}
	}

	async #pages(): Promise<void> {
		let last = 0;
		for (;;) {
			const rows = this.#rows.pagesAfter(last);
			if (rows.length === 0) return;
			for (const { clipping, html, headline } of rows) {
				last = clipping;
				try {
					unpack(html);
				} catch {
					this.find('database', said('said.check.page', { headline }), clipping);
				}
				await this.#breathe(headline);
			}
		}
	}

	/** Files in `originals/` that no clipping knows. */
	async #files(): Promise<void> {
		for await (const found of this.#blobs.all()) {
			const isKnown = found.unfinished || (found.sha256 !== null && this.#rows.isFile(found.sha256));
			if (!isKnown) this.find('original-unknown', said('said.check.stray', { path: found.path }));
			await this.#breathe(found.path);
		}
	}

	/** What a crash or a full disk left half written. */
	async #leftovers(): Promise<void> {
		const before = this.#options.sweepBefore;
		const half = async (folder: string, prefix: string, isHalf: (name: string) => boolean): Promise<string[]> => {
			const names = await readdir(folder).catch(() => [] as string[]);
			return names.filter(isHalf).map((name) => prefix + name);
		};
		const paths = [...await half(this.#dir, '', isUnfinishedDatabase), ...await half(backupsPath(this.#dir), 'backups/', isUnfinished)];
		for await (const found of this.#blobs.all()) if (found.unfinished) paths.push(found.path);
		for (const path of paths) {
			const about = await stat(join(this.#dir, path)).catch(() => null);
			if (!about) continue;
			const old = before !== null && about.mtimeMs < before;
			if (old) await rm(join(this.#dir, path), { force: true });
			this.find('leftover', said(old ? 'said.check.swept' : 'said.check.half', { path }));
		}
	}

	async #database(): Promise<void> {
		await this.#options.gate?.pass(this.#options.signal);
		this.#tell('the database', true);
		const answers = await askElsewhere(this.#db.path, QUESTIONS.map(({ asks }) => asks), this.#options.signal);
		answers.forEach((answer, i) => {
			const { kind, says } = QUESTIONS[i]!;
			if (!Array.isArray(answer)) this.find(kind, Fault.is(answer, 'archive/corrupt') ? answer.facts.detail : said('said.plain', { text: answer.message }));
			else for (const row of answer) if (says) this.find(kind, says(row)); else this.#sqlite(String(row[0]));
		});
	}

	/** What SQLite finds, in its own words. */
	#sqlite(text: string): void {
		if (text !== 'ok') this.find(/fts5|\bsearch\b/i.test(text) ? 'search-index' : 'database', said('said.plain', { text }));
	}

	/** Lets others have their turn when this one has lasted, and looks at the signal. */
	async #breathe(current: string): Promise<void> {
		if (performance.now() - this.#turn < TURN_MS) return;
		this.#tell(current, false);
		await turn();
		await this.#options.gate?.pass(this.#options.signal);
		this.#options.signal.throwIfAborted();
		this.#turn = performance.now();
	}

	#tell(current: string | null, now: boolean): void {
		if (!this.#options.onProgress || (!now && performance.now() - this.#told < TELL_MS)) return;
		this.#told = performance.now();
		this.#options.onProgress({ phase: 'checking', done: this.report.originals + this.report.pictures, total: this.#total, current });
	}
}

/**
 * Checks a whole archive. Never rejects for what it finds; damage that stops a part of the check is a finding of its own.
 * Cancelled, it answers what it had found until then.
 */
export async function checkArchive(dir: string, db: ReadDb, blobs: Blobs, options: CheckOptions): Promise<CheckReport> {
	const began = performance.now();
	const check = new Check(dir, db, blobs, options);
	try {
		await check.run();
	} catch (error) {
		if (options.signal.aborted) check.report.cancelled = true;
		else if (Fault.is(error, 'archive/corrupt')) check.find('database', error.facts.detail);
		else throw error;
	}
	check.report.milliseconds = Math.round(performance.now() - began);
	return check.report;
}
