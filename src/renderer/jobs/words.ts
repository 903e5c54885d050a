// Owns how jobs and their outcomes are said. Pure.
import type { CheckReport, ExportSummary, ImportEntry, ImportReport, ImportRules, ImportSummary, SkipReason, WatchedFolder } from '../../shared/model';
import type { ConflictPart } from '../../shared/returning';
import type { BatchSummary } from '../../shared/batch';
import { locale, say, sayOf } from '../../shared/words/say';
import { sentenceFor } from '../ui/problems';
import { join, moment, number, sentence, size, today } from '../ui/words';
import type { Job, Work } from './jobs.svelte';

type Sums = Pick<ImportSummary, 'kept' | 'duplicate' | 'skipped' | 'failed' | 'cancelled'>;

const clock = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' });

/** "8 kept, 1 was already here and 2 were left out"; empty when nothing was found. */
function sumWords({ kept, duplicate, skipped, failed }: Sums): string {
	return join([
		...(kept > 0 ? [say('jobs.import.kept', { count: kept })] : []),
		...(duplicate > 0 ? [say('jobs.import.duplicate', { count: duplicate })] : []),
		...(skipped > 0 ? [say('jobs.import.skipped', { count: skipped })] : []),
		...(failed > 0 ? [say('jobs.import.failed', { count: failed })] : []),
	]);
}

/** "8 kept, 1 was already here and 2 were left out." */
export function importSentence(summary: Sums): string {
	const said = sumWords(summary) || say('jobs.import.none');
	return summary.cancelled ? say('jobs.import.stopped', { said }) : say('jobs.import.done', { said: sentence(said) });
}

/** "From Downloads: 8 kept." */
function arrivedSentence(summary: Sums, folder: string): string {
	const said = sumWords(summary);
	return summary.cancelled ? say('jobs.import.stoppedFrom', { folder, said: said || say('jobs.import.none') }) : say('jobs.import.doneFrom', { folder, said: said || say('jobs.import.noneWithin') });
}

export function checkSentence(report: CheckReport): string {
	if (report.cancelled) return say('jobs.check.stopped', { count: report.originals });
	if (report.findings.length === 0) return say('jobs.check.sound', { count: report.originals, size: size(report.bytes) });
	return say('jobs.check.found', { findings: report.findings.length, count: report.originals });
}

/** "Exported 12 clippings; 2 restricted were left out. Proven: …" */
export function exportSentence({ clippings: many, leftOut, proof }: ExportSummary): string {
	const done = leftOut && leftOut.count > 0 ? say('jobs.export.doneWithout', { count: many, out: leftOut.count }) : say('jobs.export.done', { count: many });
	if (!proof) return done;
	return `${done} ${proof.outcome === 'pass' ? say('jobs.export.proven', { files: proof.files, rows: proof.rows }) : say('jobs.export.unproven', { count: proof.different })}`;
}

/** One line for a job: what it does, or what came of it. */
export function jobSentence(job: Job): string {
	const { work } = job;
	if (job.state === 'failed') return sentenceFor(job.fault);
	if (job.state === 'working') return workingWords(job);
	switch (work.is) {
		case 'import': return !work.summary ? say('jobs.stopped') : work.watched === null ? importSentence(work.summary) : arrivedSentence(work.summary, work.watched);
		case 'export': return work.summary && !work.summary.cancelled ? exportSentence(work.summary) : say('jobs.export.stopped');
		case 'batch': return work.summary ? batchSentence(work.summary) : say('jobs.stopped');
		case 'check': return work.summary ? checkSentence(work.summary) : say('jobs.stopped');
		case 'backup': return job.state === 'done' ? say('jobs.backup.done') : say('jobs.stopped');
		case 'print': return job.state === 'done' ? say('jobs.print.done') : say('jobs.stopped');
	}
}

function batchSentence({ cancelled, changed, label }: BatchSummary): string {
	const said = changed === 0 ? say('jobs.batch.none') : sayOf(label);
	return cancelled ? say('jobs.batch.stopped', { said }) : say('jobs.batch.done', { said });
}

function workingWords(job: Job): string {
	const { work, progress } = job;
	if (job.isStopping) return say('jobs.stopping');
	const figure = work.is === 'backup' ? size : number;
	const isCounted = progress !== null && progress.phase !== 'looking';
	if (job.isPaused) {
		if (!isCounted) return say('jobs.paused');
		return progress.total === null ? say('jobs.pausedDone', { done: figure(progress.done) }) : say('jobs.pausedOf', { done: figure(progress.done), total: figure(progress.total) });
	}
	const doing = doingWords(work, progress !== null && ['reading', 'checking'].includes(progress.phase));
	if (!isCounted) return work.is === 'import' && work.watched === null ? say('jobs.looking') : doing;
	if (progress.total === null) return say('jobs.doing.done', { doing, done: figure(progress.done) });
	const of = { doing, done: figure(progress.done), total: figure(progress.total) };
	return work.is === 'backup' ? say('jobs.doing.backupOf', of) : say('jobs.doing.of', of);
}

