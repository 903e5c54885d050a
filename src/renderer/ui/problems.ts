// Owns what is said when a request could not be honoured, and what can be done then: one entry for every code, or it does not compile. Must not act itself.
import type { FaultCode, FaultFacts } from '../../shared/errors';
import { Fault } from '../../shared/errors';
import { count, size } from './words';

/** What a person can do about it. Screens offer those they can carry out. */
export type Remedy = 'retry' | 'read-only' | 'restore-backup' | 'choose-archive' | 'new-archive' | 'choose-target';

export const REMEDY_WORDS: Record<Remedy, string> = {
	retry: 'Try again',
	'read-only': 'Open for reading only',
	'restore-backup': 'Restore the newest backup',
	'choose-archive': 'Choose another archive…',
	'new-archive': 'Make a new archive…',
	'choose-target': 'Choose another folder…',
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

const table = {
	'archive/missing': ({ path }) => ({ what: 'The archive is not where it was.', then: `Nothing was found at ${path}. If it is on a disk that is not connected, connect it and try again.`, remedies: ['retry', ...anotherArchive] }),
	'archive/not-an-archive': ({ path }) => ({ what: 'This folder is not a Cuttings archive.', then: `${path} holds other files. They were not touched.`, remedies: [...anotherArchive, 'retry'] }),
	'archive/newer': ({ version, supported }) => ({ what: 'This archive was made by a newer Cuttings.', then: `It has format ${version}; this program knows formats up to ${supported}. It was not touched. Update Cuttings to open it.`, remedies: ['choose-archive', 'retry', 'new-archive'] }),
	'archive/locked': ({ path }) => ({ what: 'Another program is using the archive.', then: `${path} is held by something else. Close it there, then try again.`, remedies: ['retry', 'read-only', ...anotherArchive] }),
	'archive/corrupt': ({ detail, backups }) => ({
		what: 'The archive is damaged and cannot be opened.',
		then: backups.length > 0
			? `There ${backups.length === 1 ? 'is' : 'are'} ${count(backups.length, 'backup')} inside it. Restoring keeps the damaged file beside the backup, and the originals are not touched.`
			: 'It has no backup yet. The originals in its folder are not touched.',
		remedies: backups.length > 0 ? ['restore-backup', 'retry', ...anotherArchive] : ['retry', ...anotherArchive],
		detail,
	}),
	'archive/read-only': () => ({ what: 'This archive is open for reading only.', then: 'Nothing in it can be changed from here. Allow writing to its folder, or copy it to a disk that can be written.', remedies: ['retry', 'read-only', ...anotherArchive] }),
	'disk/full': ({ path }) => ({ what: 'The disk is full.', then: `There was no room left at ${path}. What was kept before is safe. Make room, then try again.`, remedies: ['retry'] }),
	'disk/denied': ({ path }) => ({ what: 'The system does not let Cuttings in there.', then: `Access to ${path} was refused. Allow it, or choose another place.`, remedies: ['retry', ...anotherArchive] }),
	'disk/missing': ({ path }) => ({ what: 'A folder is no longer there.', then: `Nothing was found at ${path}.`, remedies: ['retry', ...anotherArchive] }),
	'source/unsupported': ({ name, kind }) => ({ what: `${name} is ${kind}, which Cuttings does not read.`, then: 'The file was not touched.', remedies: [] }),
	'source/unreadable': ({ name, detail }) => ({ what: `${name} could not be read.`, then: 'The file was not touched.', remedies: [], detail }),
	'source/too-large': ({ name, bytes, limit }) => ({ what: `${name} is too large.`, then: `It has ${size(bytes)}; up to ${size(limit)} can be read.`, remedies: [] }),
	'clipping/missing': () => ({ what: 'This clipping is no longer in the archive.', then: 'Choose another one from the list.', remedies: [] }),
	'picture/missing': () => ({ what: 'This picture is no longer in the archive.', then: 'Open the clipping again to see those it has.', remedies: [] }),
	'tag/missing': ({ name }) => ({ what: `There is no tag ${name || 'of that name'} any more.`, then: 'Choose another one.', remedies: [] }),
	'tag/taken': ({ name }) => ({ what: `There is already a tag ${name}.`, then: 'Choose another name, or merge the two.', remedies: [] }),
	'tag/unusable': ({ name, reason }) => ({ what: `${name || 'This'} cannot be the name of a tag.`, then: reason, remedies: [] }),
	'history/nothing': ({ way }) => ({ what: `There is nothing to ${way}.`, then: '', remedies: [] }),
	'history/moved-on': ({ label, detail }) => ({ what: `“${label}” cannot be taken back any more.`, then: `${detail} Nothing was changed.`, remedies: [] }),
	'date/not-a-reading': ({ printed, reading }) => ({ what: `“${printed}” cannot be read as ${reading}.`, then: 'Nothing was changed.', remedies: [] }),
	'convention/missing': ({ publication }) => ({ what: `Nothing is set for ${publication}.`, then: 'Choose another one.', remedies: [] }),
	'collection/missing': ({ name }) => ({ what: `There is no collection ${name || 'of that name'} any more.`, then: 'Choose another one.', remedies: [] }),
	'collection/taken': ({ name }) => ({ what: `There is already a collection ${name} there.`, then: 'Choose another name.', remedies: [] }),
	'collection/unusable': ({ name, reason }) => ({ what: `${name || 'This'} cannot be a collection here.`, then: reason, remedies: [] }),
	'import/missing': () => ({ what: 'That import is not in this archive.', then: 'Choose another one from the list.', remedies: [] }),
	'folder/unwatchable': ({ path, reason }) => ({ what: `${path} cannot be watched.`, then: reason, remedies: [] }),
	'folder/missing': () => ({ what: 'That folder is not among the watched ones any more.', then: 'Add it again to have it watched.', remedies: [] }),
	'export/target-exists': ({ path }) => ({ what: 'There is already a folder of that name.', then: `${path} was not touched. Choose another folder.`, remedies: ['choose-target'] }),
	'export/unwritable': ({ path }) => ({ what: 'The export cannot be written there.', then: `${path} does not take new files. Nothing was left behind.`, remedies: ['choose-target'] }),
	'request/invalid': ({ issues }) => ({ what: 'That could not be taken as typed.', then: issues.map(withoutPath).join(' '), remedies: [] }),
	'host/restarting': () => ({ what: 'The archive is being opened again.', then: 'Everything that was reported as kept is safe. Try again in a moment.', remedies: ['retry'] }),
	'cancelled': () => ({ what: 'Stopped.', then: '', remedies: [] }),
	'internal': ({ incident }) => ({ what: 'Something in Cuttings went wrong.', then: `Your clippings are safe. The log has it as incident ${incident}.`, remedies: ['retry'] }),
} satisfies Table;

/** Issues are written "field: sentence"; the field is known from where it is shown. */
function withoutPath(issue: string): string {
	return issue.replace(/^[\w.]+: /, '');
}

/** The words for a fault. Anything that is not a fault is a bug in the page itself. */
export function wordsFor(error: unknown): Words {
	if (!Fault.is(error)) return { what: 'Something in this window went wrong.', then: 'Your clippings are safe.', remedies: [], ...(error instanceof Error && { detail: error.message }) };
	return (table[error.code] as (facts: FaultFacts[FaultCode]) => Words)(error.facts);
}

/** One sentence for a toast or under an input. */
export function sentenceFor(error: unknown): string {
	const { what, then } = wordsFor(error);
	return Fault.is(error, 'request/invalid') && then ? then : [what, then].filter(Boolean).join(' ');
}
