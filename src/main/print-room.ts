// Owns printing: a hidden window without scripts, network or storage, into which one sheet after another is put and taken out as PDF, or handed to the system's printing dialog. Must not know what is printed.
import type { Session, WebContents } from 'electron';
import { BrowserWindow, session } from 'electron';
import { readFile } from 'node:fs/promises';
import { Fault } from '../shared/errors';
import type { Printed, PrintSheet } from '../shared/printing';
import { ORIGIN, SCHEME } from './addresses';
import { guardContents, guardSession } from './guard';
import { PRINT_FONTS } from './print-fonts';

/** A sheet shows its own style, fonts and pictures, and can do nothing. */
const POLICY = ["default-src 'none'", "style-src 'self'", "font-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'none'", 'sandbox allow-same-origin'].join('; ');
/** A window that has had nothing to print for so long is closed, in milliseconds. */
const IDLE = 3_000;
/** How long a sheet may take to be shown and made into PDF, in milliseconds. How long somebody looks at a dialog is theirs to choose. */
const PATIENCE = 120_000;

/** Asked through the debugger, which works where the sheet's own scripts do not: fonts are asked for when text is first laid out, and that is waited for. */
const SETTLED = 'void document.documentElement.offsetHeight, document.fonts.ready.then(() => true)';

/** What Electron says of a dialog that was closed: in some places one word, in others the other. */
const LEFT = /cancell?ed/i;

/** The dialog has the last word on paper, copies and pages: nothing is chosen for whoever prints. */
async function handOver(contents: WebContents): Promise<Printed> {
	const { isDone, reason } = await new Promise<{ isDone: boolean; reason: string }>((resolve) => {
		contents.print({ silent: false, printBackground: true }, (done, failure) => resolve({ isDone: done, reason: failure }));
	});
	if (isDone) return { outcome: 'printed' };
	if (LEFT.test(reason)) return { outcome: 'left' };
	// Asked only now: where there is a printer the dialog shows, and without one Electron has several ways to say so.
	const printers = await contents.getPrintersAsync().catch(() => []);
	throw printers.length === 0 ? new Fault('print/no-printer', {}) : new Fault('print/failed', { reason });
}

export class PrintRoom {
	#window: BrowserWindow | null = null;
	#sheet: PrintSheet | null = null;
	#turn: Promise<unknown> = Promise.resolve();
	#idle: NodeJS.Timeout | undefined;
	#session: Promise<Session> | null = null;
	#number = 0;
	readonly #partition: string;

	/** @param partition of its own for each room, and none that is kept: what is printed leaves no trace in the app's own folder */
	constructor(partition: string) {
		this.#partition = partition;
	}

