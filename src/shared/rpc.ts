// Owns the wire between two processes: kinds of operations, the types derived from a contract, and both ends of a port. Knows no operation by name and no platform.
import { z } from 'zod';
import type { WireFault } from './errors';
import { Fault, fromWire, toWire } from './errors';
import { Gate } from './gate';
import type { Step } from './pace';
import { paced } from './pace';

type Schema = z.ZodType;

/** Asks for something and changes nothing: may be asked again, and dropped at any time. */
export interface Query<I extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'query'; readonly input: I; readonly output: O }
/** Changes something, at once. */
export interface Command<I extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'command'; readonly input: I; readonly output: O }
/** Changes something over time: reports progress, can be paused, and cancelled, and then still answers with what was done. */
export interface Job<I extends Schema = Schema, P extends Schema = Schema, O extends Schema = Schema> { readonly kind: 'job'; readonly input: I; readonly progress: P; readonly output: O }
/**
 * Something the serving side tells whoever listens. `missed` is what listeners are told when they come to another port: what
 * happened between the two was told to nobody.
 */
export interface Event<P extends Schema = Schema> { readonly kind: 'event'; readonly payload: P; readonly missed?: unknown }

export type Operation = Query | Command | Job | Event;
/** Operations by name. A name is `noun.verb`, or one word for an event. */
export type Contract = Readonly<Record<string, Operation>>;

export const query = <I extends Schema, O extends Schema>(input: I, output: O): Query<I, O> => ({ kind: 'query', input, output });
export const command = <I extends Schema, O extends Schema>(input: I, output: O): Command<I, O> => ({ kind: 'command', input, output });
export const job = <I extends Schema, P extends z.ZodType<Step>, O extends Schema>(input: I, progress: P, output: O): Job<I, P, O> => ({ kind: 'job', input, progress, output });
export const event = <P extends Schema>(payload: P, missed?: z.output<P>): Event<P> => ({ kind: 'event', payload, ...(missed === undefined ? {} : { missed }) });

export interface CallOptions { signal?: AbortSignal | undefined }
/** While `gate` is closed the job rests at its next turn, and keeps its place. */
export interface JobOptions<P> extends CallOptions { onProgress?: ((progress: P) => void) | undefined; gate?: Gate | undefined }

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
export interface JobContext<P> extends CallContext { readonly progress: (progress: P) => void; readonly gate: Gate }

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
	z.strictObject({ is: z.literal('pause'), id, isPaused: z.boolean() }),
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
	const serving = new Serving(contract, handlers as Record<string, AnyHandler>, port, options);
	port.onMessage((message) => serving.receive(message));
	port.onClose(() => serving.stop());
	return () => {
		serving.stop();
		port.close();
	};
}

type AnyHandler = (...given: unknown[]) => unknown;

/** One port's serving end: what runs and who listens. */
class Serving {
	readonly #contract: Contract;
	readonly #handlers: Record<string, AnyHandler>;
	readonly #port: Port;
	readonly #options: ServeOptions;
	readonly #running = new Map<number, AbortController>();
	readonly #gates = new Map<number, Gate>();
	readonly #subscribed = new Map<number, () => void>();
	#isOpen = true;

	constructor(contract: Contract, handlers: Record<string, AnyHandler>, port: Port, options: ServeOptions) {
		this.#contract = contract;
		this.#handlers = handlers;
		this.#port = port;
		this.#options = options;
	}

