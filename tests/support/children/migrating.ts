// Owns a process that migrates a database and stops dead in the middle, so that a test can kill it there.
import { migrate } from '../../../src/core/store/migrations';
import { openForWriting } from '../../../src/core/store/open';

const [path = '', stopAt = ''] = process.argv.slice(2);
const db = openForWriting(path);
migrate(db, undefined, (step) => {
	process.stdout.write(`${step.schema}\n`);
	if (String(step.schema) === stopAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
process.stdout.write('done\n');
db.close();
