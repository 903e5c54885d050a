// Owns the entry of a worker thread: requests in, readings out, one after the other. Must not know the archive or the database.
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Desk } from './desk';
import type { Read } from './desk';
import { AT_REQUEST, AT_POSITION, BEAT } from './workers';
import type { Reply, Request, WorkerStart } from './workers';

/** As `nice` counts: 0 is usual, 19 the lowest. */
const READING_PRIORITY = 10;

const port = parentPort;
if (!port) throw new Error('This is the entry of a worker thread.');
// On Linux a priority belongs to a thread (setpriority(2)); elsewhere to the whole program, where it must stay as it is.
// Reading stands back for whoever waits at the window, and for the thread that writes.
if (process.platform === 'linux') setPriority(0, READING_PRIORITY);
const start = workerData as WorkerStart;
const state = new Int32Array(start.state);

/** Subtle: shared memory, not messages, says where the worker is, because it must be readable when the thread hangs or has died. */
function at(request: number, position: number): void {
	Atomics.store(state, AT_REQUEST, request);
	Atomics.store(state, AT_POSITION, position);
	Atomics.add(state, BEAT, 1);
}

let current = 0;
const desk = new Desk(start.inlineLimit, start.rules, (position) => at(current, position));

/** What changes hands without being copied. */
const buffersOf = (read: readonly Read[]): ArrayBuffer[] =>
	read.flatMap((one) => {
		if (!one.ok) return [];
		const parts = one.parts.map(({ bytes }) => bytes);
		if (one.kind === 'parts') return parts;
		return [...parts, one.bytes, one.prepared.content, one.prepared.original, one.page, ...one.pictures.flatMap(({ bytes, file }) => [bytes, file?.content, file?.thumbnail])];
	})
		.flatMap((bytes) => (bytes?.buffer instanceof ArrayBuffer ? [bytes.buffer] : []));

async function answer(request: Request): Promise<void> {
	current = request.id;
	if (request.do === 'forget') desk.forget(request.lot);
	else if (request.do === 'take') {
		const reply: Reply = { id: request.id, taken: await desk.take(request.lot, request.items) };
		port?.postMessage(reply);
	} else {
		const read = await desk.read(request.lot, request.indices, request.items);
		const reply: Reply = { id: request.id, read };
		port?.postMessage(reply, [...new Set(buffersOf(read))]);
	}
	at(0, -1);
}

let last: Promise<void> = Promise.resolve();
port.on('message', (request: Request) => {
	last = last.then(() => answer(request));
	// A request that cannot be answered at all is a bug: it ends this worker, and the pool sees it.
	last.catch((error: unknown) => { throw error; });
});
