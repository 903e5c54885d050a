// `npm test`: sets up what is missing and runs everything; its last line is "N passed, N failed". With an argument, a part:
// check (types, lint, layer walls), unit (vitest), app (the real window), screenshots (the pictures of the docs, made anew), snapshots
// (every screen against the picture kept of it; --accept keeps the new ones); further arguments go to vitest or Playwright.
import { command, say } from './entry.mjs';
import { playwrightCounts, sum, vitestCounts } from './counts.mjs';

const PARTS = { all: ['types', 'svelte', 'lint', 'vitest', 'playwright'], check: ['types', 'svelte', 'lint', 'layers'], unit: ['vitest'], app: ['playwright'], screenshots: ['playwright'], snapshots: ['playwright'] };
const LAYERS = 'tests/layers.test.ts';

/** @typedef {import('./counts.mjs').Counts} Counts */

let finished = false;
process.on('exit', (code) => {
	// Whatever went wrong before anything could be counted, the last line is there and says so.
	if (!finished && code !== 0) say('0 passed, 1 failed');
});

await command(async () => {
	const { mkdtempSync, rmSync } = await import('node:fs');
	const { tmpdir } = await import('node:os');
	const { join } = await import('node:path');
	const { PROJECT, runtimeFile } = await import('./setup/places.mjs');
	const { readJson } = await import('./setup/stamps.mjs');
	const { describeRuntime } = await import('./setup/electron.mjs');
	const { electronVersion } = await import('./setup/ready.mjs');
	const { setUp } = await import('./setup/set-up.mjs');
	const { run } = await import('./setup/run.mjs');
	const { provideValidators } = await import('./setup/system-libraries.mjs');
	const { hasDisplay, hasXvfb, startDisplay } = await import('./display.mjs');
	const { snapshotsPage } = await import('./snapshots-page.mjs');
	const { appEnvironment, runInForeground, wasStopped } = await import('./app-process.mjs');

	const [name = 'all', ...rest] = process.argv.slice(2);
	const parts = name in PARTS ? PARTS[/** @type {keyof typeof PARTS} */ (name)] : undefined;
	if (!parts) {
		say(`There is no part "${name}"; there are ${Object.keys(PARTS).join(', ')}.`);
		return 2;
	}
	if (name === 'screenshots') {
		process.env['CUTTINGS_PICTURES'] = '1';
		rest.unshift('look');
	}
	if (name === 'snapshots') {
		const at = rest.indexOf('--accept');
		if (at >= 0) {
			rest.splice(at, 1);
			process.env['CUTTINGS_SNAPSHOTS'] = 'accept';
		}
		rest.unshift('snapshots.spec');
	}
	const windows = parts.includes('playwright');
	await setUp({ say, app: windows, display: windows && !hasDisplay(), build: parts.some((part) => part === 'vitest' || part === 'playwright') });
	if (name === 'all' || name === 'unit') await provideValidators({ run, say });

	const reports = mkdtempSync(join(tmpdir(), 'cuttings-test-'));
	/** @type {{ part: string, counts: Counts, seconds: number }[]} */
	const done = [];
	try {
		for (const part of parts) {
			const started = Date.now();
			say(`\n--- ${part}`);
			const counts = await parted(part);
			done.push({ part, counts, seconds: (Date.now() - started) / 1000 });
			if (wasStopped()) {
				done.push({ part: 'the rest (stopped)', counts: { passed: 0, failed: 1, skipped: 0 }, seconds: 0 });
				break;
			}
		}
	} finally {
		rmSync(reports, { recursive: true, force: true });
	}
	const total = sum(done.map(({ counts }) => counts));
	say('');
	for (const { part, counts, seconds } of done) {
		say(`${part.padEnd(19)}${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed${counts.skipped ? ` ${String(counts.skipped).padStart(4)} skipped` : ''}  ${seconds.toFixed(1)} s`);
	}
	// Once more where everybody looks: the log above is long, and often only its end is kept.
	for (const name of done.flatMap(({ counts }) => counts.names ?? [])) say(`failed: ${name.replace(`${PROJECT}/`, '')}`);
	for (const name of done.flatMap(({ counts }) => counts.second ?? [])) say(`passed only when tried again: ${name}`);
	if (total.skipped > 0) say(`Note: ${total.skipped} skipped.`);
	finished = true;
	say(`${total.passed} passed, ${total.failed} failed`);
	return total.failed > 0 ? 1 : 0;

	/** @param {string} part @returns {Promise<Counts>} */
	async function parted(part) {
		switch (part) {
			case 'types': return one(await tool('node_modules/typescript/bin/tsc', ['-b']));
			case 'svelte': return one(await tool('node_modules/svelte-check/bin/svelte-check', ['--tsconfig', 'src/renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human']));
			case 'lint': return one(await tool('node_modules/eslint/bin/eslint.js', ['.', '--cache', '--cache-location', 'node_modules/.cache/cuttings/eslint.json', '--max-warnings', '0']));
			case 'layers': return vitest([LAYERS]);
			case 'vitest': return vitest(rest);
			default: return playwright(rest);
		}
	}

	/** @param {string[]} args */
	async function vitest(args) {
		const report = join(reports, 'vitest.json');
		const code = await tool('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args]);
		return vitestCounts(readJson(report), code);
	}

	/** @param {string[]} args */
	async function playwright(args) {
		const report = join(reports, 'playwright.json');
		say(`On ${describeRuntime(readJson(runtimeFile(PROJECT)), electronVersion(PROJECT))}.`);
		// A virtual display even where there is a screen: windows that come and go would be in the way, and be disturbed.
		const screen = process.platform === 'linux' && hasXvfb() ? await startDisplay() : undefined;
		try {
			const code = await tool('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json', ...args],
				{ ...appEnvironment(process.env, screen?.display), PLAYWRIGHT_JSON_OUTPUT_NAME: report });
			const page = snapshotsPage(join(PROJECT, 'test-results'));
			if (page) say(`Screens that look different, before and after: ${page}`);
			return playwrightCounts(readJson(report), code);
		} finally {
			screen?.stop();
		}
	}

	/** @param {string} script @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
	function tool(script, args, env = appEnvironment(process.env, undefined)) {
		return runInForeground(process.execPath, [join(PROJECT, script), ...args], { env, cwd: PROJECT });
	}
});

/** A check that either holds or does not. @param {number} code @returns {Counts} */
function one(code) {
	return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}
