// Owns the native part of better-sqlite3: one that opens a database in this Node and, where asked, in the chosen Electron.
// Its npm package brings builds for Node-API 10; an older Node or Electron crashes on those, and gets one compiled here, once per user.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appearWhole } from './files.mjs';
import { SetupProblem } from './problem.mjs';
import { howItEnded, lastWords } from './run.mjs';

const PREBUILT_FOR = 10;
const BUILT = 'build/Release/better_sqlite3.node';

/**
 * What makes the compiled binding run on Node-API 9 and 10 alike: experimental declarations instead of version 10's, and a
 * module version that an older Node does not refuse. The package's own -DNAPI_VERSION comes first, hence the -U.
 */
const FLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNAPI_VERSION=2147483647 -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/** Opens a database, searches in it, and says so. A wrong binding ends the process, so this is run in one of its own. */
const TRIAL = `
const db = new (require('better-sqlite3'))(':memory:');
db.exec("create virtual table t using fts5(words); insert into t values ('a press clipping')");
if (db.prepare("select count(*) as n from t where t match 'clip*'").get().n !== 1) throw new Error('full-text search finds nothing');
db.close();
process.stdout.write('sound');
`;

/**
 * @typedef {object} BindingOptions
 * @property {string} project
 * @property {string} cache
 * @property {import('./run.mjs').Run} run
 * @property {(line: string) => void} say
 * @property {{ path: string, napi: number, electron: string } | undefined} electron when the app is to run, too
 * @property {() => Promise<void>} compiler sees to it that C++ can be compiled
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [napi] of this Node
 */

/** @param {BindingOptions} options */
export async function provideBinding(options) {
	const { project, cache, electron, napi = Number(process.versions['napi']) } = options;
	const folder = join(project, 'node_modules/better-sqlite3');
	const place = join(folder, BUILT);
	if (!existsSync(place) && Math.min(napi, electron?.napi ?? PREBUILT_FOR) < PREBUILT_FOR) {
		const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const kept = join(cache, 'sqlite', `${version}-${process.platform}-${process.arch}-${libc()}-${process.versions.modules}`);
		if (!existsSync(join(kept, 'better_sqlite3.node'))) await compile(kept, folder, options);
		mkdirSync(dirname(place), { recursive: true });
		copyFileSync(join(kept, 'better_sqlite3.node'), place);
	}
	try {
		await tryIt(options);
	} catch (error) {
		// A binding of another machine's or another Node's making: what is mended by compiling is compiled at the next run.
		rmSync(dirname(place), { recursive: true, force: true });
		throw error;
	}
}

/** @param {BindingOptions} options */
async function tryIt({ project, run, electron, env = process.env }) {
	const programs = [{ path: process.execPath, name: `Node ${process.versions.node}` }];
	if (electron) programs.push({ path: electron.path, name: `Electron ${electron.electron}` });
	for (const { path, name } of programs) {
		const ran = await run(path, ['-e', TRIAL], { cwd: project, env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' }, timeout: 60_000 });
		if (ran.code === 0 && ran.stdout.endsWith('sound')) continue;
		throw new SetupProblem('sqlite', {
			failed: `The native SQLite binding does not work in ${name}.`,
			why: `Opening a database there failed: ${howItEnded(ran)}.`,
			mend: 'npm run setup -- --fresh',
			details: lastWords(ran),
		});
	}
}

/** @param {string} kept @param {string} folder @param {BindingOptions} options */
async function compile(kept, folder, { project, run, say, compiler, env = process.env }) {
	await compiler();
	const started = Date.now();
	say('SQLite: compiling the native binding, once for this user (one to three minutes)...');
	// Subtle: it is compiled inside node_modules, for its build script requires node-addon-api from where it stands.
	const work = join(project, 'node_modules/.cache/cuttings', `sqlite-${process.pid}`);
	try {
		cpSync(folder, work, { recursive: true, filter: (path) => !path.startsWith(join(folder, 'build')) && !path.startsWith(join(folder, 'prebuilds')) });
		const headers = dirname(dirname(process.execPath));
		const hasHeaders = existsSync(join(headers, 'include/node/node_api.h'));
		const ran = await run(process.execPath, [
			join(project, 'node_modules/node-gyp/bin/node-gyp.js'), 'rebuild', '--release', '--force_build=1', '--jobs=max',
			...(hasHeaders ? [`--nodedir=${headers}`] : []),
		], { cwd: work, env: { ...env, CXXFLAGS: `${env['CXXFLAGS'] ?? ''} ${FLAGS}`.trim() } });
		const made = join(work, BUILT);
		if (ran.code !== 0 || !existsSync(made)) throw notCompiled(ran, hasHeaders);
		await appearWhole(kept, async (partial) => copyFileSync(made, join(partial, 'better_sqlite3.node')));
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
	say(`SQLite: compiled in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** @param {import('./run.mjs').Ran} ran @param {boolean} hasHeaders */
function notCompiled(ran, hasHeaders) {
	const noHeaders = !hasHeaders && /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|fetch failed|getaddrinfo/.test(ran.stderr);
	const needsNewer = 'With Node 22.14 or newer nothing is compiled.';
	return new SetupProblem('sqlite', {
		failed: 'The native SQLite binding could not be compiled.',
		why: noHeaders
			? `This Node came without its C headers, and they could not be downloaded. ${needsNewer}`
			: `node-gyp did not finish: ${howItEnded(ran)}. ${needsNewer}`,
		mend: 'nvm install 22 && npm start',
		details: lastWords(ran),
	});
}

function libc() {
	if (process.platform !== 'linux') return 'system';
	const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
	return header.glibcVersionRuntime ? 'glibc' : 'musl';
}
