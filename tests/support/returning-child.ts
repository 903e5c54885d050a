// Owns a process that lets a package come back into an archive and says what it was told, line by line, at once. Made to be killed. Must not do anything else.
import { writeSync } from 'node:fs';
import { openArchive } from '../../src/core/archive';

const [dir, path] = process.argv.slice(2) as [string, string];
const archive = await openArchive(dir);
await archive.import([{ path }], { onOutcome: (outcome) => writeSync(1, `${outcome.outcome}\n`) });
await archive.close();
writeSync(1, 'ended\n');
