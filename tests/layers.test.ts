// Owns the walls of the house as a test: the real tree holds to them, and small made-up trees show that each wall can fail.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { breachesOfHouseRules } from './walls/house-rules';
import { breachesOfLayers } from './walls/layers';

const SRC = resolve(import.meta.dirname, '../src');

describe('the source tree', () => {
	test('keeps its layers apart', () => {
		expect(breachesOfLayers(SRC)).toEqual([]);
	});
	test('keeps the rules of the house', () => {
		expect(breachesOfHouseRules(SRC)).toEqual([]);
	});
});

const made: string[] = [];
afterEach(() => {
	for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A small source tree: file name to text; the comment of the first line is put in where the text has none. */
function tree(files: Record<string, string>): string {
	const root = mkdtempSync(join(tmpdir(), 'cuttings-walls-'));
	made.push(root);
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), text);
	}
	return root;
}

describe('the wall between layers', () => {
	test('lets through what the table allows', () => {
		expect(breachesOfLayers(tree({
			'shared/model.ts': 'import { z } from "zod"; export const a = z;',
			'shared/rpc.ts': '',
			'core/layout.ts': '',
			'core/archive.ts': 'import "./importing/import"; import "./store/open"; import "./layout";',
			'core/importing/import.ts': 'import "../store/open"; import "../reading/read"; import type { a } from "../../shared/model"; import "node:fs";',
			'core/reading/read.ts': '',
			'core/store/open.ts': 'import Database from "better-sqlite3"; import text from "./migrations/0001-a.sql?raw"; import "../layout";',
			'core/store/migrations/0001-a.sql': '',
			'host/utility.ts': 'import "../core/archive"; import "../shared/rpc";',
			'main/index.ts': 'import { app } from "electron"; import "../core/layout"; import "../shared/rpc";',
			'preload/index.ts': 'import { contextBridge } from "electron"; import "../shared/hand-over";',
			'shared/hand-over.ts': '',
			'renderer/main.ts': 'import App from "./App.svelte"; import { a } from "./a.svelte"; import "../shared/rpc"; import X from "@lucide/svelte/icons/x";',
			'renderer/App.svelte': '<script lang="ts">import { mount } from "svelte";</script>',
			'renderer/a.svelte.ts': '',
			'cli/cuttings.ts': 'import "../core/archive"; import "../shared/model";',
		}))).toEqual([]);
	});

	test.each([
		['core must not know the wire', { 'core/archive.ts': 'import "../shared/rpc";', 'shared/rpc.ts': '' }, 'core/archive.ts:1 core must not import shared/rpc.ts'],
		['a type is an import too', { 'cli/a.ts': '\n\nimport type { A } from "../shared/contract";', 'shared/contract.ts': '' }, 'cli/a.ts:3 cli must not import shared/contract.ts'],
		['so is a type written import()', { 'main/a.ts': 'type A = import("../core/archive").A;', 'core/archive.ts': '' }, 'main/a.ts:1 main must not import core/archive.ts'],
		['so is an export from', { 'renderer/a.ts': 'export { x } from "../main/b";', 'main/b.ts': '' }, 'renderer/a.ts:1 renderer must not import main/b.ts'],
		['so is an import inside a function', { 'renderer/a.ts': 'const f = () => import("../host/b");', 'host/b.ts': '' }, 'renderer/a.ts:1 renderer must not import host/b.ts'],
		['so is require', { 'preload/a.ts': 'require("../shared/model")', 'shared/model.ts': '' }, 'preload/a.ts:1 preload must not import shared/model.ts'],
		['a component is read as well', { 'renderer/A.svelte': '<p>\n</p>\n<script lang="ts">\nimport "../core/b";</script>', 'core/b.ts': '' }, 'renderer/A.svelte:4 renderer must not import core/b.ts'],
		['shared has no Node', { 'shared/a.ts': 'import "node:path";' }, 'shared/a.ts:1 shared must not import node:path: there is no Node'],
		['nor has the page', { 'renderer/a.ts': 'import "node:fs";' }, 'renderer/a.ts:1 renderer must not import node:fs: there is no Node'],
		['Node is written node:', { 'core/a.ts': 'import "fs";' }, 'core/a.ts:1 imports fs; Node\'s modules are written node:fs'],
		['Electron stays in main and preload', { 'host/a.ts': 'import type { Session } from "electron";' }, 'host/a.ts:1 electron may be imported in main, preload only'],
		['SQLite has one door', { 'core/store/search.ts': 'import Database from "better-sqlite3";' }, 'core/store/search.ts:1 better-sqlite3 may be imported in core/store/open.ts only'],
		['a new package needs a place', { 'core/a.ts': 'import "left-pad/x";' }, 'core/a.ts:1 imports left-pad, a package that the table puts nowhere'],
		['a new folder needs a layer', { 'extras/a.ts': '' }, 'extras/a.ts:1 belongs to no layer; there are shared, core, host, main, preload, renderer, cli, site'],
		['a new folder of core needs a floor', { 'core/a.ts': 'import "./extras/b";', 'core/extras/b.ts': '' }, 'core/a.ts:1 core has no floor for core/extras/b.ts'],
		['never sideways', { 'core/importing/a.ts': 'import "../exporting/b";', 'core/exporting/b.ts': '' }, 'core/importing/a.ts:1 core/importing must not import core/exporting/b.ts: it stands beside it'],
		['never up', { 'core/store/a.ts': 'import "../archive";', 'core/archive.ts': '' }, 'core/store/a.ts:1 core/store must not import core/archive.ts: it stands above'],
		['reading is pure', { 'core/reading/a.ts': 'import "../store/b";', 'core/store/b.ts': '' }, 'core/reading/a.ts:1 core/reading must not import core/store/b.ts: it stands above'],
		['nothing outside of src but pictures', { 'main/a.ts': 'import "../../package.json";' }, 'main/a.ts:1 imports ../../package.json, which is not there'],
		['what is imported is there', { 'cli/a.ts': 'import "./b";' }, 'cli/a.ts:1 imports ./b, which is not there'],
		['nothing computed', { 'core/a.ts': 'import(name);' }, 'core/a.ts:1 imports a computed name (name), which nobody can check'],
		['no circles', { 'host/a.ts': 'import "./b";', 'host/b.ts': 'import "./a";' }, 'host/a.ts:1 imports itself in a circle: host/a.ts > host/b.ts > host/a.ts'],
		['no database in a reader thread, even by a detour', {
			'core/importing/worker.ts': 'import "./a";', 'core/importing/a.ts': 'import "../store/b"; import type { C } from "../store/c";',
			'core/store/b.ts': 'import "./open";', 'core/store/c.ts': 'import "../layout";', 'core/store/open.ts': '', 'core/layout.ts': '',
		}, 'core/importing/worker.ts:1 must not load core/store/open.ts: core/importing/worker.ts > core/importing/a.ts > core/store/b.ts > core/store/open.ts'],
	])('%s', (_rule, files, breach) => {
		expect(breachesOfLayers(tree(files as Record<string, string>))).toEqual([breach]);
	});
});

