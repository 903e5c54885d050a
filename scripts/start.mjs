// `npm start [-- --archive DIR]`: sets up what is missing, builds, and opens the app; on a virtual display where there is no screen.
import { command, say } from './entry.mjs';

await command(async () => {
	const { resolve } = await import('node:path');
	const { homedir } = await import('node:os');
	const { PROJECT, runtimeFile } = await import('./setup/places.mjs');
	const { readJson } = await import('./setup/stamps.mjs');
	const { describeRuntime } = await import('./setup/electron.mjs');
	const { electronVersion } = await import('./setup/ready.mjs');
	const { setUp } = await import('./setup/set-up.mjs');
	const { hasDisplay, startDisplay } = await import('./display.mjs');
	const { appEnvironment, runInForeground, sandboxArguments } = await import('./app-process.mjs');
	const { appArguments } = await import('./app-arguments.mjs');

	const { args, archive } = appArguments(process.argv.slice(2), {
		from: process.env['INIT_CWD'] ?? process.cwd(),
		standard: process.env['CUTTINGS_ARCHIVE'] || resolve(homedir(), 'Cuttings'),
	});
	const virtual = !hasDisplay();
	await setUp({ say, app: true, display: virtual, build: true });

	const runtime = readJson(runtimeFile(PROJECT));
	say(`Cuttings runs on ${describeRuntime(runtime, electronVersion(PROJECT))}.`);
	const screen = virtual ? await startDisplay() : undefined;
	if (screen) {
		say(`This machine has no display, so the window opens on a virtual one (Xvfb ${screen.display}).`);
		say(`  Archive: ${archive}`);
		say('  Stop:    Ctrl+C');
	}
	try {
		// Without a desktop there is no message bus and no graphics card; Chromium would complain of each at length.
		const quiet = screen ? ['--log-level=3'] : [];
		return await runInForeground(runtime.path, [...sandboxArguments(), ...quiet, PROJECT, ...args], { env: appEnvironment(process.env, screen?.display), cwd: PROJECT });
	} finally {
		screen?.stop();
	}
});
