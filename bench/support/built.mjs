// Owns making parts of the core ready to be measured: bundled as the app bundles them, into a folder that goes away again. Must not measure anything.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { siteBuild } from '../../scripts/site-build.mjs';

export const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Bundles source files of the project; the answer has their addresses by the names given.
 * @template {string} Name
 * @param {Record<Name, string>} entries
 */
export async function built(entries) {
	const cache = join(ROOT, 'node_modules/.cache/bundles');
	mkdirSync(cache, { recursive: true });
	const outDir = mkdtempSync(join(cache, 'bench-'));
	await build({
		root: ROOT, configFile: false, logLevel: 'error', plugins: [siteBuild(ROOT)],
		ssr: { noExternal: true, external: ['better-sqlite3', '@napi-rs/canvas'] },
		build: {
			ssr: true, outDir, target: 'node20', emptyOutDir: false,
			rollupOptions: { input: entries, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' } },
		},
	});
	const urls = /** @type {Record<Name, URL>} */ (Object.fromEntries(Object.keys(entries).map((name) => [name, pathToFileURL(join(outDir, `${name}.mjs`))])));
	return { urls, remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
