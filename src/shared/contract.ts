// Owns the declaration of every operation that crosses a process border, once. Clients, handlers, validation and docs are derived from it.
import { z } from 'zod';
import {
	ArchiveSummary, Changed, CheckReport, Clipping, ClippingId, Edit, ExportPreview, ExportSummary, Format, FormatId,
	ImportSummary, Instant, Page, Progress, Query, Selection, Tag, TagColour, TagId,
} from './model';
import { command, event, job, query } from './rpc';

const nothing = z.void();
const ids = z.array(ClippingId).min(1).max(100_000);
/** An opaque grant for a file or folder, made by main and good in the host once. */
export const Token = z.string().regex(/^[0-9a-f]{32}$/);
export type Token = z.infer<typeof Token>;
const tagName = z.string().trim().min(1).max(200);

/** Window ↔ host: the archive. */
export const archive = {
	'archive.summary': query(nothing, ArchiveSummary),
	'archive.import': job(
		z.object({
			sources: z.array(z.discriminatedUnion('from', [
				z.object({ from: z.literal('token'), token: Token }),
				z.object({ from: z.literal('paste'), text: z.string().max(20_000_000), name: z.string().max(200) }),
			])).min(1).max(10_000),
			tags: z.array(tagName).max(100),
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
	'clippings.edit': command(z.object({ id: ClippingId, edit: Edit }), Clipping),
	/** Adds and removes tags by name; a new name makes a new tag. */
	'clippings.tag': command(z.object({ ids, add: z.array(tagName), remove: z.array(tagName) }), nothing),
	'clippings.trash': command(z.object({ ids }), nothing),
	'clippings.restore': command(z.object({ ids }), nothing),

	'tags.list': query(nothing, z.array(Tag)),
	/** Renames a tag and, with it, all below it ("war" → "conflict" also moves "war/ukraine"). `tag/taken` unless `merge`. */
	'tags.rename': command(z.object({ id: TagId, name: tagName, merge: z.boolean() }), nothing),
	'tags.colour': command(z.object({ id: TagId, colour: TagColour }), nothing),
	/** Takes a tag off every clipping and forgets it. Returns how many clippings carried it. */
	'tags.remove': command(z.object({ id: TagId }), z.object({ clippings: z.int() })),

	'changed': event(Changed),
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
	'import', 'paste', 'export', 'find', 'select-all', 'edit', 'tag', 'trash', 'restore', 'copy',
	'next', 'previous', 'toggle-sidebar', 'toggle-details', 'about', 'check', 'keys',
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
	/** Asks for files or a folder to import. Empty when the dialog was left. */
	'desktop.chooseSources': command(z.object({ folder: z.boolean() }), z.object({ tokens: z.array(Token) })),
	/** Asks for the folder an export goes into. `place` is for people to read. */
	'desktop.chooseTarget': command(z.object({ suggestion: z.string() }), z.object({ token: Token, place: z.string() }).nullable()),
	'desktop.reveal': command(z.object({ token: Token }), nothing),
	/** Text and files on the clipboard, read only when somebody pastes. */
	'desktop.clipboard': command(nothing, z.object({ text: z.string().nullable(), tokens: z.array(Token) })),
	'desktop.copy': command(z.object({ text: z.string().max(20_000_000) }), nothing),
	/** Opens or makes another archive chosen in a dialog. False when the dialog was left. */
	'desktop.openArchive': command(z.object({ create: z.boolean() }), z.boolean()),
	/** Tries the same archive again, or opens it for reading only. */
	'desktop.retryArchive': command(z.object({ readOnly: z.boolean() }), nothing),
	/** Puts the newest good backup in place of an archive that cannot be opened; the damaged file is kept beside it. */
	'desktop.restoreBackup': command(nothing, RestoredBackup),
	'desktop.theme': command(z.object({ theme: z.enum(['system', 'light', 'dark']) }), nothing),
	'desktop.window': command(z.object({ act: z.enum(['minimise', 'maximise', 'close']) }), nothing),
	'desktop.menu': event(z.object({ command: MenuCommand })),
	'desktop.state': event(z.object({ archive: z.enum(['opening', 'open', 'shut']), maximised: z.boolean(), theme: z.enum(['system', 'light', 'dark']) })),
} as const;
