// Owns the bundling of the reader's TypeScript for plain Node. Must not know what is done with it.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles training/entry.ts and gives the module. */
export async function loadReader() {
	const dir = join(root, 'node_modules', '.cache', 'reading');
	mkdirSync(dir, { recursive: true });
	const file = join(dir, 'reader.mjs');
	const bundle = await rolldown({ input: join(root, 'training', 'entry.ts'), platform: 'node', logLevel: 'silent', external: ['chardet', 'iconv-lite', 'zod'] });
	await bundle.write({ file, format: 'esm' });
	await bundle.close();
	return import(`${pathToFileURL(file).href}?${process.pid}`);
}
