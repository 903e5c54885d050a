// Owns how a failed step of the set-up speaks: what failed, why, the one command that mends it, and an exit code of its own. Must not print.

/**
 * Exit codes of set-up, one per step, clear of those that the app, the command line and the test run use.
 * @type {Readonly<Record<'node' | 'packages' | 'electron' | 'libraries' | 'sqlite' | 'build' | 'display', number>>}
 */
export const EXIT_CODES = Object.freeze({
	node: 80, packages: 81, electron: 82, libraries: 83, sqlite: 84, build: 85, display: 86,
});

/** @typedef {keyof typeof EXIT_CODES} StepName */

/** A step of the set-up that could not be done. */
export class SetupProblem extends Error {
	/**
	 * @param {StepName} step
	 * @param {{ failed: string, why: string, mend: string, details?: string }} words
	 *   `failed` and `why` are sentences; `mend` is one command to paste into a shell; `details` is the end of what a tool printed.
	 * @param {unknown} [cause]
	 */
	constructor(step, { failed, why, mend, details = '' }, cause) {
		super(`${failed} ${why}`, { cause });
		this.name = 'SetupProblem';
		this.step = step;
		this.failed = failed;
		this.why = why;
		this.mend = mend;
		this.details = details.trim();
		this.exitCode = EXIT_CODES[step];
	}

	/** The whole report, as it is shown. */
	report() {
		return [
			'',
			...(this.details ? [indent(this.details), ''] : []),
			`Set-up stopped. ${this.failed}`,
			`  Why:     ${this.why}`,
			`  Mend it: ${this.mend}`,
			'',
		].join('\n');
	}
}

/**
 * Turns whatever a step threw into a problem of that step, so that no failure lacks its three lines.
 * @param {StepName} step @param {string} failed @param {string} mend @param {unknown} error
 */
export function asProblem(step, failed, mend, error) {
	if (error instanceof SetupProblem) return error;
	return new SetupProblem(step, { failed, why: plainReason(error), mend }, error);
}

/** @param {unknown} error */
export function plainReason(error) {
	if (!(error instanceof Error)) return String(error);
	const code = errorCode(error);
	const path = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : '';
	switch (code) {
		case 'ENOSPC': return 'The disk is full.';
		case 'EACCES':
		case 'EPERM':
		case 'EROFS': return `Writing is not allowed there${path}.`;
		default: return error.message;
	}
}

/** The errno-like code of an error or of what caused it; '' when there is none. @param {unknown} error @returns {string} */
export function errorCode(error) {
	if (!(error instanceof Error)) return '';
	if ('code' in error && typeof error.code === 'string') return error.code;
	if (error instanceof AggregateError) return error.errors.map(errorCode).find(Boolean) ?? '';
	return errorCode(error.cause);
}

/** @param {string} text */
function indent(text) {
	return text.split('\n').map((line) => `    ${line}`).join('\n');
}