	receive(message: unknown): void {
		if (!this.#isOpen) return;
		const parsed = Request.safeParse(message);
		if (!parsed.success) {
			const { id: claimed, operation } = (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>;
			return this.#refuse(id.safeParse(claimed).data ?? null, typeof operation === 'string' ? operation.slice(0, 200) : '', issuesOf(parsed.error));
		}
		const request = parsed.data;
		switch (request.is) {
			case 'call': void this.#call(request); break;
			case 'cancel': this.#running.get(request.id)?.abort(); break;
			case 'pause': {
				const gate = this.#gates.get(request.id);
				if (request.isPaused) gate?.close();
				else gate?.open();
				break;
			}
			case 'subscribe': this.#subscribe(request); break;
			case 'unsubscribe':
				this.#subscribed.get(request.id)?.();
				this.#subscribed.delete(request.id);
				break;
		}
	}

	stop(): void {
		this.#isOpen = false;
		for (const controller of this.#running.values()) controller.abort();
		for (const undo of this.#subscribed.values()) undo();
		this.#subscribed.clear();
	}

	async #call({ id, operation, input }: Extract<Request, { is: 'call' }>): Promise<void> {
		const entry = named(this.#contract, operation);
		if (!entry || entry.kind === 'event') return this.#refuse(id, operation, ['There is no such operation.']);
		if (this.#running.has(id)) return this.#refuse(id, operation, ['This id is in use.']);
		const parsed = entry.input.safeParse(input);
		if (!parsed.success) return this.#refuse(id, operation, issuesOf(parsed.error));

		const controller = new AbortController();
		this.#running.set(id, controller);
		const progress = entry.kind !== 'job' ? null : paced((value) => {
			this.#check(entry.progress, value);
			this.#post({ is: 'progress', id, progress: value });
		}, (error) => this.#options.report(error, operation));
		const gate = entry.kind === 'job' ? new Gate() : null;
		if (gate) this.#gates.set(id, gate);
		try {
			if (entry.kind === 'query') await this.#turn(controller.signal);
			const context = { signal: controller.signal, ...(progress && { progress: progress.report, gate }) };
			const output = await this.#handle(operation, takesInput(entry.input) ? [parsed.data, context] : [context]);
			this.#check(entry.output, output);
			progress?.end();
			this.#post({ is: 'ok', id, output });
		} catch (error) {
			progress?.end();
			this.#fail(id, error, operation);
		} finally {
			this.#running.delete(id);
			this.#gates.delete(id);
		}
	}

	/** Waits for the next turn, where there is one to wait for. */
	async #turn(signal: AbortSignal): Promise<void> {
		const { later } = this.#options;
		if (!later) return;
		await new Promise<void>((resolve) => later(resolve));
		if (signal.aborted) throw new Fault('cancelled', {});
	}

	#handle(operation: string, given: unknown[]): unknown {
		const begun = performance.now();
		const result = this.#handlers[operation]!(...given);
		this.#options.onTurn?.(operation, performance.now() - begun);
		return result;
	}

	#subscribe({ id, operation }: Extract<Request, { is: 'subscribe' }>): void {
		const entry = named(this.#contract, operation);
		if (entry?.kind !== 'event') return this.#refuse(id, operation, ['There is no such event.']);
		if (this.#subscribed.has(id)) return this.#refuse(id, operation, ['This id is in use.']);
		const emit = (payload: unknown) => {
			// Whoever emits must not suffer for a listener that is gone or a payload that cannot travel.
			try {
				this.#check(entry.payload, payload);
				this.#post({ is: 'event', id, payload });
			} catch (error) {
				this.#options.report(error, operation);
			}
		};
		try {
			this.#subscribed.set(id, this.#handlers[operation]!(emit) as () => void);
		} catch (error) {
			this.#fail(id, error, operation);
		}
	}

	#check(schema: Schema, value: unknown): void {
		if (this.#options.checkOutputs) schema.parse(value);
	}

	#post(reply: Reply): void {
		if (this.#isOpen) this.#port.post(reply);
	}

	#fail(to: number | null, error: unknown, operation: string): void {
		this.#post({ is: 'fail', id: to, fault: toWire(error, (bug) => this.#options.report(bug, operation)) });
	}

	#refuse(to: number | null, operation: string, issues: string[]): void {
		this.#fail(to, new Fault('request/invalid', { operation, issues }), operation);
	}
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
	const asking = new Asking();
	const client = Object.fromEntries(Object.entries(contract).map(([name, entry]) => [name, asking.caller(name, entry)]));
	return { client: client as Client<C>, attach: (port) => asking.attach(port), close: () => asking.close() };
}

/** The calling end: what waits for an answer and who listens, whichever port there is. */
class Asking {
	readonly #pending = new Map<number, Pending>();
	readonly #listening = new Map<number, { operation: string; listener: (payload: unknown) => void; missed: unknown; hasHeard: boolean }>();
	#port: Port | null = null;
	#isClosed = false;
	#lastId = 0;

	caller(name: string, entry: Operation): (...given: never[]) => unknown {
		if (entry.kind === 'event') return (listener: (payload: unknown) => void) => this.#listen(name, listener, entry.missed);
		if (takesInput(entry.input)) return (input: unknown, options?: JobOptions<unknown>) => this.#ask(name, entry.kind, input, options);
		return (options?: JobOptions<unknown>) => this.#ask(name, entry.kind, undefined, options);
	}

	attach(next: Port): void {
		const before = this.#port;
		this.#lose();
		before?.close();
		if (this.#isClosed) return next.close();
		this.#port = next;
		next.onMessage((message) => { if (this.#port === next) this.#receive(message as Reply); });
		next.onClose(() => { if (this.#port === next) this.#lose(); });
		for (const [id, { operation }] of this.#listening) next.post({ is: 'subscribe', id, operation });
		for (const { request } of this.#pending.values()) next.post(request);
		for (const one of [...this.#listening.values()]) {
			if (one.hasHeard && one.missed !== undefined) one.listener(one.missed);
			one.hasHeard = true;
		}
	}

	close(): void {
		this.#isClosed = true;
		const before = this.#port;
		this.#lose();
		before?.close();
	}

	#ask(operation: string, kind: Pending['kind'], input: unknown, options: JobOptions<unknown> = {}): Promise<unknown> {
		const { signal, onProgress, gate } = options;
		return new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(new Fault('cancelled', {}));
			if (this.#isClosed || (!this.#port && kind !== 'query')) return reject(new Fault('host/restarting', {}));
			const id = this.#lastId++;
			const request = { is: 'call', id, operation, input } as const;
			const cancel = () => {
				this.#port?.post({ is: 'cancel', id });
				if (kind === 'query') this.#settle(id)?.reject(new Fault('cancelled', {}));
			};
			const pause = (isPaused: boolean) => this.#port?.post({ is: 'pause', id, isPaused });
			const leave = gate?.onTurned(pause);
			const settled = () => {
				signal?.removeEventListener('abort', cancel);
				leave?.();
			};
			this.#pending.set(id, {
				request, kind, onProgress,
				resolve: (output) => { settled(); resolve(output); },
				reject: (fault) => { settled(); reject(fault); },
			});
			signal?.addEventListener('abort', cancel);
			try {
				this.#port?.post(request);
				if (gate?.isClosed) pause(true);
			} catch (error) {
				this.#settle(id)?.reject(new Fault('request/invalid', { operation, issues: ['The input cannot be sent to another process.'] }, { cause: error }));
			}
		});
	}

	#listen(operation: string, listener: (payload: unknown) => void, missed: unknown): () => void {
		const id = this.#lastId++;
		this.#listening.set(id, { operation, listener, missed, hasHeard: this.#port !== null });
		this.#port?.post({ is: 'subscribe', id, operation });
		return () => {
			if (this.#listening.delete(id)) this.#port?.post({ is: 'unsubscribe', id });
		};
	}

	#receive(reply: Reply): void {
		if (reply.id === null) return;
		switch (reply.is) {
			case 'ok': this.#settle(reply.id)?.resolve(reply.output); break;
			case 'fail': this.#settle(reply.id)?.reject(fromWire(reply.fault)); break;
			case 'progress': this.#pending.get(reply.id)?.onProgress?.(reply.progress); break;
			case 'event': this.#listening.get(reply.id)?.listener(reply.payload); break;
		}
	}

	#settle(id: number): Pending | undefined {
		const found = this.#pending.get(id);
		this.#pending.delete(id);
		return found;
	}

	/** Without a port: queries wait for the next one, what may have been carried out is given up. */
	#lose(): void {
		this.#port = null;
		for (const [id, { kind }] of this.#pending) {
			if (this.#isClosed || kind !== 'query') this.#settle(id)?.reject(new Fault('host/restarting', {}));
		}
	}
}

/** A client on one port. Once the port is closed every call rejects `host/restarting`. */
export function connect<const C extends Contract>(contract: C, port: Port): Client<C> {
	const line = openLine(contract);
	line.attach(port);
	port.onClose(() => line.close());
	return line.client;
}
