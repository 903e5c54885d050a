// Owns where things are: the archive a person means, the app's own folder, the built files. Pure but for the environment it is given.
import { join, resolve } from 'node:path';
import { defaultArchive } from '../core/layout';

/** The archive named by `--archive DIR` or `--archive=DIR`; null when none is. `from` is the folder relative names start at. */
export function archiveArgument(argv: readonly string[], from: string): string | null {
	for (const [index, argument] of argv.entries()) {
		const named = argument === '--archive' ? argv[index + 1] : argument.startsWith('--archive=') ? argument.slice('--archive='.length) : undefined;
		if (named) return resolve(from, named);
	}
	return null;
}

/** The archive somebody named, by an argument or in the environment; null where nobody did. */
export function namedArchive(argv: readonly string[], env: NodeJS.ProcessEnv, from: string): string | null {
	return archiveArgument(argv, from) ?? (env['CUTTINGS_ARCHIVE'] ? resolve(from, env['CUTTINGS_ARCHIVE']) : null);
}

/** The archive of somebody who has opened none yet: the one the command line would take too. */
export const usualArchive = (): string => defaultArchive({});

/** The sample archive, among what a person keeps. */
export const samplePlace = (documents: string): string => join(documents, 'Cuttings sample');

const here = import.meta.dirname;
/** The built files, seen from the built main process. */
export const built = {
	preload: join(here, '../preload/index.cjs'),
	renderer: join(here, '../renderer'),
	host: join(here, 'host.js'),
	runtime: join(here, '../runtime.json'),
	icon: join(here, '../../resources/icon-512.png'),
};
