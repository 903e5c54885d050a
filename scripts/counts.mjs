// Owns reading how many tests passed and failed from the reports of vitest and Playwright. A run that left no whole report has failed.

/** @typedef {{ passed: number, failed: number, skipped: number, names?: readonly string[] }} Counts  `names`: of what failed, where it is known */

/**
 * @param {any} report vitest's JSON report, or what could be read of it
 * @param {number | null} code how vitest ended
 * @returns {Counts}
 */
export function vitestCounts(report, code) {
	const counts = {
		passed: count(report?.numPassedTests),
		failed: count(report?.numFailedTests),
		skipped: count(report?.numPendingTests) + count(report?.numTodoTests),
	};
	// A file that could not even be loaded is a failed suite without a failed test.
	const broken = files(report).filter((/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults?.some((/** @type {any} */ test) => test.status === 'failed'));
	counts.failed += broken.length;
	const names = files(report).flatMap((file) => (broken.includes(file) ? [file.name] : (file.assertionResults ?? []).filter((/** @type {any} */ test) => test.status === 'failed').map((/** @type {any} */ test) => `${file.name}: ${test.fullName}`)));
	return judged({ ...counts, names }, code);
}

/**
 * @param {any} report Playwright's JSON report, or what could be read of it
 * @param {number | null} code how Playwright ended
 * @returns {Counts}
 */
export function playwrightCounts(report, code) {
	const counts = {
		passed: count(report?.stats?.expected),
		// A test that passes only when it is tried again is not to be relied upon.
		failed: count(report?.stats?.unexpected) + count(report?.stats?.flaky),
		skipped: count(report?.stats?.skipped),
	};
	return judged({ ...counts, names: specs(report?.suites).filter((/** @type {any} */ spec) => !spec.ok).map((/** @type {any} */ spec) => `${spec.file}:${spec.line}: ${spec.title}`) }, code);
}

/** @param {any} report @returns {any[]} */
function files(report) {
	return Array.isArray(report?.testResults) ? report.testResults : [];
}

/** Every test of a tree of suites. @param {any} suites @returns {any[]} */
function specs(suites) {
	return (Array.isArray(suites) ? suites : []).flatMap((suite) => [...(suite.specs ?? []), ...specs(suite.suites)]);
}

/** A run that ended badly, or counted nothing at all, is at least one failure. @param {Counts} counts @param {number | null} code */
function judged(counts, code) {
	const nothing = counts.passed + counts.failed + counts.skipped === 0;
	if (counts.failed === 0 && (code !== 0 || nothing)) return { ...counts, failed: 1 };
	return counts;
}

/** @param {unknown} value */
function count(value) {
	return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
	return {
		passed: all.reduce((total, { passed }) => total + passed, 0),
		failed: all.reduce((total, { failed }) => total + failed, 0),
		skipped: all.reduce((total, { skipped }) => total + skipped, 0),
	};
}
