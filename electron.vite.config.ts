// Owns what is built into out/: five entries that run on Node, one sandboxed preload, one page. Must not decide anything about set-up.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { siteBuild } from './scripts/site-build.mjs';

const here = import.meta.dirname;

/** Everything but these is bundled: they carry binaries, which must stay where their packages put them. */
const NATIVE = ['better-sqlite3', '@napi-rs/canvas'];

const entries = (files: Record<string, string>) => Object.fromEntries(
	Object.entries(files).map(([name, file]) => [name, resolve(here, file)]),
);

export default defineConfig({
	main: {
		plugins: [siteBuild(here)],
		build: {
			outDir: 'out/main',
			target: 'node20',
			externalizeDeps: { include: NATIVE },
			rollupOptions: {
				input: entries({
					index: 'src/main/index.ts',
					host: 'src/host/utility.ts',
					worker: 'src/core/importing/worker.ts',
					finding: 'src/core/finding-worker.ts',
					cuttings: 'src/cli/cuttings.ts',
				}),
				output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
			},
		},
	},
	preload: {
		build: {
			outDir: 'out/preload',
			target: 'node20',
			externalizeDeps: false,
			rollupOptions: {
				input: entries({ index: 'src/preload/index.ts' }),
				// A sandboxed preload is a classic script: CommonJS, in one file.
				output: { format: 'cjs', entryFileNames: '[name].cjs' },
			},
		},
	},
	renderer: {
		root: resolve(here, 'src/renderer'),
		plugins: [svelte({ configFile: resolve(here, 'svelte.config.js') })],
		build: {
			outDir: resolve(here, 'out/renderer'),
			target: 'chrome130',
			// The page's CSP knows no data: fonts or scripts: every asset is a file.
			assetsInlineLimit: 0,
			// It is read anew with every window.
			minify: true,
			rollupOptions: { input: entries({ index: 'src/renderer/index.html' }) },
		},
	},
});
