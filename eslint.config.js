// Owns the habits a machine can check: layer walls at the line of the import, promises that are awaited, named exports.
// tests/layers.test.ts is the whole wall; what is here shows it early, in the editor.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['src/**/*.ts', 'tests/**/*.ts'];
// One program for all layers: a program for each would check the same types again and again.
const TYPED = { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } };

const NODE_GLOBALS = [
	'process', 'console', 'Buffer', 'URL', 'fetch', 'performance', 'structuredClone', 'AbortController', 'AbortSignal', 'TextDecoder', 'TextEncoder',
	'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask',
];

/** @param {string[]} group @param {string} message */
const wall = (group, message) => ({ group, message });
const noElectron = wall(['electron', 'electron/*'], 'Electron is known to src/main and src/preload only.');
const noNode = wall(['node:*'], 'This layer runs where there is no Node.');
const noSqlite = wall(['better-sqlite3'], 'Databases are opened in src/core/store/open.ts only.');
const noRpc = wall(['**/shared/rpc', '**/shared/contract'], 'The core and the command line do not know the wire.');
/** @param {string[]} layers */
const noLayer = (...layers) => wall(layers.map((layer) => `**/${layer}/**`), 'See the table of layers in tests/walls/table.ts.');

/** @param {string} layer @param {{ group: string[], message: string }[]} patterns @returns {import('eslint').Linter.Config} */
const walls = (layer, ...patterns) => ({
	files: [`src/${layer}/**/*.ts`, `src/${layer}/**/*.svelte`],
	rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

/** @type {import('eslint').Linter.RuleEntry} */
const noDefaultExport = ['error', {
	selector: 'ExportDefaultDeclaration',
	message: 'Name what you export.',
}];

export default defineConfig(
	globalIgnores(['out/', 'node_modules/', 'release/', 'test-results/', 'playwright-report/', 'tests/pages/', 'tests/fixtures/', '**/*.d.ts']),
	js.configs.recommended,
	{
		files: TYPESCRIPT,
		extends: [tseslint.configs.recommended],
		languageOptions: TYPED,
		rules: {
			'@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'vitest' }] }],
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/only-throw-error': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
		},
	},
	{
		files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
		extends: [tseslint.configs.recommended, svelte.configs.recommended],
		languageOptions: { parserOptions: { parser: tseslint.parser } },
		rules: {
			'svelte/no-at-html-tags': 'error',
			// Sets and maps are replaced, not changed in place, and held as $state.raw.
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-useless-mustaches': 'off',
			// svelte-check knows which ignored warnings there are; this rule knows only some.
			'svelte/no-unused-svelte-ignore': 'off',
		},
	},
	{
		files: ['src/**/*.ts', 'src/**/*.svelte', 'tests/**/*.ts'],
		rules: {
			'no-undef': 'off',
			'no-restricted-syntax': noDefaultExport,
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
			'@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
			'no-console': 'off',
			// A value given at the start and always replaced is a habit of scanners, not a slip.
			'no-useless-assignment': 'off',
			'no-control-regex': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
		},
	},
	walls('shared', noElectron, noNode, noSqlite, noLayer('core', 'host', 'main', 'preload', 'renderer', 'cli')),
	walls('core', noElectron, noRpc, noLayer('host', 'main', 'preload', 'renderer', 'cli')),
	walls('host', noElectron, noSqlite, noLayer('main', 'preload', 'renderer', 'cli')),
	walls('main', noSqlite, noLayer('host', 'preload', 'renderer', 'cli')),
	walls('preload', noNode, noSqlite, noLayer('core', 'host', 'main', 'renderer', 'cli')),
	walls('renderer', noElectron, noNode, noSqlite, noLayer('core', 'host', 'main', 'preload', 'cli')),
	walls('site', noElectron, noNode, noSqlite, noRpc, noLayer('host', 'main', 'preload', 'renderer', 'cli')),
	walls('cli', noElectron, noSqlite, noRpc, noLayer('host', 'main', 'preload', 'renderer')),
	{
		files: ['**/*.mjs', '*.config.js', '*.config.ts', 'scripts/setup/electron-loader/*.js'],
		extends: [tseslint.configs.recommended],
		languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
	},
);
