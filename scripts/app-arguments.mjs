// Owns the reading of `npm start -- ...`: what follows goes to the app as it is, but paths mean what they mean where the person is. Must not check them.
import { resolve } from 'node:path';

/**
 * @param {readonly string[]} given
 * @param {{ from: string, standard: string }} options `from`: the folder the person is in; `standard`: the archive when none is named
 * @returns {{ args: string[], archive: string }}
 */
export function appArguments(given, { from, standard }) {
	const args = [...given];
	let archive = resolve(from, standard);
	for (let i = 0; i < args.length; i++) {
		const word = String(args[i]);
		const next = args[i + 1];
		if (word === '--archive' && next !== undefined) {
			archive = resolve(from, next);
			args[++i] = archive;
		} else if (word.startsWith('--archive=')) {
			archive = resolve(from, word.slice('--archive='.length));
			args[i] = `--archive=${archive}`;
		} else if (word !== '' && !word.startsWith('-')) args[i] = resolve(from, word);
	}
	return { args, archive };
}
