// Owns what is said when a request could not be honoured, and what can be done then: one entry for every code, or it does not compile. Must not act itself.
import { say, sayOf } from '../../shared/words/say';
import type { FaultCode, FaultFacts } from '../../shared/errors';
import { Fault } from '../../shared/errors';
import { size } from './words';

/** What a person can do about it. Screens offer those they can carry out. */
export type Remedy = 'retry' | 'read-only' | 'restore-backup' | 'choose-archive' | 'new-archive' | 'choose-target';

export const REMEDY_WORDS: Record<Remedy, string> = {
	retry: say('fault.remedy.retry'),
	'read-only': say('fault.remedy.read-only'),
	'restore-backup': say('fault.remedy.restore-backup'),
	'choose-archive': say('fault.remedy.choose-archive'),
	'new-archive': say('fault.remedy.new-archive'),
	'choose-target': say('fault.remedy.choose-target'),
};

export interface Words {
	/** What happened, in one sentence. */
	what: string;
	/** What is still safe, or what to do. */
	then: string;
	/** The first is the one we would take. */
	remedies: readonly Remedy[];
	/** Folded away. */
	detail?: string;
}

type Table = { [C in FaultCode]: (facts: FaultFacts[C]) => Words };

const anotherArchive: readonly Remedy[] = ['choose-archive', 'new-archive'];

/** For `select`: whether a name is there to be said. */
const named = (name: string): { name: string; isNamed: 'yes' | 'no' } => ({ name, isNamed: name ? 'yes' : 'no' });

