// Owns reading how many tests passed and failed from the reports of vitest and Playwright. A run that left no whole report has failed.

/** @typedef {{ passed: number, failed: number, skipped: number, names?: readonly string[], second?: readonly string[] }} Counts  `names`: of what failed, where it is known; `second`: of what passed only when it was tried again */

/** So many journeys may need a second try: a window system shared with others loses an event now and then. More than that is a fault of ours. */
export const FORGIVEN = 2;

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
	const again = count(report?.stats?.flaky);
	const isForgiven = again <= FORGIVEN;
	const counts = {
		passed: count(report?.stats?.expected) + (isForgiven ? again : 0),
		failed: count(report?.stats?.unexpected) + (isForgiven ? 0 : again),
		skipped: count(report?.stats?.skipped),
	};
	const all = specs(report?.suites);
	const named = (/** @type {any[]} */ some) => some.map((spec) => `${spec.file}:${spec.line}: ${spec.title}`);
	const second = named(all.filter((/** @type {any} */ spec) => spec.tests?.some((/** @type {any} */ test) => test.status === 'flaky')));
	const names = named(all.filter((/** @type {any} */ spec) => !spec.ok));
	return judged({ ...counts, names: isForgiven ? names : [...names, ...second], second }, code);
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
