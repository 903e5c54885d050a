// Owns the declaration of every operation that crosses a process border, once. Clients, handlers, validation and docs are derived from it.
import { z } from 'zod';
import { Annotation, AnnotationEdit, AnnotationUid, ChosenRange, HighlightColour, MarginNote } from './annotation';
import {
	Acceptance, ArchiveSummary, Arrival, Changed, CheckReport, Clipping, ClippingId, Collection, CollectionId, Convention,
	DateField, DateHabit, DateOrder, Edit, ExportPreview, ExportSummary, Format, FormatId, HistoryState, HistoryStep,
	ImportEntry, ImportId, ImportReport, ImportRules, ImportSummary, Instant, Original, Page, PictureId, Progress, Query, Selection,
	Sha256, Tag, TagColour, TagId, WatchedFolder, WatchedFolderId,
} from './model';
import { Citation, CitationStyle, MOST_CITED } from './citing';
import { ExportChoices } from './exporting';
import { BatchPreview, BatchRequest, BatchRow, BatchSummary, MergePreview, MergeRequest, Shared } from './batch';
import { TagBranch, TagMove } from './filing';
import { BackupEntry } from './keeping';
import { RecentSearch, SavedSearch, SavedSearchId } from './finding';
import { ConflictList, DecideRequest } from './returning';
import { Comparison, Similar, TagSuggestion } from './similar';
import { MOST_CARRIED, MOST_PRINTED } from './handing-out';
import { Past } from './past';
import { Printed } from './printing';
import { Facets, FacetsAsked, OverTime, OverTimeAsked, Timeline, TimelineAsked } from './facets';
import { command, event, job, query } from './rpc';

