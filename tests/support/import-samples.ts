// Owns made-up clippings and folders for the tests of importing. Must not hold anybody else's text.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small clipping; every number makes another one. */
export const clippingText = (n = 0): string => `The Quayside Courier

Ferry number ${n} runs aground off Long Point

By Marta Ellison
${1 + (n % 28)} March 1987

All ${40 + n} passengers were brought ashore in lifeboats after the ferry struck a sandbank in thick fog.

The harbour master, Ivo Brandt, said the buoy had been missing “for weeks”. An inquiry opens on Thursday.
`;

export interface Folder {
	path: string;
	/** Writes a file below it, with the folders on its way; answers its path. */
	write(name: string, content: string | Uint8Array): string;
	remove(): void;
}

export function temporaryFolder(): Folder {
	const path = mkdtempSync(join(tmpdir(), 'cuttings-import-'));
	return {
		path,
		write(name, content) {
			const file = join(path, name);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, content);
			return file;
		},
		remove: () => rmSync(path, { recursive: true, force: true }),
	};
}
