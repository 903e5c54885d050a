// Exports once, in a process of its own, so that the most memory it took is that of the export. Prints one JSON line.
// node export-one.mjs MODULE ARCHIVE FORMAT FOLDER [prove]      MODULE: the URL of the built src/core/archive.ts
import { existsSync, readFileSync } from 'node:fs';

const [url = '', archiveFolder = '', format = '', to = '', prove] = process.argv.slice(2);
/** @type {typeof import('../../src/core/archive')} */
const { openArchive } = await import(url);
const archive = await openArchive(archiveFolder);
const atRest = process.memoryUsage().rss;
const began = performance.now();
const made = await archive.export({ of: 'everything' }, /** @type {any} */ (format), to, { choices: { prove: prove === 'prove' } });
const seconds = (performance.now() - began) / 1000;
await archive.close();
const { path, clippings, files, proof } = made;
// Subtle: what the system counts as the most a process ever took begins with what its parent had when it was started.
const [, high] = existsSync('/proc/self/status') ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [] : [];
console.log(JSON.stringify({ path, clippings, files, seconds, atRest, peak: (high ? Number(high) : process.resourceUsage().maxRSS) * 1024, proof: proof && { outcome: proof.outcome, different: proof.different, seconds: proof.milliseconds / 1000 } }));
