// Owns the commands about what comes in by and by: the imports there were, and the watching of a folder.
import { resolve } from 'node:path';
import { Fault } from '../shared/errors';
import { ImportId, ImportRules, type Arrival, type ImportEntry, type ImportReport } from '../shared/model';
import { sayOf } from '../shared/words/say';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { RULE_OPTIONS, rulesOf } from './rules';
import { outcomeCounts, runsImport } from './take-in';
import { column, harmless } from './terminal';
import { STATUS, type Status } from './words';

/** Imports shown to a person who did not say how many. */
const SCREENFUL = 20;
const PAGE = 200;

const STATES: Record<ImportEntry['state'], string> = { running: 'under way', done: '', cancelled: 'stopped', stopped: 'stopped by a fault', interrupted: 'interrupted' };

/** "8 kept, 1 already here. Interrupted." */
function saying(entry: ImportEntry): string {
	const state = STATES[entry.state];
	return `${outcomeCounts(entry)}${state === '' ? '' : `, ${state}`}`;
}

const given = ({ given: names, sources, watched }: ImportEntry): string =>
	watched !== null ? `watched folder ${watched}` : names.length === 0 ? '' : sources === 1 ? names[0]! : `${names[0]!} and ${(sources - 1).toLocaleString('en')} more`;

function entryJson(entry: ImportEntry) {
	const { id, startedAt, endedAt, state, given: names, sources, watched, rules, kept, duplicate, skipped, failed, unsure, unsureNow, again, followedBy } = entry;
	return {
		id, startedAt: new Date(startedAt).toISOString(), endedAt: endedAt === null ? null : new Date(endedAt).toISOString(), state,
		given: names, sources, watched, rules, kept, duplicate, skipped, failed, unsure, unsureNow, again, followedBy,
	};
}

async function listImports(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const limit = args.count('limit') ?? (json || out.surface.columns === null ? Infinity : SCREENFUL);
	let shown = 0;
	let before: ImportId | null = null;
	while (shown < limit && !out.closed && !context.signal.aborted) {
		const page: ImportEntry[] = archive.imports.list({ before, limit: Math.min(PAGE, limit - shown) });
		for (const entry of page) {
			const when = new Date(entry.startedAt).toISOString().slice(0, 16).replace('T', ' ');
			if (json) await out.json(entryJson(entry));
			else if (out.surface.columns === null) await out.line([entry.id, new Date(entry.startedAt).toISOString(), entry.state, entry.kept, entry.duplicate, entry.skipped, entry.failed, harmless(given(entry))].join('\t'));
			else await out.line(`${out.surface.style(column(String(entry.id), 5, true), 'dim')}  ${when}  ${column(harmless(`${saying(entry)}: ${given(entry)}`), out.surface.columns - 25).trimEnd()}`);
		}
		shown += page.length;
		before = page.at(-1)?.id ?? null;
		if (page.length < Math.min(PAGE, limit - shown + page.length) || before === null) break;
	}
	if (json) await out.json({ summary: { total: shown } });
	else if (shown === 0 && out.surface.columns !== null) await out.line('Nothing has been imported into this archive yet.');
	return STATUS.done;
}

async function showImport({ out, json }: Context, report: ImportReport): Promise<Status> {
	if (json) {
		await out.json({ ...entryJson(report), milliseconds: report.milliseconds, duplicates: report.duplicates, problems: report.problems.map((problem) => ({ ...problem, detail: sayOf(problem.detail) })) });
		await out.json({ summary: { total: 1 } });
		return STATUS.done;
	}
	await out.line(`Import ${report.id}, ${new Date(report.startedAt).toISOString()}, ${harmless(given(report))}`);
	await out.line(`${saying(report)}.${report.unsureNow > 0 ? ` ${report.unsureNow.toLocaleString('en')} of the kept need a look.` : ''}`);
	for (const { name, outcome, detail } of report.problems) await out.line(`${outcome === 'failed' ? 'failed' : 'not taken'}: ${harmless(name)}. ${harmless(sayOf(detail))}`);
	for (const { name, id, trashed } of report.duplicates) await out.line(`already here: ${harmless(name)} is clipping ${id}${trashed ? ', in the trash' : ''}`);
	if (report.followedBy !== null) await out.line(`Done again as import ${report.followedBy}.`);
	else if (report.again !== null) await out.line(`${report.again === 'failed' ? 'Try the failed again' : 'Go on'} with: cuttings imports ${report.id} --retry`);
	return STATUS.done;
}

