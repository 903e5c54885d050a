// `npm run setup [-- --fresh]`: sets everything up without starting anything; --fresh forgets what was there before.
import { command, say } from './entry.mjs';

await command(async () => {
	const { forget, setUp } = await import('./setup/set-up.mjs');
	if (process.argv.includes('--fresh')) forget();
	const { hasDisplay } = await import('./display.mjs');
	await setUp({ say, app: true, display: !hasDisplay(), build: true });
	say('Everything is set up.');
});
