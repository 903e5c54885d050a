// Owns the proof that both ends of the wire keep their promises: over real ports, with the clock as it is. Must not use a contract of the product.
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../src/shared/errors';
import { eventPort } from '../../src/shared/ports';
import type { Handlers, Line, Port } from '../../src/shared/rpc';
import { command, connect, event, job, openLine, query, serve } from '../../src/shared/rpc';

const counted = z.object({ phase: z.enum(['one', 'two']), done: z.int() });
const contract = {
	'sums.add': query(z.object({ a: z.number(), b: z.number().default(1) }), z.number()),
	'sums.none': query(z.void(), z.string()),
	'sums.set': command(z.object({ to: z.number() }), z.void()),
	'sums.count': job(z.object({ to: z.int() }), counted, z.object({ reached: z.int(), cancelled: z.boolean() })),
	'changed': event(z.object({ to: z.number() })),
} as const;
type Answers = Handlers<typeof contract>;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const answers: Answers = {
	'sums.add': ({ a, b }) => a + b,
	'sums.none': () => 'nothing given',
	'sums.set': () => undefined,
	'sums.count': () => ({ reached: 0, cancelled: false }),
	'changed': () => () => undefined,
};

const undo: (() => void)[] = [];
afterEach(() => { for (const close of undo.splice(0)) close(); });

function channel(): { near: Port; far: Port } {
	const { port1, port2 } = new MessageChannel();
	const near = eventPort(port1);
	const far = eventPort(port2);
	undo.push(() => near.close(), () => far.close());
	return { near, far };
}

function pair(given: Partial<Answers> = {}, options: Partial<Parameters<typeof serve>[3]> = {}) {
	const { near, far } = channel();
	const reported: { error: unknown; operation: string }[] = [];
	const report = (error: unknown, operation: string) => `incident ${reported.push({ error, operation })}`;
	const stop = serve(contract, { ...answers, ...given }, far, { report, checkOutputs: true, ...options });
	return { client: connect(contract, near), near, far, stop, reported };
}

/** What a page that ignores the client could send. */
function bare() {
	const { near, far } = channel();
	const replies: unknown[] = [];
	near.onMessage((reply) => replies.push(reply));
	serve(contract, answers, far, { report: () => 'x' });
	return {
		near, replies,
		async send(message: unknown) {
			const before = replies.length;
			near.post(message);
			await vi.waitFor(() => expect(replies.length).toBeGreaterThan(before));
			return replies.at(-1);
		},
	};
}

describe('a call', () => {
	it('carries input and output', async () => {
		const { client } = pair();
		await expect(client['sums.add']({ a: 2, b: 3 })).resolves.toBe(5);
		await expect(client['sums.none']()).resolves.toBe('nothing given');
		await expect(client['sums.set']({ to: 1 })).resolves.toBeUndefined();
	});

	it('fills in defaults before the handler sees the input', async () => {
		await expect(pair().client['sums.add']({ a: 2 })).resolves.toBe(3);
	});

	it('refuses wrong input before the handler sees it', async () => {
		const add = vi.fn(() => 0);
		const { client } = pair({ 'sums.add': add });
		const wrong = client['sums.add']({ a: 'two' } as unknown as { a: number });
		await expect(wrong).rejects.toMatchObject({ code: 'request/invalid', facts: { operation: 'sums.add', issues: [expect.stringContaining('a:')] } });
		expect(add).not.toHaveBeenCalled();
	});

	it('refuses input given to an operation that takes none', async () => {
		const reply = await bare().send({ is: 'call', id: 1, operation: 'sums.none', input: { sly: true } });
		expect(reply).toMatchObject({ is: 'fail', id: 1, fault: { code: 'request/invalid' } });
	});

	it('keeps answers apart when they come in another order', async () => {
		const { client } = pair({ 'sums.add': async ({ a }) => { await pause(a); return a; } });
		await expect(Promise.all([60, 20, 40].map((a) => client['sums.add']({ a })))).resolves.toEqual([60, 20, 40]);
	});
});