	/** A sheet as PDF, after those asked for before. Rejects with `export/no-printer`, and with `cancelled` when the signal comes before its turn. */
	print(sheet: PrintSheet, signal?: AbortSignal): Promise<Uint8Array> {
		const toPdf = (contents: WebContents): Promise<Uint8Array> => contents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: sheet.tagged, generateDocumentOutline: sheet.tagged });
		return this.#inTurn(sheet, signal, toPdf, true, (reason, cause) => new Fault('export/no-printer', { reason: `The printer stopped (${reason}).` }, { cause }));
	}

	/** Shows the system's dialog for a sheet, and answers when it is closed. Rejects with `print/no-printer`, `print/failed`, and with `cancelled` when the signal comes before its turn. */
	onPaper(sheet: PrintSheet, signal?: AbortSignal): Promise<Printed> {
		return this.#inTurn(sheet, signal, handOver, false, (reason, cause) => new Fault('print/failed', { reason }, { cause }));
	}

	#inTurn<T>(sheet: PrintSheet, signal: AbortSignal | undefined, take: (contents: WebContents) => Promise<T>, isTimed: boolean, refusal: (reason: string, cause: unknown) => Fault): Promise<T> {
		const printed = this.#turn.then(async () => {
			if (signal?.aborted) throw new Fault('cancelled', {});
			clearTimeout(this.#idle);
			try {
				return await this.#show(sheet, take, isTimed);
			} catch (cause) {
				this.close();
				throw Fault.is(cause) ? cause : refusal(cause instanceof Error ? cause.message : String(cause), cause);
			} finally {
				this.#sheet = null;
				clearTimeout(this.#idle);
				this.#idle = setTimeout(() => this.close(), IDLE);
			}
		});
		this.#turn = printed.catch(() => undefined);
		return printed;
	}

	/** Closes the window; what is being printed fails. */
	close(): void {
		clearTimeout(this.#idle);
		this.#window?.destroy();
		this.#window = null;
	}

	/** Closes the windows of these rooms when no other is left: they would keep the app open, unseen. */
	static closeIfAlone(rooms: readonly PrintRoom[]): void {
		const hidden = new Set(rooms.map((room) => room.#window));
		if (process.platform !== 'darwin' && BrowserWindow.getAllWindows().every((window) => hidden.has(window))) for (const room of rooms) room.close();
	}

	/** Puts a sheet into the window and has it taken from there. `isTimed`: also the taking may last only so long. */
	async #show<T>(sheet: PrintSheet, take: (contents: WebContents) => Promise<T>, isTimed: boolean): Promise<T> {
		const window = (this.#window ??= await this.#open());
		const { webContents: contents } = window;
		this.#sheet = sheet;
		let fail: (reason: Error) => void = () => undefined;
		const broken = new Promise<never>((_, reject) => { fail = reject; });
		broken.catch(() => undefined);
		const timer = setTimeout(() => fail(new Error('it took too long')), PATIENCE);
		const gone = (): void => fail(new Error('its window ended'));
		contents.once('destroyed', gone);
		contents.once('render-process-gone', gone);
		try {
			// A new address each time: nothing of the sheet before is shown again.
			await Promise.race([broken, window.loadURL(`${ORIGIN}/${++this.#number}/sheet`)]);
			await Promise.race([broken, contents.debugger.sendCommand('Runtime.evaluate', { expression: SETTLED, awaitPromise: true })]);
			if (!isTimed) clearTimeout(timer);
			return await Promise.race([broken, take(contents)]);
		} finally {
			clearTimeout(timer);
			if (!contents.isDestroyed()) {
				contents.off('destroyed', gone);
				contents.off('render-process-gone', gone);
			}
		}
	}

	async #open(): Promise<BrowserWindow> {
		const own = await (this.#session ??= this.#guarded());
		const window = new BrowserWindow({
			show: false, width: 800, height: 1100,
			webPreferences: { session: own, sandbox: true, javascript: false, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, backgroundThrottling: false },
		});
		guardContents(window.webContents, null);
		window.webContents.debugger.attach('1.3');
		return window;
	}

	async #guarded(): Promise<Session> {
		const own = session.fromPartition(this.#partition, { cache: false });
		await guardSession(own, null);
		own.protocol.handle(SCHEME, (request) => this.#answer(request));
		return own;
	}

	/** The sheet, its style, one of its pictures, or a font. Anything else is refused. */
	async #answer({ url }: { url: string }): Promise<Response> {
		const [, number, kind, name] = new URL(url).pathname.split('/');
		const sheet = this.#sheet;
		if (!sheet || number !== String(this.#number)) return new Response(null, { status: 404 });
		const told = (body: string | Uint8Array, type: string): Response =>
			new Response(typeof body === 'string' ? body : new Uint8Array(body), { headers: { 'Content-Type': type, 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' } });
		if (kind === 'sheet') return told(sheet.html, 'text/html; charset=utf-8');
		if (kind === 'style.css') return told(sheet.style, 'text/css; charset=utf-8');
		const font = kind === 'font' && name !== undefined && Object.hasOwn(PRINT_FONTS, name) ? PRINT_FONTS[name] : undefined;
		if (font) return told(await readFile(font), 'font/woff2');
		const picture = kind === 'picture' ? sheet.pictures.find((one) => one.name === name) : undefined;
		return picture ? told(picture.bytes, picture.mediaType) : new Response(null, { status: 404 });
	}
}
