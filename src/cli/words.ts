// Owns the command line's words for what could not be done, and the exit status that says so to other programs. Must not decide when either is used.
import type { Fault, FaultCode, FaultFacts } from '../shared/errors';
import { sayOf } from '../shared/words/say';

/** Exit statuses. docs/command-line.md lists them; a test holds the two together. */
export const STATUS = {
	done: 0,
	partly: 1,
	usage: 2,
	archive: 3,
	disk: 4,
	source: 5,
	clipping: 6,
	tag: 7,
	export: 8,
	collection: 9,
	import: 10,
	history: 11,
	search: 12,
	internal: 70,
	cancelled: 130,
	closed: 141,
} as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];

/** What each exit status means, for help and docs. */
export const STATUS_WORDS: Record<keyof typeof STATUS, string> = {
	done: 'Done.',
	partly: 'Done, but something needs a look: a source that could not be kept or read, or a finding of the check.',
	usage: 'The command was not understood. Nothing was done.',
	archive: 'The archive is missing, damaged, newer than this program, in use or read-only.',
	disk: 'The disk is full, or a file or folder is missing or not permitted.',
	source: 'A source could not be read.',
	clipping: 'There is no such clipping or picture.',
	tag: 'There is no such tag, or its name cannot be used.',
	export: 'The export could not be written.',
	history: 'There is nothing to undo, redo or remove, or it can no longer be undone.',
	collection: 'There is no such collection, or its name cannot be used.',
	search: 'There is no such saved search, or its name cannot be used.',
	import: 'There is no such import, or the folder cannot be watched.',
	internal: 'A fault of the program itself.',
	cancelled: 'Stopped by Ctrl+C. What was kept stays kept; an export leaves nothing.',
	closed: 'The program that read the output stopped reading.',
};