const nothing = z.void();
const ids = z.array(ClippingId).min(1).max(100_000);
/** An opaque grant for a file or folder, made by main and good in the host once. */
export const Token = z.string().regex(/^[0-9a-f]{32}$/);
export type Token = z.infer<typeof Token>;
/** Bytes as they cross a port: a view of their own buffer. */
export const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]', 'Expected bytes');
const tagName = z.string().trim().min(1).max(200);
const searchName = z.string().trim().min(1).max(200);
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
			/** Of a bag that is not whole, import what is; otherwise `bag/not-whole`, and the tokens stay good. */
			partly: z.boolean().optional(),
		}),
		Progress,
		ImportSummary,
	),
	'archive.check': job(nothing, Progress, CheckReport),
	/** Copies of the database, newest first. */
	'archive.backups': query(nothing, z.array(BackupEntry)),
	/** Makes one now. `disk/full`, `disk/denied`. */
	'archive.backUp': job(nothing, Progress, nothing),
	'archive.formats': query(nothing, z.array(Format)),
	'archive.preview': query(z.object({ selection: Selection, format: FormatId, index: z.int().min(0), choices: ExportChoices.optional() }), ExportPreview),
	'archive.export': job(z.object({ selection: Selection, format: FormatId, target: Token, choices: ExportChoices.optional() }), Progress, ExportSummary.extend({ made: Token })),

	'clippings.search': query(z.object({ query: Query, offset: z.int().min(0), limit: z.int().min(1).max(500) }), Page),
	/** Ids the query finds, in its order: all of them, or those from one place to before another. */
	'clippings.ids': query(z.object({ query: Query, from: z.int().min(0).optional(), to: z.int().min(0).optional() }), z.array(ClippingId)),
	/** Where a clipping stands in what the query finds; -1 when it is not among it. */
	'clippings.place': query(z.object({ query: Query, id: ClippingId }), z.int().min(-1)),
	/** How many a query finds; null when what it asks for by number is gone. */
	'find.count': query(z.object({ query: Query }), z.object({ total: z.int().min(0).nullable() })),
	/** What the results are, by newspaper, year, tag and so on: all of them counted, each facet as if it were asked for nothing. */
	'find.facets': query(z.object({ query: Query, asked: FacetsAsked }), Facets),
	/** Results over time, as if the query asked for no date. */
	'find.timeline': query(z.object({ query: Query, asked: TimelineAsked }), Timeline),
	/** Results by newspaper and time. */
	'find.overTime': query(z.object({ query: Query, asked: OverTimeAsked }), OverTime),
	/** Versions of a clipping's story, and others that are like it, with why. */
	'find.similar': query(z.object({ id: ClippingId, limit: z.int().min(0).max(50) }), Similar),
	/** What differs between two clippings, by word. */
	'find.compare': query(z.object({ left: ClippingId, right: ClippingId }), Comparison),
	/** Tags that may fit, with why. Nothing is applied. */
	'find.suggestTags': query(z.object({ ids: z.array(ClippingId).min(1).max(20) }), z.array(TagSuggestion)),
	'clippings.get': query(z.object({ id: ClippingId }), Clipping),
	/** What befell a clipping, the newest first, a page at a time: before the event with a number, or from the newest on. None for one that is not there. */
	'clippings.history': query(z.object({ id: ClippingId, before: z.int().nullable(), limit: z.int().min(1).max(200) }), Past),
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
	/** Cites clippings in their order, as an entry each in a list of references. Those that are not there are left out. */
	'clippings.cite': query(z.object({ ids: ids.max(MOST_CITED), style: CitationStyle, reference: z.boolean() }), z.array(Citation)),
	/** Has these set as the PDF export sets them, in this order, and shows the system's printing dialog. `export/too-large`, `print/no-printer`, `print/failed`. */
	'clippings.print': job(z.object({ ids: ids.max(MOST_PRINTED) }), Progress, Printed),
	/** Sets aside what was read of a clipping: all of its text becomes its body. */
	'clippings.textOnly': command(z.object({ id: ClippingId }), Clipping),
	/** Adds and removes tags by name; a new name makes a new tag. */
	'clippings.tag': command(z.object({ ids, add: z.array(tagName), remove: z.array(tagName) }), nothing),
	/** Puts clippings into collections, and takes them out of others. */
	'clippings.collect': command(z.object({ ids, add: z.array(CollectionId).max(1_000), remove: z.array(CollectionId).max(1_000) }), nothing),
	'clippings.flag': command(z.object({ ids, flagged: z.boolean() }), nothing),
	'clippings.trash': command(z.object({ ids }), nothing),
	'clippings.restore': command(z.object({ ids }), nothing),

	/** The highlights of a clipping, in the order of its text; those whose words are no longer found in it come last. */
	'annotations.of': query(z.object({ id: ClippingId }), z.array(Annotation)),
	/** Makes a highlight of a range of the article's text, in code points. `annotation/not-there` when its words do not stand there or anywhere else. */
	'annotations.add': command(z.object({ id: ClippingId, range: ChosenRange, colour: HighlightColour, note: MarginNote }), Annotation),
	/** Gives a highlight another colour, note or range. `annotation/missing`, `annotation/not-there`. */
	'annotations.change': command(z.object({ uid: AnnotationUid, edit: AnnotationEdit }), Annotation),
	'annotations.remove': command(z.object({ uid: AnnotationUid }), nothing),

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
	'history.undo': job(z.object({ step: z.int().nullable() }), Progress, HistoryStep),
	'history.redo': job(z.object({ step: z.int().nullable() }), Progress, HistoryStep),

	/** What a change of many would do; nothing is changed. `tag/unusable`, `collection/missing`. */
	'batch.preview': job(BatchRequest, Progress, BatchPreview),
	/** What would become of some of them: those that change, in the order of the selection, then those that cannot. `batch/gone`. */
	'batch.rows': query(z.object({ preview: z.int(), offset: z.int().min(0), limit: z.int().min(1).max(200) }), z.array(BatchRow)),
	/** Does what a preview shows, or a change without one, as one step that can be undone. Cancelled, what was done stays, as such a step. `batch/gone`. */
	'batch.apply': job(z.union([z.object({ preview: z.int() }), BatchRequest]), Progress, BatchSummary),
	/** What of a selection is the same everywhere. */
	'batch.shared': query(z.object({ selection: Selection }), Shared),
	/** Two clippings side by side as they would become one. `merge/unfit`. */
	'clippings.merging': query(MergeRequest, MergePreview),
	/** Makes one clipping of two, and answers which remains; the other's identifier means it from then on. `merge/unfit`. */
	'clippings.merge': command(MergeRequest, z.object({ id: ClippingId })),
	/** All originals of a clipping: its own first, then those that came with what was merged into it. `cameWith`: that one's uid. */
	'clippings.originals': query(z.object({ id: ClippingId }), z.array(Original.extend({ cameWith: z.string().nullable() }))),
	/** One of a clipping's originals as decoded text; null for what is not text. */
	'clippings.originalText': query(z.object({ id: ClippingId, sha256: Sha256 }), z.object({ text: z.string().nullable() })),

	'conventions.list': query(nothing, z.array(Convention)),
	/** What is known of how the publication of a clipping writes dates in figures; null when it has none. */
	'conventions.habit': query(z.object({ id: ClippingId }), DateHabit.nullable()),
	'conventions.set': command(z.object({ publication: z.string().trim().min(1).max(500), order: DateOrder, settle: z.boolean() }), z.object({ settled: z.int() })),
	/** `convention/missing`. */
	'conventions.remove': command(z.object({ publication: z.string().max(500) }), nothing),

	'tags.list': query(nothing, z.array(Tag)),
	/** As a tree is read: each name before those below it, parents that are no tags themselves among them. */
	'tags.tree': query(nothing, z.array(TagBranch)),
	/** A new tag that nothing carries yet. `tag/taken`, `tag/unusable`. */
	'tags.add': command(z.object({ name: tagName }), z.object({ id: TagId })),
	/** What giving a branch another name would do. `tag/missing`, `tag/unusable`. */
	'tags.moving': query(z.object({ branch: tagName, name: tagName }), TagMove),
	/** Gives a branch, which need not be a tag itself, another whole name, with all below it: "ukraine" as "war/ukraine" nests it. `tag/taken` unless `merge`. */
	'tags.move': command(z.object({ branch: tagName, name: tagName, merge: z.boolean() }), nothing),
	/** Gives a branch another hue, with all below it that had the same. */
	'tags.colourBranch': command(z.object({ branch: tagName, colour: TagColour }), nothing),
	/** Renames a tag and, with it, all below it ("war" → "conflict" also moves "war/ukraine"). `tag/taken` unless `merge`. */
	'tags.rename': command(z.object({ id: TagId, name: tagName, merge: z.boolean() }), nothing),
	/** With all below it that had the same hue. */
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

	/** Searches kept under a name, in the order somebody gave. */
	'searches.list': query(nothing, z.array(SavedSearch)),
	/** `search/taken`, `search/unusable`. */
	'searches.add': command(z.object({ name: searchName, query: Query }), z.object({ id: SavedSearchId })),
	'searches.rename': command(z.object({ id: SavedSearchId, name: searchName }), nothing),
	/** Another question under the same name. */
	'searches.change': command(z.object({ id: SavedSearchId, query: Query }), nothing),
	/** Before another one, or last. */
	'searches.move': command(z.object({ id: SavedSearchId, before: SavedSearchId.nullable() }), nothing),
	'searches.remove': command(z.object({ id: SavedSearchId }), nothing),
	/** What was searched for lately, newest first. */
	'searches.recent': query(nothing, z.array(RecentSearch)),
	'searches.note': command(z.object({ text: z.string().min(1).max(10_000) }), nothing),
	/** One of the recent searches, or with null all. */
	'searches.forget': command(z.object({ text: z.string().max(10_000).nullable() }), nothing),

	/** Newest first; those before one of them, when it is given. */
	'imports.list': query(z.object({ before: ImportId.nullable(), limit: z.int().min(1).max(200) }), z.array(ImportEntry)),
	'imports.get': query(z.object({ id: ImportId }), ImportReport),
	/** Does again what failed of an import, or goes on with one that did not end. `import/missing`, `request/invalid`. */
	'imports.again': job(z.object({ id: ImportId }), Progress, ImportSummary),

	/** Clippings that are other here than in what an import brought. `import/missing`. */
	'conflicts.list': query(z.object({ import: ImportId, offset: z.int().min(0), limit: z.int().min(1).max(200) }), ConflictList),
	/** Answers of how many clippings something was decided. */
	'conflicts.decide': command(DecideRequest, z.object({ decided: z.int().min(0) })),

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

	'changed': event(Changed, { clippings: true, tags: true, collections: true, imports: true, searches: true }),
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
	'import', 'import-with', 'imports', 'watched-folders', 'collect', 'paste', 'export', 'print', 'find', 'select-all', 'edit', 'change-many', 'merge', 'tag', 'flag', 'move-up', 'move-down', 'inbox', 'flagged', 'trash', 'restore', 'copy', 'cite', 'cite-apa', 'cite-chicago', 'cite-mla', 'cite-harvard',
	'save-search', 'next-hit', 'previous-hit', 'search-help', 'highlight', 'highlight-note', 'mark-by-keyboard', 'next-highlight', 'previous-highlight',
	'next', 'previous', 'undo', 'redo', 'needs-a-look', 'toggle-sidebar', 'toggle-details', 'about', 'check', 'keys', 'palette', 'settings',
	'view-rows', 'view-compact', 'view-cards', 'view-wall', 'view-table', 'open-beside', 'swap-beside', 'close-beside', 'open-window',
]);
export type MenuCommand = z.infer<typeof MenuCommand>;

