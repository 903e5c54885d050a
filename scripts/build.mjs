// `npm run build`: sets up what building needs, and builds even when no source has changed.
import { command, say } from './entry.mjs';

await command(async () => {
	const { setUp } = await import('./setup/set-up.mjs');
	await setUp({ say, app: false, display: false, build: true, always: true });
});
