// Owns the table of who may import whom. Must not look at files: that is for layers.ts beside it.

export const LAYERS = ['shared', 'core', 'host', 'main', 'preload', 'renderer', 'cli', 'site'] as const;
export type Layer = (typeof LAYERS)[number];

/** What of its own tree a layer may import: whole folders, or single files without their ending, named from src. */
export const MAY_IMPORT: Readonly<Record<Layer, readonly string[]>> = {
	shared: ['shared'],
	core: ['core', 'shared/model', 'shared/draft', 'shared/errors', 'shared/finding', 'shared/gate', 'shared/similar', 'shared/facets', 'shared/query-text', 'shared/annotation', 'shared/batch', 'shared/citing', 'shared/exporting', 'shared/filing', 'shared/keeping', 'shared/markdown', 'shared/past', 'shared/returning', 'shared/said', 'shared/site'],
	host: ['host', 'core', 'shared'],
	main: ['main', 'shared', 'core/layout'],
	preload: ['preload', 'shared/hand-over'],
	renderer: ['renderer', 'shared', '../resources'],
	cli: ['cli', 'core', 'shared/model', 'shared/draft', 'shared/errors', 'shared/finding', 'shared/similar', 'shared/facets', 'shared/query-text', 'shared/charts', 'shared/annotation', 'shared/batch', 'shared/citing', 'shared/exporting', 'shared/filing', 'shared/past', 'shared/returning', 'shared/said', 'shared/words'],
	// What an exported site runs in a browser. It cuts words as the index was cut.
	site: ['site', 'shared/site', 'core/store/fold'],
};

/** Where Node's own modules exist. The sandboxed preload has none worth having. */
export const HAS_NODE: readonly Layer[] = ['core', 'host', 'main', 'cli'];

/**
 * Every package that src may import, and where: a layer, a folder or a single file. A package that is not here fails the
 * check: whoever brings one says where it belongs.
 */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
	electron: ['main', 'preload'],
	zod: ['shared', 'core', 'host', 'main', 'renderer', 'cli'],
	'better-sqlite3': ['core/store/open.ts'],
	'intl-messageformat': ['shared/words/say.ts'],

	chardet: ['core'],
	'iconv-lite': ['core'],
	'@mozilla/readability': ['core'],
	linkedom: ['core'],
	mammoth: ['core'],
	unpdf: ['core'],
	exifr: ['core'],
	'@napi-rs/canvas': ['core'],
	diff: ['core/matching/compare.ts'],
	yazl: ['core'],
	'@cantoo/pdf-lib': ['core/exporting/pdf-joiner.ts'],
	yauzl: ['core'],
	'virtual:site': ['core/exporting/site.ts'],

	svelte: ['renderer'],
	'bits-ui': ['renderer'],
	'@internationalized/date': ['renderer'],
	virtua: ['renderer'],
	marked: ['shared/markdown.ts'],
	'@lucide/svelte': ['renderer'],
	'@fontsource-variable/inter': ['renderer'],
	'@fontsource-variable/newsreader': ['renderer'],
	'@fontsource-variable/source-serif-4': ['renderer'],
	'@fontsource-variable/noto-naskh-arabic': ['renderer'],
	'@fontsource/ibm-plex-mono': ['renderer'],
	'@fontsource/newsreader': ['main/print-fonts.ts'],
	'@fontsource/amiri': ['main/print-fonts.ts'],
};

/**
 * The floors inside core: a file may import from its own folder and from floors below, never sideways and never up. Files
 * directly in core stand on top. The lowest folders are told apart below.
 */
export const CORE_FLOORS: readonly (readonly string[])[] = [
	['citing'],
	['importing', 'exporting', 'keeping'],
	['store', 'formats'],
	['files', 'matching'],
	['reading', 'annotations', 'sample'],
];

/** Core files that any floor may use: arithmetic on names, nothing else. */
export const CORE_COMMON: readonly string[] = ['core/layout.ts'];

/** An entry of its own thread, and what must not be loaded with it even by a detour: the readers have no database and no archive. */
export const MUST_NOT_LOAD: Readonly<Record<string, readonly string[]>> = {
	'core/importing/worker.ts': ['core/store/open.ts', 'core/archive.ts'],
};