describe('a failure', () => {
	it('carries a fault with its facts', async () => {
		const { client, reported } = pair({ 'sums.set': () => { throw new Fault('clipping/missing', { id: 7 }); } });
		await expect(client['sums.set']({ to: 1 })).rejects.toMatchObject({ code: 'clipping/missing', facts: { id: 7 } });
		expect(reported).toEqual([]);
	});

	it('hides a bug behind an incident and reports it once', async () => {
		const bug = new TypeError('undefined is not a function');
		const { client, reported } = pair({ 'sums.add': () => { throw bug; } });
		const failure = await client['sums.add']({ a: 1 }).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(Fault);
		expect(failure).toMatchObject({ code: 'internal', facts: { incident: 'incident 1' } });
		expect((failure as Error).message).not.toContain('undefined');
		expect(reported).toEqual([{ error: bug, operation: 'sums.add' }]);
	});

	it('is made of a reply that cannot be cloned', async () => {
		const { client, reported } = pair({ 'sums.add': () => (() => 1) as unknown as number }, { checkOutputs: false });
		await expect(client['sums.add']({ a: 1 })).rejects.toMatchObject({ code: 'internal' });
		expect(reported).toHaveLength(1);
	});

	it('is made of a wrong output where outputs are checked, and only there', async () => {
		const wrong: Partial<Answers> = { 'sums.add': () => 'three' as unknown as number };
		await expect(pair(wrong).client['sums.add']({ a: 1 })).rejects.toMatchObject({ code: 'internal' });
		await expect(pair(wrong, { checkOutputs: false }).client['sums.add']({ a: 1 })).resolves.toBe('three');
	});

	it('is told at once when input cannot be cloned', async () => {
		const { client } = pair();
		await expect(client['sums.set']({ to: (() => 1) as unknown as number })).rejects.toMatchObject({ code: 'request/invalid' });
	});
});

describe('a malformed message', () => {
	it.each([
		['a number', 7, null],
		['null', null, null],
		['no kind', { id: 3 }, 3],
		['a kind that is not there', { is: 'shout', id: 3, operation: 'sums.add' }, 3],
		['an id that is no number', { is: 'call', id: 'x', operation: 'sums.add', input: { a: 1 } }, null],
		['a key too many', { is: 'cancel', id: 3, also: 1 }, 3],
		['an operation that is not there', { is: 'call', id: 3, operation: 'sums.take', input: {} }, 3],
		['a name every object has', { is: 'call', id: 3, operation: 'constructor', input: {} }, 3],
		['a call of an event', { is: 'call', id: 3, operation: 'changed', input: undefined }, 3],
		['a subscription to a query', { is: 'subscribe', id: 3, operation: 'sums.add' }, 3],
		['a name without end', { is: 'call', id: 3, operation: 'a'.repeat(10_000), input: {} }, 3],
	])('is refused by name: %s', async (_what, message, id) => {
		const reply = await bare().send(message);
		expect(reply).toMatchObject({ is: 'fail', id, fault: { code: 'request/invalid' } });
		expect(JSON.stringify(reply).length).toBeLessThan(1_000);
	});

	it('does not keep the next one from being answered', async () => {
		const { send } = bare();
		await send('nonsense');
		await expect(send({ is: 'call', id: 1, operation: 'sums.add', input: { a: 1, b: 1 } })).resolves.toEqual({ is: 'ok', id: 1, output: 2 });
	});

	it('cannot use an id twice at once', async () => {
		const { near, far } = channel();
		const replies: { id: number; is: string }[] = [];
		near.onMessage((reply) => replies.push(reply as (typeof replies)[0]));
		serve(contract, { ...answers, 'sums.add': async () => { await pause(30); return 1; } }, far, { report: () => 'x' });
		near.post({ is: 'call', id: 1, operation: 'sums.add', input: { a: 1 } });
		near.post({ is: 'call', id: 1, operation: 'sums.add', input: { a: 1 } });
		await vi.waitFor(() => expect(replies.map(({ is }) => is)).toEqual(['fail', 'ok']));
	});
});

describe('progress', () => {
	it('comes at most ten times a second, never falls, and ends with the last', async () => {
		const seen: { at: number; done: number }[] = [];
		const { client } = pair({
			'sums.count': async ({ to }, { progress }) => {
				for (let done = 0; done <= to; done++) {
					progress({ phase: 'one', done: done % 50 === 49 ? 0 : done });
					if (done % 10 === 0) await pause(5);
				}
				return { reached: to, cancelled: false };
			},
		});
		await client['sums.count']({ to: 1_000 }, { onProgress: ({ done }) => seen.push({ at: performance.now(), done }) });
		const numbers = seen.map(({ done }) => done);
		expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
		expect(numbers.at(-1)).toBe(1_000);
		expect(seen.length).toBeGreaterThan(2);
		// The last may follow close upon the one before.
		const took = seen.at(-1)!.at - seen[0]!.at;
		expect(seen.length).toBeLessThanOrEqual(took / 100 + 3);
	});

	it('is not heard after the end', async () => {
		let late = (_progress: { phase: 'one' | 'two'; done: number }) => undefined as void;
		const seen: number[] = [];
		const { client } = pair({ 'sums.count': (_input, { progress }) => { late = progress; return { reached: 0, cancelled: false }; } });
		await client['sums.count']({ to: 1 }, { onProgress: ({ done }) => seen.push(done) });
		late({ phase: 'one', done: 9 });
		await pause(50);
		expect(seen).toEqual([]);
	});

	it('that cannot be sent is reported and does not stop the job', async () => {
		const { client, reported } = pair({
			'sums.count': (_input, { progress }) => {
				progress({ phase: 'three' as 'one', done: 1 });
				return { reached: 5, cancelled: false };
			},
		});
		await expect(client['sums.count']({ to: 1 })).resolves.toMatchObject({ reached: 5 });
		expect(reported).toHaveLength(1);
	});
});

