// Owns the adapters from the platforms' message ports to the Port of rpc.ts. Described by shape, so that no platform is imported; must not know what is said through them.
import type { Port } from './rpc';

interface EventPort {
	postMessage(message: unknown): void;
	addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
	addEventListener(type: 'close', listener: () => void): void;
	start(): void;
	close(): void;
}

/** A MessagePort of a page, or of Node. */
export function eventPort(port: unknown): Port {
	const own = port as EventPort;
	const closing = once();
	own.addEventListener('close', closing.happen);
	return {
		post: (message) => own.postMessage(message),
		onMessage(listener) {
			own.addEventListener('message', (event) => listener(event.data));
			own.start();
		},
		onClose: closing.listen,
		close() {
			own.close();
			closing.happen();
		},
	};
}

interface EmitterPort {
	postMessage(message: unknown): void;
	on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
	on(event: 'close', listener: () => void): unknown;
	start(): void;
	close(): void;
}

/** Electron's MessagePortMain, in the main process or in a utility process. */
export function emitterPort(port: EmitterPort): Port {
	const closing = once();
	port.on('close', closing.happen);
	return {
		post: (message) => port.postMessage(message),
		onMessage(listener) {
			port.on('message', (event) => listener(event.data));
			port.start();
		},
		onClose: closing.listen,
		close() {
			port.close();
			closing.happen();
		},
	};
}

/** The platforms differ in whether they tell the end that closes; here both are told, once. */
function once() {
	const listeners: (() => void)[] = [];
	let happened = false;
	return {
		happen(): void {
			if (happened) return;
			happened = true;
			for (const listener of listeners) listener();
		},
		listen(listener: () => void): void {
			if (happened) listener();
			else listeners.push(listener);
		},
	};
}
