// Owns the wire between two processes: kinds of operations, the types derived from a contract, and both ends of a port. Knows no operation by name and no platform.
import { z } from 'zod';
import type { WireFault } from './errors';
import { Fault, fromWire, toWire } from './errors';

type Schema = z.ZodType;

/** Asks for something and changes nothing: may be asked again, and dropped at any time. */
export interface Query<I extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'query'; readonly input: I; readonly output: O }
/** Changes something, at once. */
export interface Command<I extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'command'; readonly input: I; readonly output: O }
/** Changes something over time: reports progress, can be cancelled, and then still answers with what was done. */
export interface Job<I extends Schema = Schema, P extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'job'; readonly input: I; readonly progress: P; readonly output: O }
/** Something the serving side tells whoever listens. */
export interface Event<P extends Schema = Schema> { readonly kind: 'event'; readonly payload: P }

export type Operation = Query | Command | Job | Event;
/** Operations by name. A name is `noun.verb`, or one word for an event. */
export type Contract = Readonly<Record<string, Operation>>;

export const query = <I extends Schema, O extends Schema>(input: I, output: O): Query<I, O> => ({ kind: 'query', input, output });
export const command = <I extends Schema, O extends Schema>(input: I, output: O): Command<I, O> => ({ kind: 'command', input, output });
export const job = <I extends Schema, P extends z.ZodType<Step>, O extends Schema>(input: I, progress: P, output: O): Job<I, P, O> => ({ kind: 'job', input, progress, output });
export const event = <P extends Schema>(payload: P): Event<P> => ({ kind: 'event', payload });

/** What every report of progress must say: how much is done. On its way it never falls. */
export interface Step { done: number }

export interface CallOptions { signal?: AbortSignal | undefined }
export interface JobOptions<P> extends CallOptions { onProgress?: ((progress: P) => void) | undefined }

type Ask<I extends Schema, Options, Out> = [z.input<I>] extends [void]
	? (options?: Options) => Promise<Out>
	: (input: z.input<I>, options?: Options) => Promise<Out>;

type Call<E> =
	E extends Query<infer I, infer O> ? Ask<I, CallOptions, z.output<O>>
	: E extends Command<infer I, infer O> ? Ask<I, CallOptions, z.output<O>>
	: E extends Job<infer I, infer P, infer O> ? Ask<I, JobOptions<z.output<P>>, z.output<O>>
	: E extends Event<infer P> ? (listener: (payload: z.output<P>) => void) => () => void
	: never;

/**
 * The calling end: one function for each operation. Operations without input take only the options.
 * Rejects with a `Fault`. A cancelled query rejects `cancelled` at once; a cancelled job resolves when it
 * has stopped. Events take a listener and return its undo.
 */
export type Client<C extends Contract> = { readonly [N in keyof C]: Call<C[N]> };

export interface CallContext { readonly signal: AbortSignal }
export interface JobContext<P> extends CallContext { readonly progress: (progress: P) => void }

type Answer<I extends Schema, Context, Out> = [z.output<I>] extends [void]
	? (context: Context) => Out | Promise<Out>
	: (input: z.output<I>, context: Context) => Out | Promise<Out>;

type Handler<E> =
	E extends Query<infer I, infer O> ? Answer<I, CallContext, z.output<O>>
	: E extends Command<infer I, infer O> ? Answer<I, CallContext, z.output<O>>
	: E extends Job<infer I, infer P, infer O> ? Answer<I, JobContext<z.output<P>>, z.output<O>>
	: E extends Event<infer P> ? (emit: (payload: z.output<P>) => void) => () => void
	: never;

/** The serving end: one handler for each operation. An event's handler starts telling `emit` and returns its undo. */
export type Handlers<C extends Contract> = { readonly [N in keyof C]: Handler<C[N]> };

/** Either end of a two-way line to another process. Messages sent before somebody listens wait. */
export interface Port {
	/** Throws when the message cannot be cloned. Does nothing once the port is closed. */
	post(message: unknown): void;
	onMessage(listener: (message: unknown) => void): void;
	/** Called once when the other end has gone, in whatever way. */
	onClose(listener: () => void): void;
	close(): void;
}

const id = z.int().min(0);
const Request = z.discriminatedUnion('is', [
	z.strictObject({ is: z.literal('call'), id, operation: z.string().max(200), input: z.unknown() }),
	z.strictObject({ is: z.literal('cancel'), id }),
	z.strictObject({ is: z.literal('subscribe'), id, operation: z.string().max(200) }),
	z.strictObject({ is: z.literal('unsubscribe'), id }),
]);
type Request = z.infer<typeof Request>;

type Reply =
	| { is: 'ok'; id: number; output: unknown }
	/** `id` is null when the request was so malformed that it had none. */
	| { is: 'fail'; id: number | null; fault: WireFault }
	| { is: 'progress'; id: number; progress: unknown }
	| { is: 'event'; id: number; payload: unknown };

const takesInput = (input: Schema): boolean => !(input instanceof z.ZodVoid);
const named = (contract: Contract, name: string): Operation | undefined => (Object.hasOwn(contract, name) ? contract[name] : undefined);
const issuesOf = (error: z.ZodError): string[] => error.issues.slice(0, 10).map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);

