// Owns the check that Chromium's sandbox can be used on this Linux. Must not switch it off, and never runs sudo.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupProblem } from './problem.mjs';

/** Kernel switches that forbid ordinary users the namespaces of which the sandbox is made, and the value that forbids. */
const SWITCHES = [
	['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
	['/proc/sys/kernel/unprivileged_userns_clone', '0'],
	['/proc/sys/user/max_user_namespaces', '0'],
];

/**
 * @param {string} program Electron's
 * @param {{ platform?: NodeJS.Platform, root?: boolean, read?: (file: string) => string }} [options] `read` throws when there is no such file
 */
export function checkSandbox(program, { platform = process.platform, root = process.getuid?.() === 0, read = (file) => readFileSync(file, 'utf8') } = {}) {
	// As root Chromium does without; elsewhere the sandbox is of another kind.
	if (platform !== 'linux' || root) return;
	const forbidding = SWITCHES.find(([file, value]) => valueOf(String(file), read) === value)?.[0];
	const own = join(dirname(program), 'chrome-sandbox');
	if (!forbidding || belongsToRoot(own)) return;
	throw new SetupProblem('libraries', {
		failed: 'Chromium\'s sandbox cannot be used here.',
		why: `This system does not let ordinary users make namespaces (${forbidding}), so the sandbox's own program must belong to root.`,
		mend: `sudo chown root:root '${own}' && sudo chmod 4755 '${own}'`,
	});
}

/** @param {string} file @param {(file: string) => string} read */
function valueOf(file, read) {
	try {
		return read(file).trim();
	} catch {
		return '';
	}
}

/** @param {string} file */
function belongsToRoot(file) {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4001) === 0o4001;
}
