// Owns the declaration of every operation that crosses a process border, once. Clients, handlers, validation and docs are derived from it.
import { z } from 'zod';
import {
	Acceptance, ArchiveSummary, Arrival, Changed, CheckReport, Clipping, ClippingId, Collection, CollectionId, Convention,
	DateField, DateHabit, DateOrder, Edit, ExportPreview, ExportSummary, Format, FormatId, HistoryState, HistoryStep,
	ImportEntry, ImportId, ImportReport, ImportRules, ImportSummary, Instant, Page, PictureId, Progress, Query, Selection,
	Sha256, Tag, TagColour, TagId, WatchedFolder, WatchedFolderId,
} from './model';
import { command, event, job, query } from './rpc';

const nothing = z.void();
const ids = z.array(ClippingId).min(1).max(100_000);
/** An opaque grant for a file or folder, made by main and good in the host once. */
export const Token = z.string().regex(/^[0-9a-f]{32}$/);
export type Token = z.infer<typeof Token>;
/** Bytes as they cross a port: a view of their own buffer. */
export const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]', 'Expected bytes');
const tagName = z.string().trim().min(1).max(200);
const collectionName = z.string().trim().min(1).max(200);

/** Window ↔ host: the archive. */
export const archive = {
	'archive.summary': query(nothing, ArchiveSummary),
	'archive.import': job(
		z.object({
			sources: z.array(z.discriminatedUnion('from', [
				z.object({ from: z.literal('token'), token: Token }),
				z.object({ from: z.literal('paste'), text: z.string().max(20_000_000), name: z.string().max(200) }),
				/** Markup dragged or pasted, such as a selection from a browser, with the address of its page when that is known. */
				z.object({ from: z.literal('html'), html: z.string().max(20_000_000), url: z.string().max(4_000).nullable(), name: z.string().max(200) }),
				/** What has no file: a picture on the clipboard. */
				z.object({ from: z.literal('bytes'), bytes: Bytes, name: z.string().max(200) }),
			])).min(1).max(10_000),
			rules: ImportRules,
		}),
		Progress,
		ImportSummary,
	),
	'archive.check': job(nothing, Progress, CheckReport),
	'archive.formats': query(nothing, z.array(Format)),
	'archive.preview': query(z.object({ selection: Selection, format: FormatId, index: z.int().min(0) }), ExportPreview),
	'archive.export': job(z.object({ selection: Selection, format: FormatId, target: Token }), Progress, ExportSummary.extend({ made: Token })),

	'clippings.search': query(z.object({ query: Query, offset: z.int().min(0), limit: z.int().min(1).max(500) }), Page),
	/** Every id the query finds, in its order: for "select all" and export. */
	'clippings.ids': query(z.object({ query: Query }), z.array(ClippingId)),
	'clippings.get': query(z.object({ id: ClippingId }), Clipping),
	/** The original as decoded text, in lines as received; null for what is not text. */
	'clippings.original': query(z.object({ id: ClippingId }), z.object({ text: z.string().nullable() })),
	/** The clipping's safe markup, for a frame without scripts; pictures stand in it as `<img data-picture="n">`, n being a position. Null for what has none. */
	'clippings.page': query(z.object({ id: ClippingId }), z.object({ html: z.string().nullable() })),
	/** `near`: the line of the original somebody pointed at, 1-based. */
	'clippings.edit': command(z.object({ id: ClippingId, edit: Edit, near: z.int().min(1).nullable().optional() }), Clipping),
	/** Gives what was read a person's word, and chooses between readings of its dates. `date/not-a-reading`. */
	'clippings.accept': command(z.object({ id: ClippingId, acceptance: Acceptance }), Clipping),
	/** Chooses one reading of a date, or null to leave it open; with `others`, all open dates of its publication are read in the same order, now and when more come. */
	'clippings.settle': command(z.object({ id: ClippingId, field: DateField, reading: z.string().nullable(), others: z.boolean() }), Clipping),
	/** Sets aside what was read of a clipping: all of its text becomes its body. */
	'clippings.textOnly': command(z.object({ id: ClippingId }), Clipping),
	/** Adds and removes tags by name; a new name makes a new tag. */
	'clippings.tag': command(z.object({ ids, add: z.array(tagName), remove: z.array(tagName) }), nothing),
	/** Puts clippings into collections, and takes them out of others. */
	'clippings.collect': command(z.object({ ids, add: z.array(CollectionId).max(1_000), remove: z.array(CollectionId).max(1_000) }), nothing),
	'clippings.trash': command(z.object({ ids }), nothing),
	'clippings.restore': command(z.object({ ids }), nothing),

	/** A picture as it was received. `picture/missing`, `archive/corrupt` when its bytes are gone. */
	'pictures.bytes': query(z.object({ sha256: Sha256 }), z.object({ bytes: Bytes, mediaType: z.string() })),
	/** Small copies as WebP, at most 480 pixels a side, in the order asked for; null where none could be drawn. */
	'pictures.thumbnails': query(z.object({ sha256: z.array(Sha256).min(1).max(100) }), z.array(z.object({ sha256: Sha256, bytes: Bytes.nullable() }))),
	/**
	 * Keeps a picture with a clipping, at one of its captions or without. A picture that is only named there gets its file by it;
	 * one that is there already moves to the caption. `source/unsupported` (no picture), `source/unreadable`.
	 */
	'pictures.attach': command(
		z.object({
			id: ClippingId,
			caption: z.int().min(0).nullable(),
			source: z.discriminatedUnion('from', [
				z.object({ from: z.literal('token'), token: Token }),
				z.object({ from: z.literal('paste'), bytes: Bytes, name: z.string().max(200) }),
			]),
		}),
		Clipping,
	),
	/** Takes a picture off its clipping. Its bytes stay in the archive. `picture/missing`. */
	'pictures.detach': command(z.object({ id: PictureId }), Clipping),

	'history.state': query(nothing, HistoryState),
	/** Takes the newest act back; `step` when that one alone is meant. `history/nothing`, `history/moved-on`. */
	'history.undo': command(z.object({ step: z.int().nullable() }), HistoryStep),
	'history.redo': command(z.object({ step: z.int().nullable() }), HistoryStep),

	'conventions.list': query(nothing, z.array(Convention)),
	/** What is known of how the publication of a clipping writes dates in figures; null when it has none. */
	'conventions.habit': query(z.object({ id: ClippingId }), DateHabit.nullable()),
	'conventions.set': command(z.object({ publication: z.string().trim().min(1).max(500), order: DateOrder, settle: z.boolean() }), z.object({ settled: z.int() })),
	/** `convention/missing`. */
	'conventions.remove': command(z.object({ publication: z.string().max(500) }), nothing),

	'tags.list': query(nothing, z.array(Tag)),
	/** Renames a tag and, with it, all below it ("war" → "conflict" also moves "war/ukraine"). `tag/taken` unless `merge`. */
	'tags.rename': command(z.object({ id: TagId, name: tagName, merge: z.boolean() }), nothing),
	'tags.colour': command(z.object({ id: TagId, colour: TagColour }), nothing),
	/** Takes a tag off every clipping and forgets it. Returns how many clippings carried it. */
	'tags.remove': command(z.object({ id: TagId }), z.object({ clippings: z.int() })),

	/** As a tree is read: each before what stands in it. */
	'collections.list': query(nothing, z.array(Collection)),
	/** A new one, last in another or at the top. `collection/taken`, `collection/unusable`. */
	'collections.add': command(z.object({ name: collectionName, parent: CollectionId.nullable() }), z.object({ id: CollectionId })),
	'collections.rename': command(z.object({ id: CollectionId, name: collectionName }), nothing),
	/** Into another one or to the top, before a sibling there or last. */
	'collections.move': command(z.object({ id: CollectionId, parent: CollectionId.nullable(), before: CollectionId.nullable() }), nothing),
	/** Gives clippings of a collection another place in it: before one of them, or last. */
	'collections.arrange': command(z.object({ id: CollectionId, ids, before: ClippingId.nullable() }), nothing),
	/** Forgets it and those inside it; clippings stay. Returns how many stood there. */
	'collections.remove': command(z.object({ id: CollectionId }), z.object({ clippings: z.int() })),

	/** Newest first; those before one of them, when it is given. */
	'imports.list': query(z.object({ before: ImportId.nullable(), limit: z.int().min(1).max(200) }), z.array(ImportEntry)),
	'imports.get': query(z.object({ id: ImportId }), ImportReport),
	/** Does again what failed of an import, or goes on with one that did not end. `import/missing`, `request/invalid`. */
	'imports.again': job(z.object({ id: ImportId }), Progress, ImportSummary),

	'folders.list': query(nothing, z.array(WatchedFolder)),
	/** Has a folder watched; what stands in it now is imported when `present` says so. `folder/unwatchable`, `tag/unusable`, `collection/unusable`. */
	'folders.add': command(z.object({ folder: Token, rules: ImportRules, present: z.boolean() }), WatchedFolder),
	'folders.change': command(z.object({ id: WatchedFolderId, rules: ImportRules.optional(), isPaused: z.boolean().optional() }), WatchedFolder),
	/** Forgets a folder; nothing in it is touched. */
	'folders.remove': command(z.object({ id: WatchedFolderId }), nothing),
	/** Some watched folder stands otherwise than before. */
	'folders.changed': event(z.object({})),
	/** An import that a watched folder began: at its beginning, as it goes on, and once it has ended. */
	'folders.arrived': event(Arrival),

	'changed': event(Changed, { clippings: true, tags: true, collections: true, imports: true }),
} as const;