function doingWords(work: Work, isProving: boolean): string {
	switch (work.is) {
		case 'import': return work.watched === null ? say('jobs.doing.import') : say('jobs.doing.watched', { folder: work.watched });
		case 'export': return isProving ? say('jobs.doing.proving') : say('jobs.doing.export');
		case 'batch': return say('jobs.doing.batch');
		case 'check': return say('jobs.doing.check');
		case 'backup': return say('jobs.doing.backup');
		case 'print': return say('jobs.doing.print');
	}
}

/** "12 files a second, about 3 minutes left"; empty while it is not known. */
export function paceWords(job: Pick<Job, 'work' | 'pace'>): string {
	const { pace, work } = job;
	if (!pace) return '';
	const rate = rateWords(work.is, pace.rate);
	const left = leftWords(pace.minutes);
	return rate === '' || left === '' ? rate || left : say('jobs.pace.both', { rate, left });
}

/** What is done in less than a second is said by the minute. */
function rateWords(is: Work['is'], each: number): string {
	if (is === 'backup') return say('jobs.pace.backup', { size: size(Math.round(each)) });
	const isSlow = each < 1;
	const per = isSlow ? each * 60 : each;
	// Two figures that count: the third would jump.
	const rate = number(per < 1 ? 1 : Number(per.toPrecision(2)));
	switch (is) {
		case 'import': return isSlow ? say('jobs.pace.importMinute', { rate }) : say('jobs.pace.import', { rate });
		case 'check': return isSlow ? say('jobs.pace.checkMinute', { rate }) : say('jobs.pace.check', { rate });
		default: return isSlow ? say('jobs.pace.exportMinute', { rate }) : say('jobs.pace.export', { rate });
	}
}

/** "about 3 minutes left" */
export function leftWords(minutes: number | null): string {
	if (minutes === null) return '';
	if (minutes < 1) return say('jobs.left.moment');
	return minutes < 90 ? say('jobs.left.minutes', { count: minutes }) : say('jobs.left.hours', { count: Math.round(minutes / 60) });
}

/** In what a clipping differs, at the head of a row. */
export const CONFLICT_WORDS: Record<ConflictPart, string> = {
	headline: say('jobs.conflict.headline'),
	publication: say('jobs.conflict.publication'),
	kicker: say('jobs.conflict.kicker'),
	standfirst: say('jobs.conflict.standfirst'),
	byline: say('jobs.conflict.byline'),
	dateline: say('jobs.conflict.dateline'),
	published: say('jobs.conflict.published'),
	updated: say('jobs.conflict.updated'),
	section: say('jobs.conflict.section'),
	edition: say('jobs.conflict.edition'),
	page: say('jobs.conflict.page'),
	url: say('jobs.conflict.url'),
	rights: say('jobs.conflict.rights'),
	embargo: say('jobs.conflict.embargo'),
	notes: say('jobs.conflict.notes'),
	tags: say('jobs.conflict.tags'),
	collections: say('jobs.conflict.collections'),
	flagged: say('jobs.conflict.flagged'),
	highlights: say('jobs.conflict.highlights'),
};

export const REASON_WORDS: Record<SkipReason, string> = {
	'not-a-clipping': say('jobs.reason.notAClipping'),
	empty: say('jobs.reason.empty'),
	binary: say('jobs.reason.binary'),
	unreadable: say('jobs.reason.unreadable'),
	'too-large': say('jobs.reason.tooLarge'),
	'folder-loop': say('jobs.reason.folderLoop'),
	'not-a-file': say('jobs.reason.notAFile'),
	missing: say('jobs.reason.missing'),
	'our-own-archive': say('jobs.reason.ourOwnArchive'),
	failed: say('jobs.reason.failed'),
};

/** "Today, 14:20", "4 May 2026, 14:20" */
export const whenWords = (at: number): string => (today(at) ? say('jobs.when.today', { time: clock.format(at) }) : moment(at));

/** "The ferry stops, until 2030 is over": a clipping that is kept back, and how long. */
export const embargoWords = ({ headline, embargo }: { headline: string; embargo: string }): string =>
	(embargo === '..' ? say('jobs.embargo.open', { headline }) : say('jobs.embargo.until', { headline, day: embargo }));

