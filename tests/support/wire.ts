// Owns a tap on the page's two ports: says on them whatever a test wants, as a page gone wrong could. Must not use the app's own client.
import type { Page } from '@playwright/test';
import { dropFiles } from './app';

export type Answer = { is: 'ok'; output: unknown } | { is: 'fail'; id: number | null; fault: { code: string; facts: Record<string, unknown> } };

export interface Wire {
	/** Posts a message as it is. Resolves with the first reply that has its id, or none at all. */
	send(line: 'archive' | 'desktop', message: unknown): Promise<Answer>;
	/** Calls an operation and resolves with its answer, good or bad. */
	call(line: 'archive' | 'desktop', operation: string, input?: unknown): Promise<Answer>;
	/** Calls an operation and resolves with its output; anything else fails the test. */
	ask<T>(line: 'archive' | 'desktop', operation: string, input?: unknown): Promise<T>;
	/** Hands real files to the page's own `window.cuttings.offer`. */
	offer(paths: readonly string[]): Promise<string[]>;
	/** How many ports of this line have come so far. */
	ports(line: 'archive' | 'desktop'): Promise<number>;
}

interface Tapped {
	tap: { ports: Record<'archive' | 'desktop', MessagePort[]>; nextId: number };
	cuttings: { offer(files: File[]): Promise<string[]> };
}

/** Loads the page anew with the tap in place. */
export async function tapWire(page: Page): Promise<Wire> {
	await page.addInitScript(() => {
		const tap: Tapped['tap'] = { ports: { archive: [], desktop: [] }, nextId: 1_000_000 };
		Object.assign(window, { tap });
		window.addEventListener('message', (event: MessageEvent<Record<string, 'archive' | 'desktop'>>) => {
			const line = event.data['cuttings:port'];
			if (line && event.ports[0]) tap.ports[line].push(event.ports[0]);
		});
	});
	await page.reload();
	const ports = (line: 'archive' | 'desktop') => page.evaluate((line) => (window as unknown as Tapped).tap.ports[line].length, line);
	const ready = (line: 'archive' | 'desktop') => page.waitForFunction((line) => (window as unknown as Tapped).tap.ports[line].length > 0, line);

	async function send(line: 'archive' | 'desktop', message: unknown): Promise<Answer> {
		await ready(line);
		return page.evaluate(({ line, message }) => new Promise<Answer>((resolve) => {
			const port = (window as unknown as Tapped).tap.ports[line].at(-1)!;
			const id = (message as { id?: unknown } | null)?.id;
			const hear = ({ data }: MessageEvent<Answer & { id: number | null }>) => {
				if (data.id !== null && data.id !== id) return;
				if (data.is !== 'ok' && data.is !== 'fail') return;
				port.removeEventListener('message', hear);
				resolve(data);
			};
			port.addEventListener('message', hear);
			port.postMessage(message);
		}), { line, message });
	}

	async function call(line: 'archive' | 'desktop', operation: string, input?: unknown): Promise<Answer> {
		const id = await page.evaluate(() => (window as unknown as Tapped).tap.nextId++);
		return send(line, { is: 'call', id, operation, input });
	}

	return {
		send, call, ports,
		async ask<T>(line: 'archive' | 'desktop', operation: string, input?: unknown) {
			const answer = await call(line, operation, input);
			if (answer.is === 'fail') throw new Error(`${operation}: ${JSON.stringify(answer.fault)}`);
			return answer.output as T;
		},
		async offer(paths) {
			// Only what is dragged from outside has a path, and only so can a folder come; the page's own drop zone is kept out of it.
			await page.evaluate(() => {
				const net = document.createElement('div');
				net.id = 'net';
				net.style.setProperty('position', 'fixed');
				net.style.setProperty('inset', '0');
				net.style.setProperty('z-index', '2147483647');
				for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
					net.addEventListener(type, (event) => { event.preventDefault(); event.stopPropagation(); });
				}
				const dropped = new Promise<File[]>((resolve) => net.addEventListener('drop', (event) => resolve([...event.dataTransfer!.files])));
				Object.assign(window, { dropped });
				document.body.append(net);
			});
			await dropFiles(page, '#net', paths);
			return page.evaluate(async () => {
				const { dropped, cuttings } = window as unknown as Tapped & { dropped: Promise<File[]> };
				document.getElementById('net')!.remove();
				return cuttings.offer(await dropped);
			});
		},
	};
}
