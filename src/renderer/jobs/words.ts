// Owns how jobs and their outcomes are said. Pure.
import type { CheckReport, ImportEntry, ImportReport, ImportRules, ImportSummary, SkipReason, WatchedFolder } from '../../shared/model';
import { sentenceFor } from '../ui/problems';
import { clippings, count, join, moment, number, sentence, size, today } from '../ui/words';
import type { Job } from './jobs.svelte';

export const were = (value: number): string => (value === 1 ? 'was' : 'were');

/** "8 kept, 1 was already here and 2 were left out." */
export function importSentence(summary: Pick<ImportSummary, 'kept' | 'duplicate' | 'skipped' | 'failed' | 'cancelled'>): string {
	const parts: string[] = [];
	if (summary.kept > 0) parts.push(`${number(summary.kept)} kept`);
	if (summary.duplicate > 0) parts.push(`${number(summary.duplicate)} ${were(summary.duplicate)} already here`);
	if (summary.skipped > 0) parts.push(`${number(summary.skipped)} ${were(summary.skipped)} left out`);
	if (summary.failed > 0) parts.push(`${number(summary.failed)} could not be kept`);
	const said = parts.length > 0 ? join(parts) : 'Nothing was found to keep';
	return `${summary.cancelled ? `Stopped: ${said}` : sentence(said)}.`;
}

export function checkSentence(report: CheckReport): string {
	if (report.cancelled) return `Stopped after ${count(report.originals, 'original')}.`;
	if (report.findings.length === 0) return `${count(report.originals, 'original')} read, ${size(report.bytes)}. All of them are as they were received.`;
	return `${count(report.findings.length, 'finding')} in ${count(report.originals, 'original')}.`;
}

/** One line for a job: what it does, or what came of it. */
export function jobSentence(job: Job): string {
	const { work, progress } = job;
	if (job.state === 'failed') return sentenceFor(job.fault);
	if (job.state === 'working') {
		if (job.isStopping) return 'Stopping';
		const doing = work.is === 'import' && work.watched !== null ? `From ${work.watched}: reading` : { import: 'Reading', export: 'Exporting', check: 'Checking' }[work.is];
		if (!progress || progress.phase === 'looking') return work.is === 'import' && work.watched === null ? 'Looking for files' : doing;
		return progress.total === null ? `${doing} ${number(progress.done)}` : `${doing} ${number(progress.done)} of ${number(progress.total)}`;
	}
	switch (work.is) {
		case 'import': return !work.summary ? 'Stopped.' : work.watched === null ? importSentence(work.summary) : `From ${work.watched}: ${importSentence(work.summary).replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase())}`;
		case 'export': return work.summary && !work.summary.cancelled ? `Exported ${clippings(work.summary.clippings)}.` : 'Export stopped. Nothing was left behind.';
		case 'check': return work.summary ? checkSentence(work.summary) : 'Stopped.';
	}
}

export const REASON_WORDS: Record<SkipReason, string> = {
	'not-a-clipping': 'Not a clipping',
	empty: 'Empty',
	binary: 'Not text',
	unreadable: 'Could not be read',
	'too-large': 'Too large',
	'folder-loop': 'A folder that leads back to itself',
	'not-a-file': 'Neither file nor folder',
	missing: 'No longer there',
	'our-own-archive': 'The archive itself',
	failed: 'Could not be kept',
};

/** "Today, 14:20", "4 May 2026, 14:20" */
export const whenWords = (at: number): string => (today(at) ? `Today, ${moment(at).split(', ').at(-1)!}` : moment(at));

/** "Clippings", "a.txt and 11 others", "the watched folder Downloads" */
export function givenWords({ given, sources, watched }: Pick<ImportEntry, 'given' | 'sources' | 'watched'>): string {
	if (watched !== null) return `the watched folder ${watched}`;
	const [first] = given;
	if (first === undefined) return 'an earlier version';
	return sources === 1 ? first : sources === 2 ? `${first} and ${given[1] ?? 'another'}` : `${first} and ${number(sources - 1)} others`;
}

/** One line for an import in the list of them. */
export function entryWords(entry: ImportEntry): string {
	if (entry.state === 'running') return 'Under way';
	if (entry.state === 'interrupted') return `Interrupted, ${number(entry.kept)} kept`;
	const said = importSentence({ ...entry, cancelled: entry.state === 'cancelled' });
	return entry.state === 'stopped' ? `Stopped by a fault: ${said}` : said;
}

/** How an import stands, where more than its figures is to be said; empty else. */
export function standWords({ state, again, followedBy }: ImportEntry): string {
	const isTried = followedBy === null ? '' : again === 'failed' ? 'What failed was tried again since.' : 'It was continued since.';
	switch (state) {
		case 'running': return 'It is under way.';
		case 'interrupted': return isTried || `The program ended in the middle. What had been kept by then is safe${again ? '; continuing passes over it quickly' : ''}.`;
		case 'cancelled': return isTried || 'It was stopped; what had been kept by then stays.';
		case 'stopped': return isTried || 'A fault stopped it; what had been kept by then is safe.';
		case 'done': return isTried;
	}
}

/** What goes for everything an import brings: "Tagged ferry, in Thesis/The closure, dates day first". Empty when nothing does. */
export function rulesWords({ tags, collection, publication, dateOrder, rights }: ImportRules): string {
	const orders = { DMY: 'dates day first', MDY: 'dates month first', YMD: 'dates year first' };
	const parts = [
		...(tags.length > 0 ? [`tagged ${join(tags)}`] : []),
		...(collection === null ? [] : [`in ${collection}`]),
		...(publication === null ? [] : [`from ${publication}`]),
		...(dateOrder === null ? [] : [orders[dateOrder]]),
		...(rights === null ? [] : [`rights: ${rights}`]),
	];
	return parts.length === 0 ? '' : sentence(parts.join(', '));
}

/** How a watched folder stands. */
export function watchWords({ state, detail, lookedAt }: WatchedFolder): string {
	if (detail !== null) return detail;
	switch (state) {
		case 'watching': return `Watched${lookedAt === null ? '' : `; looked through ${whenWords(lookedAt).replace('Today, ', 'at ')}`}`;
		case 'looking': return 'Being looked through';
		case 'importing': return 'Something has come and is being kept';
		case 'missing': return 'Not there just now';
		case 'refused': return 'Cannot be watched';
		case 'paused': return 'Paused';
		case 'waiting': return 'Watched while the archive is open for writing';
	}
}

/** The report as plain text, to be sent to somebody. */
export function reportText(report: ImportReport): string {
	const lines = [`${whenWords(report.startedAt)}: ${importSentence({ ...report, cancelled: report.state === 'cancelled' })}`];
	const problems = (outcome: 'failed' | 'skipped', head: string): void => {
		const rows = report.problems.filter((problem) => problem.outcome === outcome);
		if (rows.length > 0) lines.push('', head, ...rows.map(({ name, reason, detail }) => `${name}: ${REASON_WORDS[reason]}${detail ? `. ${detail}` : ''}`));
	};
	problems('failed', 'Could not be kept');
	problems('skipped', 'Left out');
	if (report.duplicates.length > 0) lines.push('', 'Already here', ...report.duplicates.map(({ name, headline }) => `${name}: ${headline}`));
	return `${lines.join('\n')}\n`;
}