/** What a window with one clipping in it can do itself. Anything else is done in the archive's window. */
export const OF_ONE_CLIPPING: ReadonlySet<MenuCommand> = new Set<MenuCommand>([
	'edit', 'tag', 'collect', 'flag', 'trash', 'restore', 'copy', 'print', 'cite', 'cite-apa', 'cite-chicago', 'cite-mla', 'cite-harvard', 'find', 'next-hit', 'previous-hit', 'highlight', 'highlight-note', 'mark-by-keyboard',
	'next-highlight', 'previous-highlight', 'undo', 'redo', 'toggle-details', 'keys', 'about',
]);

/**
 * What putting a backup in place came to. `madeAt` in ms UTC; `clippings` there are now; `lost` counts those kept since the backup,
 * null when the damaged database no longer tells; `kept` is the damaged database's new name, null when there was none.
 */
export const RestoredBackup = z.object({ madeAt: Instant, clippings: z.int(), lost: z.int().nullable(), kept: z.string().nullable() });
export type RestoredBackup = z.infer<typeof RestoredBackup>;

const wireFault = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });

/** An archive opened lately: its folder, what it is called, whether it is still there. */
export const RecentArchive = z.object({ place: z.string(), name: z.string(), isThere: z.boolean() });
export type RecentArchive = z.infer<typeof RecentArchive>;