describe('cancelling', () => {
	it('a query rejects at once, and its late answer is dropped', async () => {
		const stopped = vi.fn();
		const answered = vi.fn();
		const { client } = pair({ 'sums.add': async (_input, { signal }) => { signal.addEventListener('abort', stopped); await pause(300); answered(); return 1; } });
		const control = new AbortController();
		const asked = client['sums.add']({ a: 1 }, { signal: control.signal });
		setTimeout(() => control.abort(), 10);
		await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
		expect(answered).not.toHaveBeenCalled();
		await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce());
		await vi.waitFor(() => expect(answered).toHaveBeenCalledOnce());
	});

	it('a query that has not begun is never begun', async () => {
		const add = vi.fn(() => 1);
		const { client } = pair({ 'sums.add': add }, { later: (work) => { setTimeout(work, 20); } });
		const control = new AbortController();
		const asked = client['sums.add']({ a: 1 }, { signal: control.signal });
		control.abort();
		await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
		await pause(60);
		expect(add).not.toHaveBeenCalled();
	});

	it('a job answers with what it had done', async () => {
		const { client } = pair({
			'sums.count': async ({ to }, { signal }) => {
				let reached = 0;
				while (reached < to && !signal.aborted) { reached++; await pause(5); }
				return { reached, cancelled: signal.aborted };
			},
		});
		const control = new AbortController();
		const asked = client['sums.count']({ to: 10_000 }, { signal: control.signal });
		setTimeout(() => control.abort(), 40);
		const { reached, cancelled } = await asked;
		expect(cancelled).toBe(true);
		expect(reached).toBeGreaterThan(0);
		expect(reached).toBeLessThan(100);
	});

	it('beforehand asks nothing', async () => {
		const set = vi.fn();
		const { client } = pair({ 'sums.set': set });
		await expect(client['sums.set']({ to: 1 }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
		await client['sums.none']();
		expect(set).not.toHaveBeenCalled();
	});

	it('an aborted handler is a cancellation, not a bug', async () => {
		const { client, reported } = pair({ 'sums.set': () => AbortSignal.abort().throwIfAborted() });
		await expect(client['sums.set']({ to: 1 })).rejects.toMatchObject({ code: 'cancelled' });
		expect(reported).toEqual([]);
	});

	it('leaves no listener on the signal', async () => {
		const { client } = pair();
		const { signal } = new AbortController();
		const remove = vi.spyOn(signal, 'removeEventListener');
		await client['sums.add']({ a: 1 }, { signal });
		expect(remove).toHaveBeenCalledOnce();
	});
});

describe('events', () => {
	function source() {
		const listeners = new Set<(payload: { to: number }) => void>();
		const changed: Answers['changed'] = (emit) => {
			listeners.add(emit);
			return () => { listeners.delete(emit); };
		};
		return { listeners, changed, emit: (to: number) => { for (const tell of listeners) tell({ to }); } };
	}

	it('reach every listener until it leaves', async () => {
		const { changed, emit, listeners } = source();
		const { client } = pair({ changed });
		const first: number[] = [];
		const second: number[] = [];
		const leave = client['changed'](({ to }) => first.push(to));
		client['changed'](({ to }) => second.push(to));
		await vi.waitFor(() => expect(listeners.size).toBe(2));
		emit(1);
		await vi.waitFor(() => expect(second).toEqual([1]));
		leave();
		leave();
		await vi.waitFor(() => expect(listeners.size).toBe(1));
		emit(2);
		await vi.waitFor(() => expect(second).toEqual([1, 2]));
		expect(first).toEqual([1]);
	});

	it('that cannot be sent do not harm whoever emits', async () => {
		const { changed, listeners } = source();
		const { client, reported } = pair({ changed });
		client['changed'](() => undefined);
		await vi.waitFor(() => expect(listeners.size).toBe(1));
		for (const tell of listeners) expect(() => tell({ to: (() => 1) as unknown as number })).not.toThrow();
		expect(reported).toHaveLength(1);
	});
});

describe('a port that closes', () => {
	it('aborts all that came through it and ends what listens', async () => {
		const aborted = vi.fn();
		const unsubscribed = vi.fn();
		const begun = vi.fn();
		const { client, near } = pair({
			'sums.count': (_input, { signal }) => new Promise((resolve) => {
				begun();
				signal.addEventListener('abort', () => { aborted(); resolve({ reached: 0, cancelled: true }); });
			}),
			'changed': () => { begun(); return unsubscribed; },
		});
		const asked = client['sums.count']({ to: 1 });
		client['changed'](() => undefined);
		await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(2));
		near.close();
		await expect(asked).rejects.toMatchObject({ code: 'host/restarting' });
		await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce());
		expect(unsubscribed).toHaveBeenCalledOnce();
		await expect(client['sums.add']({ a: 1 })).rejects.toMatchObject({ code: 'host/restarting' });
	});

	it('from the serving end rejects what waits', async () => {
		const { client, stop } = pair({ 'sums.add': () => new Promise<number>(() => undefined) });
		const asked = client['sums.add']({ a: 1 });
		setTimeout(stop, 20);
		await expect(asked).rejects.toMatchObject({ code: 'host/restarting' });
	});
});

