// Owns a process that imports a folder into an archive and says what it was told, line by line, at once. Made to be killed. Must not do anything else.
import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { openArchive } from '../../src/core/archive';

const [dir, folder, worker] = process.argv.slice(2) as [string, string, string?];
const archive = await openArchive(dir, worker ? { workerFile: pathToFileURL(worker) } : {});
const summary = await archive.import([{ path: folder }], { rules: { tags: ['rescued'] }, onOutcome: (outcome) => writeSync(1, `${JSON.stringify(outcome)}\n`) });
await archive.close();
writeSync(1, `${JSON.stringify({ summary })}\n`);
