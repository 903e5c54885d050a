// `npm run dev`: the app with the page served by Vite, which shows each change at once; main and preload are rebuilt.
import { command, say } from './entry.mjs';

await command(async () => {
	const { join } = await import('node:path');
	const { PROJECT, runtimeFile } = await import('./setup/places.mjs');
	const { readJson } = await import('./setup/stamps.mjs');
	const { setUp } = await import('./setup/set-up.mjs');
	const { hasDisplay, startDisplay } = await import('./display.mjs');
	const { appEnvironment, runInForeground, sandboxArguments } = await import('./app-process.mjs');

	const virtual = !hasDisplay();
	await setUp({ say, app: true, display: virtual, build: true });
	const screen = virtual ? await startDisplay() : undefined;
	try {
		return await runInForeground(process.execPath, [
			join(PROJECT, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--watch',
			...(sandboxArguments().length > 0 ? ['--noSandbox'] : []),
			...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : []),
		], { env: { ...appEnvironment(process.env, screen?.display), ELECTRON_EXEC_PATH: readJson(runtimeFile(PROJECT)).path }, cwd: PROJECT });
	} finally {
		screen?.stop();
	}
});