describe('a line', () => {
	function reattach(line: Line<typeof contract>, given: Partial<Answers> = {}) {
		const { near, far } = channel();
		const stop = serve(contract, { ...answers, ...given }, far, { report: () => 'x' });
		line.attach(near);
		return stop;
	}

	it('lets queries wait for its first port, and refuses what must not wait', async () => {
		const line = openLine(contract);
		const asked = line.client['sums.add']({ a: 1 });
		await expect(line.client['sums.set']({ to: 1 })).rejects.toMatchObject({ code: 'host/restarting' });
		reattach(line);
		await expect(asked).resolves.toBe(2);
	});

	it('asks queries again when the other end was lost, and never a command or a job', async () => {
		const line = openLine(contract);
		const stuck = () => new Promise<never>(() => undefined);
		const stop = reattach(line, { 'sums.add': stuck, 'sums.set': stuck, 'sums.count': stuck });
		const add = line.client['sums.add']({ a: 1 });
		const set = expect(line.client['sums.set']({ to: 1 })).rejects.toMatchObject({ code: 'host/restarting' });
		const count = expect(line.client['sums.count']({ to: 1 })).rejects.toMatchObject({ code: 'host/restarting' });
		await pause(20);
		stop();
		await Promise.all([set, count]);
		const again = vi.fn();
		reattach(line, { 'sums.set': again });
		await expect(add).resolves.toBe(2);
		expect(again).not.toHaveBeenCalled();
	});

	it('tells those who listen on that something was missed between two ports, and nothing at the first', async () => {
		const { near, far } = channel();
		const told = { news: event(z.object({ all: z.boolean() }), { all: true }) };
		const line = openLine(told);
		const seen: unknown[] = [];
		line.client['news']((payload) => seen.push(payload));
		serve(told, { news: () => () => undefined }, far, { report: () => 'x' });
		line.attach(near);
		expect(seen).toEqual([]);
		const next = channel();
		serve(told, { news: () => () => undefined }, next.far, { report: () => 'x' });
		line.attach(next.near);
		expect(seen).toEqual([{ all: true }]);
	});

	it('goes on listening through the new port', async () => {
		const line = openLine(contract);
		const seen: number[] = [];
		line.client['changed'](({ to }) => seen.push(to));
		const stop = reattach(line, { 'changed': (emit) => { emit({ to: 1 }); return () => undefined; } });
		await vi.waitFor(() => expect(seen).toEqual([1]));
		stop();
		reattach(line, { 'changed': (emit) => { emit({ to: 2 }); return () => undefined; } });
		await vi.waitFor(() => expect(seen).toEqual([1, 2]));
	});

	it('cancels a waiting query without any port', async () => {
		const control = new AbortController();
		const asked = openLine(contract).client['sums.add']({ a: 1 }, { signal: control.signal });
		control.abort();
		await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
	});
});

describe('the client', () => {
	it('has exactly the operations of the contract, so that a bad name never reaches the wire', () => {
		expect(Object.keys(pair().client).sort()).toEqual(Object.keys(contract).sort());
		expect((pair().client as Record<string, unknown>)['sums.take']).toBeUndefined();
	});
});