const table = {
	'archive/missing': ({ path }) => ({ what: say('fault.archive-missing.what'), then: say('fault.archive-missing.then', { path }), remedies: ['retry', ...anotherArchive] }),
	'archive/not-an-archive': ({ path }) => ({ what: say('fault.not-an-archive.what'), then: say('fault.not-an-archive.then', { path }), remedies: [...anotherArchive, 'retry'] }),
	'archive/newer': ({ version, supported }) => ({ what: say('fault.newer.what'), then: say('fault.newer.then', { version: String(version), supported: String(supported) }), remedies: ['choose-archive', 'retry', 'new-archive'] }),
	'archive/locked': ({ path }) => ({ what: say('fault.locked.what'), then: say('fault.locked.then', { path }), remedies: ['retry', 'read-only', ...anotherArchive] }),
	'archive/corrupt': ({ detail, backups }) => ({
		what: say('fault.corrupt.what'),
		then: say('fault.corrupt.then', { count: backups.length }),
		remedies: backups.length > 0 ? ['restore-backup', 'retry', ...anotherArchive] : ['retry', ...anotherArchive],
		detail: sayOf(detail),
	}),
	'archive/read-only': () => ({ what: say('fault.read-only.what'), then: say('fault.read-only.then'), remedies: ['retry', 'read-only', ...anotherArchive] }),
	'disk/full': ({ path }) => ({ what: say('fault.disk-full.what'), then: say('fault.disk-full.then', { path }), remedies: ['retry'] }),
	'disk/denied': ({ path }) => ({ what: say('fault.disk-denied.what'), then: say('fault.disk-denied.then', { path }), remedies: ['retry', ...anotherArchive] }),
	'disk/missing': ({ path }) => ({ what: say('fault.disk-missing.what'), then: say('fault.disk-missing.then', { path }), remedies: ['retry', ...anotherArchive] }),
	'source/unsupported': ({ name, kind }) => ({ what: say('fault.unsupported.what', { name, kind: sayOf(kind) }), then: say('fault.unsupported.then'), remedies: [] }),
	'source/unreadable': ({ name, detail }) => ({ what: say('fault.unreadable.what', { name }), then: say('fault.unreadable.then'), remedies: [], detail: sayOf(detail) }),
	'bag/not-whole': ({ name, count }) => ({ what: say('fault.not-whole.what', { name }), then: say('fault.not-whole.then', { count }), remedies: [] }),
	'source/too-large': ({ name, bytes, limit }) => ({ what: say('fault.too-large.what', { name }), then: say('fault.too-large.then', { size: size(bytes), limit: size(limit) }), remedies: [] }),
	'clipping/missing': () => ({ what: say('fault.clipping-missing.what'), then: say('fault.clipping-missing.then'), remedies: [] }),
	'picture/missing': () => ({ what: say('fault.picture-missing.what'), then: say('fault.picture-missing.then'), remedies: [] }),
	'tag/missing': ({ name }) => ({ what: say('fault.tag-missing.what', named(name)), then: say('fault.tag-missing.then'), remedies: [] }),
	'tag/taken': ({ name }) => ({ what: say('fault.tag-taken.what', { name }), then: say('fault.tag-taken.then'), remedies: [] }),
	'tag/unusable': ({ name, reason }) => ({ what: say('fault.tag-unusable.what', named(name)), then: sayOf(reason), remedies: [] }),
	'history/nothing': ({ way }) => ({ what: say('fault.nothing.what', { way }), then: '', remedies: [] }),
	'batch/gone': () => ({ what: say('fault.batch-gone.what'), then: say('fault.batch-gone.then'), remedies: [] }),
	'merge/unfit': ({ detail }) => ({ what: say('fault.merge-unfit.what'), then: sayOf(detail), remedies: [] }),
	'history/moved-on': ({ label, detail }) => ({ what: say('fault.moved-on.what', { label: sayOf(label) }), then: say('fault.moved-on.then', { detail: sayOf(detail) }), remedies: [] }),
	'annotation/missing': () => ({ what: say('fault.annotation-missing.what'), then: say('fault.annotation-missing.then'), remedies: [] }),
	'annotation/not-there': ({ quote }) => ({ what: say('fault.not-there.what', { quote }), then: say('fault.not-there.then'), remedies: [] }),
	'date/not-a-reading': ({ printed, reading }) => ({ what: say('fault.not-a-reading.what', { printed, reading }), then: say('fault.not-a-reading.then'), remedies: [] }),
	'embargo/unreadable': ({ text }) => ({ what: say('fault.embargo.what', { text }), then: say('fault.embargo.then'), remedies: [] }),
	'convention/missing': ({ publication }) => ({ what: say('fault.convention-missing.what', { publication }), then: say('fault.convention-missing.then'), remedies: [] }),
	'collection/missing': ({ name }) => ({ what: say('fault.collection-missing.what', named(name)), then: say('fault.collection-missing.then'), remedies: [] }),
	'collection/taken': ({ name }) => ({ what: say('fault.collection-taken.what', { name }), then: say('fault.collection-taken.then'), remedies: [] }),
	'search/missing': ({ name }) => ({ what: say('fault.search-missing.what', named(name)), then: say('fault.search-missing.then'), remedies: [] }),
	'search/taken': ({ name }) => ({ what: say('fault.search-taken.what', { name }), then: say('fault.search-taken.then'), remedies: [] }),
	'search/unusable': ({ name, reason }) => ({ what: say('fault.search-unusable.what', named(name)), then: sayOf(reason), remedies: [] }),
	'collection/unusable': ({ name, reason }) => ({ what: say('fault.collection-unusable.what', named(name)), then: sayOf(reason), remedies: [] }),
	'import/missing': () => ({ what: say('fault.import-missing.what'), then: say('fault.import-missing.then'), remedies: [] }),
	'folder/unwatchable': ({ path, reason }) => ({ what: say('fault.unwatchable.what', { path }), then: sayOf(reason), remedies: [] }),
	'folder/missing': () => ({ what: say('fault.folder-missing.what'), then: say('fault.folder-missing.then'), remedies: [] }),
	'export/target-exists': ({ path }) => ({ what: say('fault.target-exists.what'), then: say('fault.target-exists.then', { path }), remedies: ['choose-target'] }),
	'export/unwritable': ({ path }) => ({ what: say('fault.unwritable.what'), then: say('fault.unwritable.then', { path }), remedies: ['choose-target'] }),
	'export/no-printer': ({ reason }) => ({ what: say('fault.no-printer.what'), then: say('fault.no-printer.then', { reason }), remedies: ['retry'] }),
	'export/too-large': ({ bytes, limit }) => ({ what: say('fault.out-large.what', { size: size(bytes), limit: size(limit) }), then: say('fault.out-large.then'), remedies: [] }),
	'print/no-printer': () => ({ what: say('fault.no-paper.what'), then: say('fault.no-paper.then'), remedies: [] }),
	'print/failed': ({ reason }) => ({ what: say('fault.not-printed.what'), then: say('fault.not-printed.then'), remedies: [], detail: reason }),
	'request/invalid': ({ issues }) => ({ what: say('fault.request.what'), then: issues.map(withoutPath).join(' '), remedies: [] }),
	'host/restarting': () => ({ what: say('fault.restarting.what'), then: say('fault.restarting.then'), remedies: ['retry'] }),
	'cancelled': () => ({ what: say('fault.cancelled.what'), then: '', remedies: [] }),
	'internal': ({ incident }) => ({ what: say('fault.internal.what'), then: say('fault.internal.then', { incident }), remedies: ['retry'] }),
} satisfies Table;

/** Issues are written "field: sentence"; the field is known from where it is shown. */
function withoutPath(issue: string): string {
	return issue.replace(/^[\w.]+: /, '');
}

/** The words for a fault. Anything that is not a fault is a bug in the page itself. */
export function wordsFor(error: unknown): Words {
	if (!Fault.is(error)) return { what: say('fault.page.what'), then: say('fault.page.then'), remedies: [], ...(error instanceof Error && { detail: error.message }) };
	return (table[error.code] as (facts: FaultFacts[FaultCode]) => Words)(error.facts);
}

/** One sentence for a toast or under an input. */
export function sentenceFor(error: unknown): string {
	const { what, then } = wordsFor(error);
	return Fault.is(error, 'request/invalid') && then ? then : [what, then].filter(Boolean).join(' ');
}
