// Owns a disk with traps: opening a file named for a trap springs it. Loaded before the real worker, in its thread. Must not touch anything else of it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const open = fs.openSync;
fs.openSync = (path, ...rest) => {
	const name = String(path);
	if (name.includes('dies')) process.exit(7);
	if (name.includes('throws')) setImmediate(() => { throw new Error('A fault outside every promise.'); });
	if (name.includes('hangs')) for (;;) Math.sqrt(2);
	if (name.includes('bursts')) for (const held = []; ;) held.push(new Array(1e5).fill(0.5));
	return open(path, ...rest);
};
syncBuiltinESMExports();