async function imports(context: Context): Promise<Status> {
	const { args } = context;
	const [number] = args.operands;
	if (number === undefined) {
		if (args.has('retry')) throw new Misuse('--retry needs the number of an import.', 'imports');
		return listImports(context);
	}
	if (!/^\d{1,9}$/.test(number)) throw new Misuse(`An import is named by its number, not “${number}”.`, 'imports');
	const archive = await context.archive();
	const parsed = ImportId.safeParse(Number(number));
	if (!parsed.success) throw new Fault('import/missing', { id: Number(number) });
	if (!args.has('retry')) return showImport(context, archive.imports.get(parsed.data));
	const report = archive.imports.get(parsed.data);
	if (report.again === null) {
		await context.out.line(report.state === 'running' ? 'That import is still under way.' : 'Nothing of that import is to be done again.');
		return STATUS.partly;
	}
	return runsImport(context, (options) => archive.imports.again(parsed.data, options));
}

/** Says what a watched folder brought, and counts it. */
async function said({ out, json }: Context, { summary }: Arrival): Promise<void> {
	if (!summary) return;
	const { id, kept, duplicate, skipped, failed, ids } = summary;
	if (json) await out.json({ import: id, kept, duplicate, skipped, failed, ids });
	else await out.line(`${outcomeCounts(summary)}. See: cuttings imports ${id}`);
}

async function watchFolder(context: Context): Promise<Status> {
	const { args, out, json, signal } = context;
	const archive = await context.archive();
	const { watching } = archive.imports;
	const path = resolve(args.operands[0]!);
	const known = await watching.at(path);
	const hasRules = RULE_OPTIONS.some(({ name }) => args.has(name));
	const rules = known && !hasRules ? known.rules : ImportRules.parse(rulesOf(args));
	// The window watches what somebody told it to watch; a folder watched from here waits there, paused.
	const folder = await watching.add(path, { rules, present: args.has('present'), isPaused: known?.isPaused ?? true });
	const total = { kept: 0, duplicate: 0, skipped: 0, failed: 0 };
	let written: Promise<void> = Promise.resolve();
	const undo = watching.onArrived((arrival) => {
		const { summary } = arrival;
		if (summary) for (const sort of ['kept', 'duplicate', 'skipped', 'failed'] as const) total[sort] += summary[sort];
		written = written.then(() => said(context, arrival));
	});
	let missing: string | null = null;
	const stop = watching.onChanged(() => {
		const { state, detail } = watching.get(folder.id);
		const trouble = (state === 'missing' || state === 'refused') && detail !== null ? sayOf(detail) : null;
		if (trouble !== null && trouble !== missing) process.stderr.write(`${harmless(trouble)}\n`);
		missing = trouble;
	});
	const isOnce = args.has('once');
	if (!isOnce && !json && out.surface.columns !== null) await out.line(`Watching ${harmless(path)}. Stop with Ctrl+C.`);
	try {
		const ended = await watching.follow(folder.id, signal, isOnce);
		await written;
		if (json) await out.json({ summary: { folder: path, ...total, ...(ended.state === 'missing' ? { missing: true } : {}) } });
		else if (isOnce && total.kept + total.duplicate + total.skipped + total.failed === 0 && ended.state !== 'missing') await out.line('Nothing new.');
		if (isOnce) return ended.state === 'missing' || ended.state === 'refused' || total.failed > 0 ? STATUS.partly : STATUS.done;
		return STATUS.cancelled;
	} finally {
		undo();
		stop();
	}
}

export const importsCommand: Command = {
	name: 'imports',
	says: 'List the imports there were, or say what came of one.',
	more: [
		'With the number of an import: what was kept, was here already, was not taken and why. --retry does again what failed of it; of one that was stopped or interrupted it goes on with what is left, under the same rules. What is here already is passed over.',
		'Where files lie is remembered with the archive. What has been moved since is said to be missing.',
	],
	examples: ['cuttings imports', 'cuttings imports 12', 'cuttings imports 12 --retry'],
	operands: { label: '[NUMBER]', least: 0, most: 1 },
	options: [
		{ name: 'retry', says: 'Try again what failed, or go on with what was left.' },
		{ name: 'limit', value: 'N', says: `List at most N. On a terminal ${SCREENFUL} unless given; otherwise all.` },
	],
	use: 'notes',
	run: imports,
};

export const watchCommand: Command = {
	name: 'watch',
	says: 'Keep what comes into a folder, until Ctrl+C.',
	more: [
		'New and changed files in it, and in the folders below it, are imported by themselves; a file that is being written is waited for. What stood there when it was watched first is left, unless --present is given. Deleting a file there deletes nothing here.',
		'The folder is remembered with its rules: the next time, what came meanwhile is imported too. The window lists it as well, paused; it is watched there when it is resumed.',
	],
	examples: ['cuttings watch ~/Downloads/clippings --tag inbox', 'cuttings watch ~/Downloads/clippings --once'],
	operands: { label: 'FOLDER', least: 1, most: 1 },
	options: [
		...RULE_OPTIONS,
		{ name: 'present', says: 'Keep what stands in the folder now, too. Counts when it is watched for the first time.' },
		{ name: 'once', says: 'Keep what has come since the last time, and end.' },
	],
	use: 'creates',
	run: watchFolder,
};
