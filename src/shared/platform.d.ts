// Owns the names of the globals that Node and the page both have and src/shared may use. Declared only for this layer's own check; must not grow beyond what both platforms share.
type AbortSignalListener = () => void;

interface AbortSignal {
	readonly aborted: boolean;
	readonly reason: unknown;
	onabort: ((this: AbortSignal, event: never) => unknown) | null;
	throwIfAborted(): void;
	addEventListener(type: 'abort', listener: AbortSignalListener, options?: { once?: boolean; signal?: AbortSignal }): void;
	removeEventListener(type: 'abort', listener: AbortSignalListener): void;
}

declare const AbortSignal: {
	abort(reason?: unknown): AbortSignal;
	timeout(milliseconds: number): AbortSignal;
	any(signals: AbortSignal[]): AbortSignal;
};

declare class AbortController {
	readonly signal: AbortSignal;
	abort(reason?: unknown): void;
}

declare class DOMException extends Error {
	constructor(message?: string, name?: string);
}

declare class URL {
	constructor(url: string, base?: string);
	readonly href: string;
	readonly protocol: string;
	readonly host: string;
	readonly hostname: string;
	readonly pathname: string;
	readonly search: string;
}

declare class TextEncoder {
	encode(text?: string): Uint8Array;
}

declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(bytes?: Uint8Array): string;
}

type TimerHandle = { readonly timerBrand: unique symbol };
declare function setTimeout(callback: () => void, milliseconds?: number): TimerHandle;
declare function clearTimeout(timer: TimerHandle | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;
declare const performance: { now(): number };
declare const crypto: { randomUUID(): `${string}-${string}-${string}-${string}-${string}` };
