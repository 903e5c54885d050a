// Owns how jobs and their outcomes are said. Pure.
import type { CheckReport, ImportSummary, SkipReason } from '../../shared/model';
import { sentenceFor } from '../ui/problems';
import { clippings, count, join, number, sentence, size } from '../ui/words';
import type { Job } from './jobs.svelte';

const were = (value: number): string => (value === 1 ? 'was' : 'were');

/** "8 kept, 1 was already here and 2 were left out." */
export function importSentence(summary: ImportSummary): string {
	const parts: string[] = [];
	const leftOut = summary.skipped + summary.failed;
	if (summary.kept > 0) parts.push(`${number(summary.kept)} kept`);
	if (summary.duplicate > 0) parts.push(`${number(summary.duplicate)} ${were(summary.duplicate)} already here`);
	if (leftOut > 0) parts.push(`${number(leftOut)} ${were(leftOut)} left out`);
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
		const doing = { import: 'Reading', export: 'Exporting', check: 'Checking' }[work.is];
		if (!progress || progress.phase === 'looking') return work.is === 'import' ? 'Looking for files' : doing;
		return progress.total === null ? `${doing} ${number(progress.done)}` : `${doing} ${number(progress.done)} of ${number(progress.total)}`;
	}
	switch (work.is) {
		case 'import': return work.summary ? importSentence(work.summary) : 'Stopped.';
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

/** The report as plain text, to be sent to somebody. */
export function reportText(summary: ImportSummary): string {
	const lines = [importSentence(summary)];
	if (summary.problems.length > 0) lines.push('', 'Left out', ...summary.problems.map(({ name, reason, detail }) => `${name}: ${REASON_WORDS[reason]}${detail ? `. ${detail}` : ''}`));
	if (summary.duplicates.length > 0) lines.push('', 'Already here', ...summary.duplicates.map(({ name, headline }) => `${name}: ${headline}`));
	return `${lines.join('\n')}\n`;
}