describe('the rules of the house', () => {
	const first = '// Owns a thing.\n';
	const style = (css: string) => `<!-- Owns a thing. -->\n<style>\n${css}\n</style>`;

	test('let good files through', () => {
		expect(breachesOfHouseRules(tree({
			'core/store/search.ts': `${first}const all = "SELECT * FROM clippings";`,
			'core/store/migrations/0001-a.sql': '-- Owns a thing.\nCREATE TABLE a (b);',
			'core/words.ts': `${first}export const hint = "Select clippings from the list"; const b = "update the list set aside"; const metadata = 1;`,
			'renderer/A.svelte': style('@media (max-width: 900px) { p { color: var(--ink); border: 1px solid; width: 0.5px; } }\n#add { mask: url(#a) }\n/* #fff 12px */'),
			'renderer/styles/tokens.css': '/* Owns a thing. */\n:root { --ink: #123456; --space: 12px }',
			'main/index.ts': `${first}export {};`,
		}))).toEqual([]);
	});

	test.each([
		['core/archive.ts:2 has SQL text; that stands under core/store only', `${first}db.prepare('SELECT a FROM b');`],
		['core/a.ts:2 has SQL text; that stands under core/store only', `${first}const a = \`insert or ignore into \${table} values (1)\`;`],
		['core/a.ts:2 has SQL text; that stands under core/store only', `${first}db.pragma; db.exec("PRAGMA journal_mode = WAL");`],
		['core/importing/a.sql:1 is SQL; that stands under core/store only', '-- Owns a thing.'],
		['renderer/A.svelte:3 has a colour of its own; colours are in tokens.css', style('p { color: #FFF }')],
		['renderer/A.svelte:4 has a colour of its own; colours are in tokens.css', style('p {\n\tbackground: rgb(0 0 0 / 50%) }')],
		['renderer/A.svelte:3 has a length above 2 px of its own; lengths are in tokens.css', style('p { margin: 0 3px }')],
		['renderer/A.svelte:2 has a length above 2 px of its own; lengths are in tokens.css', '<!-- Owns a thing. -->\n<p style:width="40px"></p>'],
		['renderer/A.svelte:2 has a style attribute, which the page does not allow; use style:property', '<!-- Owns a thing. -->\n<p style="color: red"></p>'],
		['renderer/styles/base.css:2 has a length above 2 px of its own; lengths are in tokens.css', '/* Owns a thing. */\np { padding: 12px }'],
		['core/tag-utils.ts:1 has "utils" in its name, which says nothing', first],
		['core/a.ts:2 declares TagManager; "Manager" says nothing', `${first}export class TagManager {}`],
		['core/a.ts:2 declares dataOf; "data" says nothing', `${first}function dataOf() {}`],
		['core/a.ts:2 declares IClipping; types have no I before them', `${first}interface IClipping {}`],
		['core/tags/index.ts:1 is an index file; import the file that has it', first],
		['core/a.ts:2 hands on all of another file', `${first}export * from './b';`],
		['core/a.ts:2 has a default export', `${first}export default 1;`],
		['core/a.ts:2 has a default export', `${first}export default function a() {}`],
		['core/a.ts:1 does not say in its first line what it owns', 'export const a = 1;'],
		['core/store/a.sql:1 does not say in its first line what it owns', 'CREATE TABLE a (b);'],
	])('%s', (breach, text) => {
		const name = breach.slice(0, breach.indexOf(':'));
		expect(breachesOfHouseRules(tree({ [name]: text }))).toEqual([breach]);
	});
});