/** What the archive's window needs from the machine it stands on. */
export const Machine = z.object({
	version: z.string(),
	electron: z.string(), chromium: z.string(), node: z.string(), sqlite: z.string(),
	/** `release` is the Electron the app is made for; `fallback` an older one, where that could not be had. */
	runtime: z.enum(['release', 'fallback']),
	platform: z.enum(['linux', 'darwin', 'win32']),
});
export type Machine = z.infer<typeof Machine>;

/** What a command of the menu asks the page to do. */
export const MenuCommand = z.enum([
	'import', 'import-with', 'imports', 'watched-folders', 'collect', 'paste', 'export', 'find', 'select-all', 'edit', 'tag', 'trash', 'restore', 'copy',
	'next', 'previous', 'undo', 'redo', 'needs-a-look', 'toggle-sidebar', 'toggle-details', 'about', 'check', 'keys',
]);
export type MenuCommand = z.infer<typeof MenuCommand>;

/**
 * What putting a backup in place came to. `madeAt` in ms UTC; `clippings` there are now; `lost` counts those kept since the backup,
 * null when the damaged database no longer tells; `kept` is the damaged database's new name, null when there was none.
 */
export const RestoredBackup = z.object({ madeAt: Instant, clippings: z.int(), lost: z.int().nullable(), kept: z.string().nullable() });
export type RestoredBackup = z.infer<typeof RestoredBackup>;

