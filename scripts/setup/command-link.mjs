// Owns the link through which `npx cuttings` finds the project's own command; npm makes such links for dependencies only.
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} project @param {NodeJS.Platform} [platform] */
export function linkCommand(project, platform = process.platform) {
	const folder = join(project, 'node_modules/.bin');
	const link = join(folder, 'cuttings');
	mkdirSync(folder, { recursive: true });
	if (platform === 'win32') {
		writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\cuttings.mjs" %*\r\n');
		return;
	}
	if (!existsSync(link)) symlinkSync('../../bin/cuttings.mjs', link);
	chmodSync(join(project, 'bin/cuttings.mjs'), 0o755);
}