/** "Clippings", "a.txt and 11 others", "the watched folder Downloads" */
export function givenWords({ given, sources, watched }: Pick<ImportEntry, 'given' | 'sources' | 'watched'>): string {
	if (watched !== null) return say('jobs.given.watched', { folder: watched });
	const [first] = given;
	if (first === undefined) return say('jobs.given.earlier');
	if (sources === 1) return first;
	return sources === 2 ? say('jobs.given.two', { first, second: given[1] ?? say('jobs.given.another') }) : say('jobs.given.others', { first, count: sources - 1 });
}

/** One line for an import in the list of them. */
export function entryWords(entry: ImportEntry): string {
	if (entry.state === 'running') return say('jobs.entry.running');
	if (entry.state === 'interrupted') return say('jobs.entry.interrupted', { count: entry.kept });
	const said = importSentence({ ...entry, cancelled: entry.state === 'cancelled' });
	return entry.state === 'stopped' ? say('jobs.entry.fault', { said }) : said;
}

/** How an import stands, where more than its figures is to be said; empty else. */
export function standWords({ state, again, followedBy }: ImportEntry): string {
	if (state === 'running') return say('jobs.stands.running');
	if (followedBy !== null) return again === 'failed' ? say('jobs.stands.tried') : say('jobs.stands.continued');
	switch (state) {
		case 'interrupted': return again ? say('jobs.stands.interruptedAgain') : say('jobs.stands.interrupted');
		case 'cancelled': return say('jobs.stands.cancelled');
		case 'stopped': return say('jobs.stands.fault');
		case 'done': return '';
	}
}

/** What goes for everything an import brings: "Tagged ferry, in Thesis/The closure, dates day first". Empty when nothing does. */
export function rulesWords({ tags, collection, publication, dateOrder, rights }: ImportRules): string {
	const orders = { DMY: say('jobs.rules.dmy'), MDY: say('jobs.rules.mdy'), YMD: say('jobs.rules.ymd') };
	const parts = [
		...(tags.length > 0 ? [say('jobs.rules.tagged', { tags: join(tags) })] : []),
		...(collection === null ? [] : [say('jobs.rules.collection', { collection })]),
		...(publication === null ? [] : [say('jobs.rules.publication', { publication })]),
		...(dateOrder === null ? [] : [orders[dateOrder]]),
		...(rights === null ? [] : [say('jobs.rules.rights', { rights })]),
	];
	return parts.length === 0 ? '' : sentence(parts.join(', '));
}

/** How a watched folder stands. */
export function watchWords({ state, detail, lookedAt }: WatchedFolder): string {
	if (detail !== null) return sayOf(detail);
	switch (state) {
		case 'watching':
			if (lookedAt === null) return say('jobs.watch.watching');
			return today(lookedAt) ? say('jobs.watch.lookedToday', { time: clock.format(lookedAt) }) : say('jobs.watch.looked', { moment: moment(lookedAt) });
		case 'looking': return say('jobs.watch.looking');
		case 'importing': return say('jobs.watch.importing');
		case 'missing': return say('jobs.watch.missing');
		case 'refused': return say('jobs.watch.refused');
		case 'paused': return say('jobs.watch.paused');
		case 'waiting': return say('jobs.watch.waiting');
	}
}

/** One side of what differs in a proof: “a value”, or what is wrong where there is none. */
export function sideWords(table: string, value: string | null): string {
	if (value === null) return say('jobs.found.notThere');
	if (table !== 'files') return say('jobs.found.quoted', { value });
	// A file has a digest, or the word or two that stand for it in the proof (metadata/proof.json).
	if (value === 'missing') return say('jobs.found.missing');
	const code = /^unreadable \((.*)\)$/s.exec(value)?.[1];
	return code === undefined ? say('jobs.found.quoted', { value }) : say('jobs.found.unreadable', { code });
}

/** The report as plain text, to be sent to somebody. */
export function reportText(report: ImportReport): string {
	const lines = [`${whenWords(report.startedAt)}: ${importSentence({ ...report, cancelled: report.state === 'cancelled' })}`];
	const problems = (outcome: 'failed' | 'skipped', head: string): void => {
		const rows = report.problems.filter((problem) => problem.outcome === outcome);
		if (rows.length > 0) lines.push('', head, ...rows.map(({ name, reason, detail }) => say('jobs.report.whyTextMore', { name, reason: REASON_WORDS[reason], detail: sayOf(detail) })));
	};
	problems('failed', say('jobs.report.failed'));
	problems('skipped', say('jobs.report.leftOut'));
	if (report.duplicates.length > 0) lines.push('', say('jobs.report.duplicates'), ...report.duplicates.map(({ name, headline }) => `${name}: ${headline}`));
	return `${lines.join('\n')}\n`;
}