/** Window ↔ main: the desktop. */
export const desktop = {
	'desktop.machine': query(nothing, Machine),
	/** Whether the archive is open; otherwise the fault that keeps it shut, and where it was looked for. */
	'desktop.archive': query(nothing, z.object({
		place: z.string(),
		state: z.enum(['opening', 'open', 'shut']),
		fault: wireFault.nullable(),
	})),
	/** Archives opened lately, the newest first; the open one among them. `missed`: the name of one that was to be opened at the start and was not there, told once. */
	'desktop.archives': query(nothing, z.object({ recent: z.array(RecentArchive), missed: z.string().nullable() })),
	/** Opens one of these in this window. */
	'desktop.openRecent': command(z.object({ place: z.string() }), nothing),
	/** Takes all off the list but the one that is open. */
	'desktop.forgetArchives': command(nothing, nothing),
	/** Asks for files or a folder to import, for one picture, or for a folder to watch. Empty when the dialog was left. */
	'desktop.chooseSources': command(z.object({ folder: z.boolean(), isPicture: z.boolean().optional(), isToWatch: z.boolean().optional() }), z.object({ tokens: z.array(Token) })),
	/** What somebody opened with the program, to be imported: told once, to the archive's window. */
	'desktop.opened': command(nothing, z.object({ tokens: z.array(Token) })),
	/** Asks for the folder an export goes into. `place` is for people to read. */
	'desktop.chooseTarget': command(z.object({ suggestion: z.string() }), z.object({ token: Token, place: z.string() }).nullable()),
	'desktop.reveal': command(z.object({ token: Token }), nothing),
	/** Goes on with a drag that began in the page, with the originals of these clippings as files. Answers when it has ended, or as it begins where the system does not say. `export/too-large`, `disk/full`. */
	'desktop.carryOut': command(z.object({ ids: ids.max(MOST_CARRIED) }), nothing),
	/** What is on the clipboard, read only when somebody pastes: files alone, or text with its markup and the address of its page, or a picture (PNG). */
	'desktop.clipboard': command(nothing, z.object({ text: z.string().nullable(), tokens: z.array(Token), html: z.string().nullable(), url: z.string().nullable(), picture: Bytes.nullable() })),
	/** Asks where, and writes a copy there. False when the dialog was left. `disk/full`, `disk/denied`. */
	'desktop.saveCopy': command(z.object({ name: z.string().max(200), bytes: Bytes }), z.boolean()),
	/** `html` is the same with its markup, for programs that take it. */
	'desktop.copy': command(z.object({ text: z.string().max(20_000_000), html: z.string().max(20_000_000).optional() }), nothing),
	/** Opens or makes another archive chosen in a dialog. False when the dialog was left. */
	'desktop.openArchive': command(z.object({ create: z.boolean() }), z.boolean()),
	/** Opens the sample archive, made in the person's documents when it is not there yet. */
	'desktop.openSample': command(nothing, nothing),
	/** Tries the same archive again, or opens it for reading only. */
	'desktop.retryArchive': command(z.object({ readOnly: z.boolean() }), nothing),
	/** Puts the newest good backup in place of an archive that cannot be opened; the damaged file is kept beside it. */
	'desktop.restoreBackup': command(nothing, RestoredBackup),
	/** How far work has come, for the system's taskbar: 0 to 1, `unknown` for who knows, null for no work. */
	'desktop.working': command(z.object({ how: z.union([z.number().min(0).max(1), z.literal('unknown')]).nullable() }), nothing),
	/** Says that something long has ended, to somebody who looks elsewhere; nothing where the window is in front. */
	'desktop.notice': command(z.object({ text: z.string().min(1).max(500) }), nothing),
	/** What the menu says of undoing and redoing; null where there is nothing to. */
	'desktop.history': command(z.object({ undo: z.string().max(500).nullable(), redo: z.string().max(500).nullable() }), nothing),
	'desktop.theme': command(z.object({ theme: z.enum(['system', 'light', 'dark']) }), nothing),
	/** Keeps the language of the windows, a BCP 47 tag or null for the system's. `isNow`: all of them are loaded anew in it at once, else at the next start. */
	'desktop.language': command(z.object({ language: z.string().max(35).nullable(), isNow: z.boolean() }), nothing),
	/** Opens a clipping in a window of its own, or brings the one it has to the front. False where there are as many windows as there may be. */
	'desktop.openClipping': command(z.object({ id: ClippingId }), z.boolean()),
	'desktop.window': command(z.object({ act: z.enum(['minimise', 'maximise', 'close']) }), nothing),
	'desktop.menu': event(z.object({ command: MenuCommand })),
	/** Something was opened with the program, and the archive is open to take it. */
	'desktop.arrived': event(nothing),
	'desktop.state': event(z.object({ archive: z.enum(['opening', 'open', 'shut']), maximised: z.boolean(), theme: z.enum(['system', 'light', 'dark']), language: z.string().nullable() })),
} as const;