const wireFault = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });

/** Window ↔ main: the desktop. */
export const desktop = {
	'desktop.machine': query(nothing, Machine),
	/** Whether the archive is open; otherwise the fault that keeps it shut, and where it was looked for. */
	'desktop.archive': query(nothing, z.object({
		place: z.string(),
		state: z.enum(['opening', 'open', 'shut']),
		fault: wireFault.nullable(),
	})),
	/** Asks for files or a folder to import, for one picture, or for a folder to watch. Empty when the dialog was left. */
	'desktop.chooseSources': command(z.object({ folder: z.boolean(), isPicture: z.boolean().optional(), isToWatch: z.boolean().optional() }), z.object({ tokens: z.array(Token) })),
	/** Asks for the folder an export goes into. `place` is for people to read. */
	'desktop.chooseTarget': command(z.object({ suggestion: z.string() }), z.object({ token: Token, place: z.string() }).nullable()),
	'desktop.reveal': command(z.object({ token: Token }), nothing),
	/** What is on the clipboard, read only when somebody pastes: files alone, or text with its markup and the address of its page, or a picture (PNG). */
	'desktop.clipboard': command(nothing, z.object({ text: z.string().nullable(), tokens: z.array(Token), html: z.string().nullable(), url: z.string().nullable(), picture: Bytes.nullable() })),
	/** Asks where, and writes a copy there. False when the dialog was left. `disk/full`, `disk/denied`. */
	'desktop.saveCopy': command(z.object({ name: z.string().max(200), bytes: Bytes }), z.boolean()),
	'desktop.copy': command(z.object({ text: z.string().max(20_000_000) }), nothing),
	/** Opens or makes another archive chosen in a dialog. False when the dialog was left. */
	'desktop.openArchive': command(z.object({ create: z.boolean() }), z.boolean()),
	/** Tries the same archive again, or opens it for reading only. */
	'desktop.retryArchive': command(z.object({ readOnly: z.boolean() }), nothing),
	/** Puts the newest good backup in place of an archive that cannot be opened; the damaged file is kept beside it. */
	'desktop.restoreBackup': command(nothing, RestoredBackup),
	/** What the menu says of undoing and redoing; null where there is nothing to. */
	'desktop.history': command(z.object({ undo: z.string().max(500).nullable(), redo: z.string().max(500).nullable() }), nothing),
	'desktop.theme': command(z.object({ theme: z.enum(['system', 'light', 'dark']) }), nothing),
	'desktop.window': command(z.object({ act: z.enum(['minimise', 'maximise', 'close']) }), nothing),
	'desktop.menu': event(z.object({ command: MenuCommand })),
	'desktop.state': event(z.object({ archive: z.enum(['opening', 'open', 'shut']), maximised: z.boolean(), theme: z.enum(['system', 'light', 'dark']) })),
} as const;