/** Progress goes out at most ten times a second. */
const PROGRESS_EVERY = 100;

export interface ServeOptions {
	/** Logs what is a bug and returns the incident's id. */
	report: (error: unknown, operation: string) => string;
	/** Checks outputs, progress and payloads too. For tests and development. */
	checkOutputs?: boolean;
	/** Starts a query one turn later, so that its cancellation, if already sent, is seen first. */
	later?: (work: () => void) => void;
	/** Told how long each handler held the thread, in milliseconds. */
	onTurn?: (operation: string, milliseconds: number) => void;
}

/** Answers what comes through a port. Everything it started ends when the port closes or the returned undo is called. */
export function serve<const C extends Contract>(contract: C, handlers: Handlers<C>, port: Port, options: ServeOptions): () => void {
	const running = new Map<number, AbortController>();
	const subscribed = new Map<number, () => void>();
	let isOpen = true;

	const post = (reply: Reply) => { if (isOpen) port.post(reply); };
	const fail = (to: number | null, error: unknown, operation: string) => post({ is: 'fail', id: to, fault: toWire(error, (bug) => options.report(bug, operation)) });
	const refuse = (to: number | null, operation: string, issues: string[]) => fail(to, new Fault('request/invalid', { operation, issues }), operation);
	const checked = (schema: Schema, value: unknown) => { if (options.checkOutputs) schema.parse(value); };

	async function call({ id, operation, input }: Extract<Request, { is: 'call' }>): Promise<void> {
		const entry = named(contract, operation);
		if (!entry || entry.kind === 'event') return refuse(id, operation, ['There is no such operation.']);
		if (running.has(id)) return refuse(id, operation, ['This id is in use.']);
		const parsed = entry.input.safeParse(input);
		if (!parsed.success) return refuse(id, operation, issuesOf(parsed.error));

		const controller = new AbortController();
		const { signal } = controller;
		running.set(id, controller);
		const progress = entry.kind !== 'job' ? null : paced((value) => {
			checked(entry.progress, value);
			post({ is: 'progress', id, progress: value });
		}, (error) => options.report(error, operation));
		try {
			if (entry.kind === 'query' && options.later) {
				const { later } = options;
				await new Promise<void>((resolve) => later(resolve));
				if (signal.aborted) throw new Fault('cancelled', {});
			}
			const handler = handlers[operation as keyof C] as (...given: unknown[]) => unknown;
			const context = progress ? { signal, progress: progress.report } : { signal };
			const begun = performance.now();
			const result = takesInput(entry.input) ? handler(parsed.data, context) : handler(context);
			options.onTurn?.(operation, performance.now() - begun);
			const output = await result;
			checked(entry.output, output);
			progress?.end();
			post({ is: 'ok', id, output });
		} catch (error) {
			progress?.end();
			fail(id, error, operation);
		} finally {
			running.delete(id);
		}
	}

	function subscribe({ id, operation }: Extract<Request, { is: 'subscribe' }>): void {
		const entry = named(contract, operation);
		if (entry?.kind !== 'event') return refuse(id, operation, ['There is no such event.']);
		if (subscribed.has(id)) return refuse(id, operation, ['This id is in use.']);
		const start = handlers[operation as keyof C] as (emit: (payload: unknown) => void) => () => void;
		try {
			subscribed.set(id, start((payload) => {
				// Whoever emits must not suffer for a listener that is gone or a payload that cannot travel.
				try {
					checked(entry.payload, payload);
					post({ is: 'event', id, payload });
				} catch (error) {
					options.report(error, operation);
				}
			}));
		} catch (error) {
			fail(id, error, operation);
		}
	}

	function stop(): void {
		isOpen = false;
		for (const controller of running.values()) controller.abort();
		for (const undo of subscribed.values()) undo();
		subscribed.clear();
	}

	port.onMessage((message) => {
		if (!isOpen) return;
		const parsed = Request.safeParse(message);
		if (!parsed.success) {
			const { id: claimed, operation } = (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>;
			return refuse(id.safeParse(claimed).data ?? null, typeof operation === 'string' ? operation.slice(0, 200) : '', issuesOf(parsed.error));
		}
		const request = parsed.data;
		switch (request.is) {
			case 'call': void call(request); break;
			case 'cancel': running.get(request.id)?.abort(); break;
			case 'subscribe': subscribe(request); break;
			case 'unsubscribe':
				subscribed.get(request.id)?.();
				subscribed.delete(request.id);
				break;
		}
	});
	port.onClose(stop);
	return () => {
		stop();
		port.close();
	};
}

/** Sends the latest of many reports, spaced out; `done` never falls. `end` sends what is still waiting. */
function paced(send: (progress: unknown) => void, report: (error: unknown) => void) {
	let waiting: Step | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let lastSent = -Infinity;
	let most = 0;

	const flush = () => {
		timer = undefined;
		if (!waiting) return;
		lastSent = performance.now();
		const next = waiting;
		waiting = null;
		// A report that cannot be sent is a bug of ours, never a reason to stop the job.
		try { send(next); } catch (error) { report(error); }
	};
	return {
		report(progress: Step): void {
			most = Math.max(most, progress.done);
			waiting = { ...progress, done: most };
			const pause = lastSent + PROGRESS_EVERY - performance.now();
			if (pause <= 0) {
				if (timer !== undefined) clearTimeout(timer);
				flush();
			} else timer ??= setTimeout(flush, pause);
		},
		end(): void {
			if (timer !== undefined) clearTimeout(timer);
			flush();
		},
	};
}

/** A client whose port may be lost and replaced. */
export interface Line<C extends Contract> {
	readonly client: Client<C>;
	/**
	 * Goes on through this port and lets go of the one before. Queries that wait are asked (again), events
	 * listened to (again). Commands and jobs of the lost port have been rejected with `host/restarting`:
	 * whether they were carried out is not known.
	 */
	attach(port: Port): void;
	/** Rejects everything that waits, and all that comes, with `host/restarting`. */
	close(): void;
}

interface Pending {
	request: Extract<Request, { is: 'call' }>;
	kind: 'query' | 'command' | 'job';
	resolve: (output: unknown) => void;
	reject: (fault: Fault) => void;
	onProgress: ((progress: unknown) => void) | undefined;
}

/** Makes a client that lasts longer than its port. Until one is attached, queries and listeners wait. */
export function openLine<const C extends Contract>(contract: C): Line<C> {
	const pending = new Map<number, Pending>();
	const listening = new Map<number, { operation: string; listener: (payload: unknown) => void }>();
	let port: Port | null = null;
	let isClosed = false;
	let lastId = 0;

	function ask(operation: string, kind: Pending['kind'], input: unknown, options: JobOptions<unknown> = {}): Promise<unknown> {
		const { signal, onProgress } = options;
		return new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(new Fault('cancelled', {}));
			if (isClosed || (!port && kind !== 'query')) return reject(new Fault('host/restarting', {}));
			const id = lastId++;
			const request = { is: 'call', id, operation, input } as const;
			const cancel = () => {
				port?.post({ is: 'cancel', id });
				if (kind === 'query') settle(id)?.reject(new Fault('cancelled', {}));
			};
			const settled = () => signal?.removeEventListener('abort', cancel);
			pending.set(id, {
				request, kind, onProgress,
				resolve: (output) => { settled(); resolve(output); },
				reject: (fault) => { settled(); reject(fault); },
			});
			signal?.addEventListener('abort', cancel);
			try {
				port?.post(request);
			} catch (error) {
				settle(id)?.reject(new Fault('request/invalid', { operation, issues: ['The input cannot be sent to another process.'] }, { cause: error }));
			}
		});
	}

	function listen(operation: string, listener: (payload: unknown) => void): () => void {
		const id = lastId++;
		listening.set(id, { operation, listener });
		port?.post({ is: 'subscribe', id, operation });
		return () => {
			if (listening.delete(id)) port?.post({ is: 'unsubscribe', id });
		};
	}

	function settle(id: number): Pending | undefined {
		const found = pending.get(id);
		pending.delete(id);
		return found;
	}

	function receive(reply: Reply): void {
		if (reply.id === null) return;
		switch (reply.is) {
			case 'ok': settle(reply.id)?.resolve(reply.output); break;
			case 'fail': settle(reply.id)?.reject(fromWire(reply.fault)); break;
			case 'progress': pending.get(reply.id)?.onProgress?.(reply.progress); break;
			case 'event': listening.get(reply.id)?.listener(reply.payload); break;
		}
	}

	function lose(): void {
		port = null;
		for (const [id, { kind }] of pending) {
			if (isClosed || kind !== 'query') settle(id)?.reject(new Fault('host/restarting', {}));
		}
	}

	function attach(next: Port): void {
		const before = port;
		lose();
		before?.close();
		if (isClosed) return next.close();
		port = next;
		next.onMessage((message) => { if (port === next) receive(message as Reply); });
		next.onClose(() => { if (port === next) lose(); });
		for (const [id, { operation }] of listening) next.post({ is: 'subscribe', id, operation });
		for (const { request } of pending.values()) next.post(request);
	}

	function close(): void {
		isClosed = true;
		const before = port;
		lose();
		before?.close();
	}

	const client: Record<string, unknown> = {};
	for (const [name, entry] of Object.entries(contract)) {
		client[name] = entry.kind === 'event'
			? (listener: (payload: unknown) => void) => listen(name, listener)
			: takesInput(entry.input)
				? (input: unknown, options?: JobOptions<unknown>) => ask(name, entry.kind, input, options)
				: (options?: JobOptions<unknown>) => ask(name, entry.kind, undefined, options);
	}
	return { client: client as Client<C>, attach, close };
}

/** A client on one port. Once the port is closed every call rejects `host/restarting`. */
export function connect<const C extends Contract>(contract: C, port: Port): Client<C> {
	const line = openLine(contract);
	line.attach(port);
	port.onClose(() => line.close());
	return line.client;
}