interface Words<C extends FaultCode> {
	status: Status;
	/** What happened, what is safe, what can be done. Paths and names come as they are and are made harmless when printed. */
	say: (facts: FaultFacts[C]) => string;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB`;

export const WORDS = {
	'archive/missing': {
		status: STATUS.archive,
		say: ({ path }) => `There is no archive at ${path}. Name another with --archive DIR, or make this one with: cuttings import PATH`,
	},
	'archive/not-an-archive': {
		status: STATUS.archive,
		say: ({ path }) => `${path} is not an archive of Cuttings. Nothing in it was touched. Name another folder with --archive DIR.`,
	},
	'archive/newer': {
		status: STATUS.archive,
		say: ({ path, version, supported }) => `The archive at ${path} was written by a newer Cuttings (its form is ${version}, this one knows ${supported}). Nothing was touched. Open it with the newer program.`,
	},
	'archive/locked': {
		status: STATUS.archive,
		say: ({ path }) => `The archive at ${path} is being written by another program. Nothing was changed. Try again when that is done.`,
	},
	'archive/corrupt': {
		status: STATUS.archive,
		say: ({ path, detail, backups }) => {
			const newest = backups[0];
			const way = newest === undefined ? 'Run cuttings check to see all that is wrong.' : `The newest backup is ${newest}.`;
			return `The archive at ${path} is damaged. ${sayOf(detail)} Nothing was changed. ${way}`;
		},
	},
	'archive/read-only': {
		status: STATUS.archive,
		say: ({ path }) => `The archive at ${path} can be read but not written. Nothing was changed. Copy it to a place you may write, or ask for the right to write there.`,
	},
	'disk/full': {
		status: STATUS.disk,
		say: ({ path }) => `The disk that holds ${path} is full. What was kept is safe. Make room, then do it again.`,
	},
	'disk/denied': {
		status: STATUS.disk,
		say: ({ path }) => `${path} is not open to you: its permissions forbid it. Nothing was changed.`,
	},
	'disk/missing': {
		status: STATUS.disk,
		say: ({ path }) => `There is no ${path}. Nothing was changed. If it is on another disk, connect that and do it again.`,
	},
	'source/unsupported': {
		status: STATUS.source,
		say: ({ name, kind }) => `${name} cannot be read: it is ${sayOf(kind)}.`,
	},
	'source/unreadable': {
		status: STATUS.source,
		say: ({ name, detail }) => `${name} could not be read. ${sayOf(detail)}`,
	},
	'bag/not-whole': {
		status: STATUS.source,
		say: ({ path, count, flaws }) => {
			const named = flaws.slice(0, 20).map(({ file, what }) => `\n  ${file}: ${sayOf(what)}`).join('');
			const more = count > 20 ? `\n  and ${(count - 20).toLocaleString('en')} more; cuttings verify names them all.` : '';
			return `The bag ${path} is not whole; nothing was imported.${named}${more}\nCopy it again, or import what is whole with --partly.`;
		},
	},
	'source/too-large': {
		status: STATUS.source,
		say: ({ name, bytes, limit }) => `${name} is larger than a clipping may be: ${megabytes(bytes)}, where ${megabytes(limit)} are read.`,
	},
	'clipping/missing': {
		status: STATUS.clipping,
		say: ({ id }) => (id > 0 ? `There is no clipping ${id} in this archive. List them with: cuttings list` : 'There is no such clipping in this archive. List them with: cuttings list'),
	},
	'picture/missing': {
		status: STATUS.clipping,
		say: ({ picture }) => `There is no picture ${picture} there. See what a clipping has with: cuttings show ID`,
	},
	'tag/missing': {
		status: STATUS.tag,
		say: ({ name }) => `There is no tag “${name}” in this archive. List them with: cuttings tags`,
	},
	'tag/taken': {
		status: STATUS.tag,
		say: ({ name }) => `There is a tag “${name}” already. Nothing was changed.`,
	},
	'tag/unusable': {
		status: STATUS.tag,
		say: ({ name, reason }) => `“${name}” cannot be a tag. ${sayOf(reason)} Nothing was changed.`,
	},
	'history/nothing': {
		status: STATUS.history,
		say: ({ way }) => `There is nothing to ${way}.`,
	},
	'batch/gone': {
		status: STATUS.history,
		say: () => 'The preview is no longer known. Nothing was changed.',
	},
	'merge/unfit': {
		status: STATUS.clipping,
		say: ({ detail }) => `These two cannot be merged. ${sayOf(detail)}`,
	},
	'history/moved-on': {
		status: STATUS.history,
		say: ({ label, detail }) => `“${sayOf(label)}” can no longer be undone or redone. ${sayOf(detail)} Nothing was changed.`,
	},
	'annotation/missing': {
		status: STATUS.clipping,
		say: ({ uid }) => `There is no highlight ${uid} in this archive.`,
	},
	'annotation/not-there': {
		status: STATUS.clipping,
		say: ({ quote }) => `“${quote}” does not stand in the text. Nothing was changed.`,
	},
	'date/not-a-reading': {
		status: STATUS.usage,
		say: ({ printed, reading }) => `“${printed}” cannot be read as ${reading}. Nothing was changed.`,
	},
	'embargo/unreadable': {
		status: STATUS.usage,
		say: ({ text }) => `“${text}” is no end of an embargo. Give a year, month or day (2030, 2030-06, 2030-06-15), or .. for no end that is known. Nothing was changed.`,
	},
	'convention/missing': {
		status: STATUS.history,
		say: ({ publication }) => `Nothing is set for “${publication}”. List what is set with: cuttings conventions`,
	},
	'collection/missing': {
		status: STATUS.collection,
		say: ({ name }) => `There is no collection “${name}” in this archive. List them with: cuttings collections`,
	},
	'collection/taken': {
		status: STATUS.collection,
		say: ({ name }) => `There is a collection “${name}” there already. Nothing was changed.`,
	},
	'collection/unusable': {
		status: STATUS.collection,
		say: ({ name, reason }) => `“${name}” cannot be a collection. ${sayOf(reason)} Nothing was changed.`,
	},
	'search/missing': {
		status: STATUS.search,
		say: ({ name }) => `There is no saved search “${name}” in this archive. List them with: cuttings saved`,
	},
	'search/taken': {
		status: STATUS.search,
		say: ({ name }) => `There is a saved search “${name}” already. Nothing was changed.`,
	},
	'search/unusable': {
		status: STATUS.search,
		say: ({ name, reason }) => `“${name}” cannot be the name of a saved search. ${sayOf(reason)} Nothing was changed.`,
	},
	'import/missing': {
		status: STATUS.import,
		say: ({ id }) => `There is no import ${id} in this archive. List them with: cuttings imports`,
	},
	'folder/unwatchable': {
		status: STATUS.import,
		say: ({ path, reason }) => `${path} cannot be watched. ${sayOf(reason)}`,
	},
	'folder/missing': {
		status: STATUS.import,
		say: () => 'That folder is not watched by this archive.',
	},
	'export/target-exists': {
		status: STATUS.export,
		say: ({ path }) => `${path} is there already and was left as it is. Choose another folder.`,
	},
	'export/unwritable': {
		status: STATUS.export,
		say: ({ path }) => `Nothing can be exported to ${path}: it cannot be written, or it lies inside the archive. Nothing was left there. Choose another folder.`,
	},
	'export/no-printer': {
		status: STATUS.export,
		say: ({ reason }) => `PDF is printed by the app's own browser, and that could not be had: ${reason} Nothing was left behind.`,
	},
	'export/too-large': {
		status: STATUS.export,
		say: ({ bytes, limit }) => `This is too much at once: ${megabytes(bytes)}, and ${megabytes(limit)} is the most. Export it instead.`,
	},
	'print/no-printer': {
		status: STATUS.export,
		say: () => 'There is no printer on this computer. Export as PDF instead.',
	},
	'print/failed': {
		status: STATUS.export,
		say: ({ reason }) => `The printer did not take the pages: ${reason}.`,
	},
	'request/invalid': {
		status: STATUS.usage,
		say: ({ operation, issues }) => `This could not be understood (${operation}): ${issues.join('; ')}`,
	},
	'host/restarting': {
		status: STATUS.internal,
		say: () => 'The archive is being opened again. Try once more in a moment.',
	},
	'cancelled': {
		status: STATUS.cancelled,
		say: () => 'Stopped.',
	},
	'internal': {
		status: STATUS.internal,
		say: ({ incident }) => `Cuttings met a fault of its own (${incident}). What was kept is safe.`,
	},
} as const satisfies { [C in FaultCode]: Words<C> };

/** A fault's exit status and its words. */
export function wordsFor(fault: Fault): { status: Status; text: string } {
	// A fault's facts are those of its code: the compiler cannot see that through a union.
	const words: { status: Status; say: (facts: never) => string } = WORDS[fault.code];
	return { status: words.status, text: words.say(fault.facts as never) };
}
