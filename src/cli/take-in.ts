// Owns the commands that take files: read, which only says what it makes of them, and import, which keeps them.
import { basename, extname, resolve } from 'node:path';
import { bodyText, likeliestReading } from '../core/reading/fields';
import type { Reading } from '../core/formats/reading-of';
import type { PrintedDate } from '../shared/draft';
import type { ImportRequest } from '../core/intake';
import type { Archive } from '../core/archive';
import type { ImportId, ImportSummary, SourceOutcome } from '../shared/model';
import { ConflictWay } from '../shared/returning';
import { sayOf } from '../shared/words/say';
import type { Command, Context } from './command';
import { RULE_OPTIONS, rulesOf } from './rules';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

/** Files read in one turn of work last at most about this long, in milliseconds, so that Ctrl+C is heard. */
const TURN = 50;

const nextTurn = (): Promise<void> => new Promise((proceed) => setImmediate(proceed));

/** A date in EDTF, with the printed clock time where there is one and the day is sure. */
function moment(date: PrintedDate): string | null {
	const day = likeliestReading(date);
	return day !== null && date.time !== null && /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d/.test(date.time) ? `${day}T${date.time}` : day;
}

/** What a reading says of a file, as `read` prints it. */
function readingJson({ draft, pictures }: Reading) {
	const published = draft.published?.value ?? null;
	return {
		title: draft.headline?.value ?? null,
		byline: draft.byline?.value.signatories.map((signatory) => signatory.name) ?? [],
		siteName: draft.publication?.value ?? null,
		publishedTime: published && moment(published),
		...(published && published.edtf === null && published.readings.length > 1 ? { publishedReadings: published.readings } : {}),
		standfirst: draft.standfirst?.value ?? null,
		captions: draft.captions.map(({ text, credit }) => ({ text, credit })),
		body: bodyText(draft.blocks),
		pictures: pictures.map(({ fileName, address, bytes, mediaType, caption, credit, width, height }) => ({ fileName, address, bytes: bytes?.length ?? null, mediaType, width, height, caption, credit })),
	};
}

async function read(context: Context): Promise<Status> {
	const { args, out, json, signal } = context;
	const { readFileSource } = await import('../core/importing/read-source');
	let done = 0;
	let failed = 0;
	let turn = performance.now();
	for (const path of args.operands) {
		if (signal.aborted) break;
		const found = await readFileSource(resolve(path));
		const file = basename(path);
		const which = { path, name: file.slice(0, file.length - extname(file).length) };
		if (found.ok) await out.json({ ...which, ...readingJson(found.reading) });
		else await out.json({ ...which, error: { reason: found.refused.reason, detail: sayOf(found.refused.detail) } });
		if (found.ok) done++;
		else failed++;
		if (performance.now() - turn > TURN) {
			await nextTurn();
			turn = performance.now();
		}
	}
	if (json) await out.json({ summary: { read: done, failed } });
	return failed > 0 ? STATUS.partly : STATUS.done;
}

const REASONS: Record<Exclude<SourceOutcome['outcome'], 'kept'>, string> = {
	duplicate: 'already here', skipped: 'not taken', failed: 'failed',
};

function outcomeLine(outcome: Exclude<SourceOutcome, { outcome: 'kept' }>): string {
	const name = harmless(outcome.name);
	if (outcome.outcome === 'duplicate') return `${REASONS.duplicate}: ${name} is clipping ${outcome.id}${outcome.trashed ? ', in the trash' : ''}`;
	return `${REASONS[outcome.outcome]}: ${name}. ${harmless(sayOf(outcome.detail))}`;
}

/** "8 kept, 1 already here, 2 not taken, 1 failed" */
export function outcomeCounts({ kept, duplicate, skipped, failed }: Pick<ImportSummary, 'kept' | 'duplicate' | 'skipped' | 'failed'>): string {
	const count = (number: number): string => number.toLocaleString('en');
	const parts = [`${count(kept)} kept`, duplicate > 0 ? `${count(duplicate)} already here` : '', skipped > 0 ? `${count(skipped)} not taken` : '', failed > 0 ? `${count(failed)} failed` : ''];
	return parts.filter(Boolean).join(', ');
}

/** What an import is given to tell of itself. */
type Told = Required<Pick<ImportRequest, 'signal' | 'onProgress' | 'onOutcome'>>;

/** Runs an import and prints what becomes of each source, in their order. */
export async function runsImport({ out, json, bar, signal }: Context, run: (told: Told) => Promise<ImportSummary>): Promise<Status> {
	let isMissing = false;
	// Outcomes come while the import goes on; they are written in their order, behind one another.
	let written: Promise<void> = Promise.resolve();
	const summary = await run({
		signal,
		onProgress: bar.show,
		onOutcome: (outcome) => {
			if ('reason' in outcome && outcome.reason === 'missing') isMissing = true;
			if (json) written = written.then(() => out.json('detail' in outcome ? { ...outcome, detail: sayOf(outcome.detail) } : outcome));
			else if (outcome.outcome !== 'kept') written = written.then(() => out.line(outcomeLine(outcome)));
		},
	});
	await written;
	bar.hide();
	const { id, kept, duplicate, skipped, failed, cancelled } = summary;
	if (json) await out.json({ summary: { import: id, kept, duplicate, skipped, failed, ...(cancelled ? { cancelled } : {}) } });
	else await out.line(`${outcomeCounts(summary)}.${cancelled ? ' Stopped; what was kept stays.' : ''}`);
	if (cancelled) return STATUS.cancelled;
	return failed > 0 || isMissing || kept + duplicate === 0 ? STATUS.partly : STATUS.done;
}

