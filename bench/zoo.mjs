// Owns the counting of the rules for bad inputs: how many of the collection's files meet theirs, as its tests find. Must not hold rules of its own.
//   node bench/zoo.mjs      needs the collection beside the project; says so and stops without it
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const INDEX = resolve(ROOT, '../shared/corpora/zoo/index.json');
if (!existsSync(INDEX)) {
	console.error('The collection of bad inputs is not beside the project: nothing was counted.');
	process.exit(0);
}
const { files } = JSON.parse(readFileSync(INDEX, 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'zoo-bench-'));
try {
	const report = join(folder, 'report.json');
	const ran = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'node', 'tests/core/zoo.test.ts', 'tests/core/formats-zoo.test.ts', '--reporter=json', `--outputFile=${report}`], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	if (!existsSync(report)) throw new Error(`The tests did not run.\n${ran.stderr}`);
	const tests = JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(({ assertionResults }) => assertionResults);
	/** A file meets its rules when every test that names it passes. */
	const named = (file) => tests.filter(({ title }) => title === file || title.startsWith(`${file}: `) || title.endsWith(` of ${file}`));
	const untested = files.filter(({ file }) => named(file).length === 0);
	const failing = files.filter(({ file }) => named(file).some(({ status }) => status !== 'passed'));
	console.log(`zoo: ${files.length - untested.length - failing.length} of ${files.length} bad inputs meet all their rules`);
	for (const { file } of failing) console.log(`  fails: ${file}`);
	for (const { file } of untested) console.log(`  no test names: ${file}`);
	const photos = tests.filter(({ ancestorTitles }) => ancestorTitles.some((title) => /press photos/.test(title)));
	console.log(`press photos: ${photos.filter(({ status }) => status === 'passed').length} of ${photos.length} say what was written into them`);
	const rest = tests.filter(({ status }) => status === 'failed').length;
	console.log(`${tests.length} tests, ${rest} failed`);
	process.exitCode = rest + untested.length === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
