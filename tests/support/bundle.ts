// Owns the building of TypeScript entries into single files, for tests that need a real thread or process. Must not be used where an import would do.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { siteBuild } from '../../scripts/site-build.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Bundle {
	/** Address of the built module; packages with binaries are found from where it stands. */
	url: URL;
	path: string;
	remove(): void;
}

/** Builds `entry` (from the project's root) and everything it imports into one module. */
export async function bundle(entry: string): Promise<Bundle> {
	const cache = join(ROOT, 'node_modules/.cache/bundles');
	mkdirSync(cache, { recursive: true });
	const outDir = mkdtempSync(join(cache, 'b-'));
	await build({
		root: ROOT,
		configFile: false,
		plugins: [siteBuild(ROOT)],
		logLevel: 'error',
		ssr: { noExternal: true, external: ['better-sqlite3', '@napi-rs/canvas'] },
		build: { ssr: entry, outDir, target: 'node20', emptyOutDir: false, rollupOptions: { output: { format: 'es', entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' } } },
	});
	const path = join(outDir, 'entry.mjs');
	return { path, url: pathToFileURL(path), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
