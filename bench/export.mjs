// Measures exports: rate and the most memory of one process, for several formats and sizes, against a plain copy of the same bytes in the same run.
// node bench/export.mjs [--sizes 10000,100000] [--formats package,jsonl] [--prove] [--archives DIR,DIR]      without archives given, they are grown
import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { built } from './support/built.mjs';
import { grow } from './support/grown.mjs';

const { values } = parseArgs({
	options: {
		sizes: { type: 'string', default: '10000,100000' },
		formats: { type: 'string', default: 'package,jsonl,markdown,dc-csv,ead3,csl-json' },
		/** Archives that are there already, one for each size; each is copied first. */
		archives: { type: 'string' },
		prove: { type: 'boolean', default: false },
	},
});

/** @param {string} folder */
const filesIn = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

/**
 * Copies every file of a folder and has each on the disk, as an export does. Seconds.
 * @param {string} from
 * @param {string} to
 */
function plainCopy(from, to) {
	const began = performance.now();
	for (const file of filesIn(from)) {
		const goal = join(to, file.slice(from.length + 1));
		mkdirSync(dirname(goal), { recursive: true });
		copyFileSync(file, goal);
		const handle = openSync(goal, 'r+');
		fsyncSync(handle);
		closeSync(handle);
	}
	return (performance.now() - began) / 1000;
}

const { urls, remove } = await built({ archive: 'src/core/archive.ts' });
const one = fileURLToPath(new URL('./support/export-one.mjs', import.meta.url));
/** @param {string} archive @param {string} format @param {string} to @param {boolean} isProven */
function exported(archive, format, to, isProven) {
	const { stdout, stderr, status } = spawnSync(process.execPath, [one, urls.archive.href, archive, format, to, ...(isProven ? ['prove'] : [])], { encoding: 'utf8', maxBuffer: 1 << 26 });
	if (status !== 0) throw new Error(stderr);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** @param {number} bytes */
const mb = (bytes) => (bytes / 1e6).toFixed(0);
/** @param {readonly (string | number)[]} cells */
const row = (cells) => cells.map((cell, at) => (at === 1 ? String(cell).padEnd(16) : String(cell).padStart(11))).join('');
console.log(row(['clippings', '  format', 'files', 'MB', 'seconds', 'a second', 'MB/s', 'at rest MB', 'peak MB', 'a copy s', 'copies']));
try {
	for (const [at, size] of values.sizes.split(',').map(Number).entries()) {
		const place = mkdtempSync(join(tmpdir(), 'cuttings-bench-export-'));
		try {
			const archive = join(place, 'archive');
			const given = values.archives?.split(',')[at];
			if (given) cpSync(given, archive, { recursive: true });
			else await grow(size, archive);
			for (const format of values.formats.split(',')) {
				for (const isProven of format === 'package' && values.prove ? [false, true] : [false]) {
					const [to, copy] = [join(place, 'out'), join(place, 'copy')];
					mkdirSync(to);
					const made = exported(archive, format, to, isProven);
					const copied = plainCopy(made.path, copy);
					const bytes = filesIn(made.path).reduce((sum, file) => sum + statSync(file).size, 0);
					console.log(row([made.clippings, `  ${format}${isProven ? ' proven' : ''}`, made.files, mb(bytes), made.seconds.toFixed(1), (made.clippings / made.seconds).toFixed(0), (bytes / 1e6 / made.seconds).toFixed(1), mb(made.atRest), mb(made.peak), copied.toFixed(1), (made.seconds / copied).toFixed(1)])
						+ (made.proof ? `   ${made.proof.outcome}, ${made.proof.different} differ, ${made.proof.seconds.toFixed(1)} s of it` : ''));
					for (const folder of [to, copy]) rmSync(folder, { recursive: true, force: true });
				}
			}
		} finally {
			rmSync(place, { recursive: true, force: true });
		}
	}
} finally {
	remove();
}