async function importSources(context: Context): Promise<Status> {
	const { args } = context;
	const archive = await context.archive();
	const sources = args.operands.map((path) => ({ path: resolve(path) }));
	const asked = { rules: rulesOf(args), conflicts: args.oneOf('conflicts', ConflictWay.options) ?? 'keep', partly: args.has('partly') };
	let differing: { import: ImportId; clippings: number } | null = null;
	const status = await runsImport(context, async (told) => {
		const summary = await archive.import(sources, { ...told, ...asked });
		if (summary.conflicts) differing = { import: summary.id, clippings: summary.conflicts.clippings };
		return summary;
	});
	if (differing) await tellConflicts(context, archive, differing, asked.conflicts);
	return status;
}

/** Clippings looked at in one go. */
const PAGE = 200;

const DONE: Record<ConflictWay, string> = {
	ask: 'Nothing was changed; decide in the window, or import again with --conflicts take or both.',
	keep: 'They are kept as they are here; --conflicts take or both does otherwise.',
	take: 'What came was taken; undo takes that back.',
	both: 'Both were kept; undo takes that back.',
};

/** Lists side by side what differs. */
async function tellConflicts({ out, json }: Context, archive: Archive, { import: run, clippings }: { import: ImportId; clippings: number }, way: ConflictWay): Promise<void> {
	if (!json) await out.line(`${clippings.toLocaleString('en')} ${clippings === 1 ? 'clipping differs' : 'clippings differ'} from what came. ${DONE[way]}`);
	for (let offset = 0; offset < clippings; offset += PAGE) {
		for (const row of archive.conflicts.list(run, { offset, limit: PAGE }).rows) {
			if (json) {
				await out.json({ conflict: row });
				continue;
			}
			await out.line(`  ${row.clipping}  ${harmless(row.headline)}`);
			for (const { part, mine, theirs } of row.conflicts) await out.line(`      ${part}: ${side(mine)}  |  ${side(theirs)}`);
		}
	}
}

const LONGEST_SIDE = 60;
function side(value: string | null): string {
	const text = value === null ? '(nothing)' : harmless(value.replace(/\s+/gu, ' '));
	return text.length > LONGEST_SIDE ? `${text.slice(0, LONGEST_SIDE - 1)}…` : text;
}

export const readCommand: Command = {
	name: 'read',
	says: 'Read files as clippings and print what is found in them. Keeps nothing.',
	more: [
		'One line of JSON for each file, in the order given: path (as given), name (the file\'s name without its last extension), title, byline, siteName, publishedTime, standfirst, captions (each with text and credit), body and pictures (each with fileName, address, bytes, mediaType, width, height, caption and credit; bytes is null for one that is only named). What is not found is null, or an empty list.',
		'A date that can be read two ways is given as the likelier one, and publishedReadings lists them all. A file that cannot be read has path, name and error (reason and detail) instead.',
	],
	examples: ['cuttings read story.txt', 'cuttings read *.txt > readings.jsonl'],
	operands: { label: 'FILE...', least: 1, most: Infinity },
	options: [],
	use: 'none',
	run: read,
};

export const importCommand: Command = {
	name: 'import',
	says: 'Keep files, and all files in folders, as clippings.',
	more: ['The archive is made when there is none. What is already in it is said to be, and not kept twice. The files themselves are never changed. Stopping with Ctrl+C keeps what was kept; the same command goes on from there.', 'An archive package or JSON Lines folder comes back with everything: into an empty archive as it was, into another one beside what is there. A clipping that is here and differs is listed, here on the left and what came on the right. A bag is first held against its manifests; one that is not whole is refused and each file named, unless --partly imports what is. Bags of others (BagIt 0.97 and 1.0) come in like any folder. Nothing is ever fetched.'],
	examples: ['cuttings import story.txt', 'cuttings import ~/Downloads/clippings --tag inbox --tag ferries', "cuttings import scans --collection 'Thesis/The closure' --publication 'The Averil Courier' --date-order DMY"],
	operands: { label: 'PATH...', least: 1, most: Infinity },
	options: [
		...RULE_OPTIONS,
		{ name: 'conflicts', value: 'WAY', says: `What becomes of a clipping that is here and differs from the same one in a package: one of ${ConflictWay.options.join(', ')}. Default: keep.` },
		{ name: 'partly', says: 'Of a bag that is not whole, import what is.' },
	],
	use: 'creates',
	run: importSources,
};
