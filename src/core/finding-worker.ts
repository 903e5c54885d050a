// Owns the entry of the thread that questions are answered in: questions in, answers out, one after the other, over a connection of its own. Must not write, or know what is asked.
import { parentPort, workerData } from 'node:worker_threads';
import { toWire } from '../shared/errors';
import { Finding } from './finding';
import type { Answered, Asked, ThreadStart } from './finding-thread';
import { openForReading } from './store/open';

const port = parentPort;
if (!port) throw new Error('This is the entry of a worker thread.');
const { path, dir } = workerData as ThreadStart;

/** Kilobytes of the database that stay at hand: the inner pages of the index, which every question passes. */
const CACHE = 16_384;

const db = openForReading(path, {}, dir);
db.pragma(`cache_size = -${CACHE}`);
const finding = new Finding(db) as unknown as Record<string, (...given: readonly unknown[]) => unknown>;

function answer({ id, name, given }: Exclude<Asked, 'close'>): Answered {
	try {
		return { id, answer: finding[name]!(...given) };
	} catch (error) {
		let bug: string | null = null;
		const fault = toWire(error, (thrown) => {
			bug = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
			return '';
		});
		return bug === null ? { id, fault } : { id, bug };
	}
}

port.on('message', (asked: Asked) => {
	if (asked === 'close') {
		db.close();
		port.close();
		return;
	}
	const answered = answer(asked);
	const moved = 'answer' in answered && answered.answer instanceof Int32Array ? [answered.answer.buffer as ArrayBuffer] : [];
	port.postMessage(answered, moved);
});
