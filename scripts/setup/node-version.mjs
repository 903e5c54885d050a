// Owns the check that this Node can run the project. Plain syntax only: it must itself run on a Node that is too old.
import { SetupProblem } from './problem.mjs';

/**
 * @param {string} running such as "20.20.2"
 * @param {string} wanted the "engines" range of package.json, always of the form ">=X.Y"
 */
export function checkNode(running, wanted) {
	const least = /^>=(\d+)\.(\d+)(?:\.(\d+))?$/.exec(wanted);
	if (!least) throw new TypeError(`package.json: engines.node "${wanted}" is not of the form >=X.Y`);
	const now = running.split('.').map(Number);
	for (let i = 0; i < 3; i++) {
		const difference = (now[i] || 0) - Number(least[i + 1] || 0);
		if (difference > 0) return;
		if (difference < 0) {
			throw new SetupProblem('node', {
				failed: `Node ${running} is too old.`,
				why: `Cuttings needs Node ${wanted.slice(2)} or newer.`,
				mend: 'nvm install 22  (or any newer Node from your system or nodejs.org)',
			});
		}
	}
}
