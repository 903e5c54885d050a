// Owns the host process: starts it, hands ports to it, starts it again when it dies. Must not know what is said on the windows' ports.
import type { MessagePortMain, UtilityProcess } from 'electron';
import { MessageChannelMain, utilityProcess } from 'electron';
import type { RestoredBackup } from '../shared/contract';
import { control } from '../shared/control';
import type { WireFault } from '../shared/errors';
import { Fault, toWire } from '../shared/errors';
import { emitterPort } from '../shared/ports';
import { printing } from '../shared/printing';
import type { Client } from '../shared/rpc';
import { openLine, serve } from '../shared/rpc';
import type { ClippingId } from '../shared/model';
import type { Log } from './log';
import { built } from './places';
import type { PrintRoom } from './print-room';
import type { Tokens } from './tokens';

export interface HostState {
	place: string;
	state: 'opening' | 'open' | 'shut';
	/** Why the archive is shut, null otherwise. */
	fault: WireFault | null;
}

export interface OpenOptions { readOnly: boolean; create: boolean; sample?: boolean }

/** A host that dies so many times within so many milliseconds of being started would die again. */
const DEATHS = { most: 3, within: 60_000 };
/** How long a host may take to finish its jobs and close, in milliseconds. */
const CLOSING = 20_000;

interface Running {
	process: UtilityProcess;
	client: Client<typeof control>;
	exited: Promise<void>;
}

export class HostProcess {
	readonly #tokens: Tokens;
	readonly #log: Log;
	readonly #printRoom: PrintRoom;
	readonly #paperRoom: PrintRoom;
	readonly #onState: (state: HostState) => void;
	#state: HostState = { place: '', state: 'opening', fault: null };
	#options: OpenOptions = { readOnly: false, create: true };
	#running: Running | null = null;
	#deaths: number[] = [];
	/** Starts and stops follow one another; none begins before the last has ended. */
	#turn: Promise<void> = Promise.resolve();
	#sqlite = '';

	constructor(options: { tokens: Tokens; log: Log; printRoom: PrintRoom; paperRoom: PrintRoom; onState: (state: HostState) => void }) {
		this.#tokens = options.tokens;
		this.#log = options.log;
		this.#printRoom = options.printRoom;
		this.#paperRoom = options.paperRoom;
		this.#onState = options.onState;
	}

	get state(): HostState {
		return this.#state;
	}

	/** The version of SQLite the host carries, once a first one has started. */
	async sqlite(): Promise<string> {
		await this.#turn;
		return this.#sqlite;
	}

	/** Closes what is open and opens this archive, in a new process. Resolves when it is open or known to stay shut. */
	open(place: string, options: OpenOptions): Promise<void> {
		this.#deaths = [];
		this.#options = options;
		return this.#inTurn(async () => {
			await this.#stop();
			this.#become({ place, state: 'opening', fault: null });
			await this.#start();
		});
	}

	/** Puts the newest backup in the place of the archive that is shut, and opens it. Rejects with a `Fault` when there is none to put. */
	async restoreBackup(): Promise<RestoredBackup> {
		const { place } = this.#state;
		const restored = await this.#inTurn(async () => {
			await this.#stop();
			const running = this.#fork();
			try {
				return await running.client['host.restoreBackup']({ place });
			} finally {
				await this.#stop();
			}
		});
		await this.open(place, { readOnly: false, create: false });
		return restored;
	}

	/** Makes grants known to the host; what is granted while it is away it hears when it starts. */
	async grant(paths: readonly string[]): Promise<string[]> {
		const grants = this.#tokens.mint(paths);
		await this.#turn;
		try {
			await this.#running?.client['host.grant']({ grants });
		} catch (error) {
			if (!Fault.is(error, 'host/restarting')) throw error;
		}
		return grants.map(({ token }) => token);
	}

	/** Has the originals of clippings written into a folder that is there and empty. Rejects with the archive's faults, and with `host/restarting` while none is open. */
	async carryOut(ids: readonly ClippingId[], folder: string): Promise<string[]> {
		if (this.#state.state !== 'open' || !this.#running) throw new Fault('host/restarting', {});
		const { files } = await this.#running.client['host.carryOut']({ ids: [...ids], folder });
		return files;
	}

	/** Sends one end of a new line to the host; null while no archive is open. */
	windowPort(): MessagePortMain | null {
		if (this.#state.state !== 'open' || !this.#running) return null;
		const { port1, port2 } = new MessageChannelMain();
		this.#running.process.postMessage({ line: 'archive' }, [port1]);
		return port2;
	}

	/** Closes the archive and ends the process. */
	close(): Promise<void> {
		return this.#inTurn(() => this.#stop());
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const result = this.#turn.then(work);
		this.#turn = result.then(() => undefined, () => undefined);
		return result;
	}

	#become(state: HostState): void {
		this.#state = state;
		this.#onState(state);
	}

	async #start(): Promise<void> {
		const running = this.#fork();
		const { place } = this.#state;
		try {
			await running.client['host.grant']({ grants: this.#tokens.current() });
			this.#sqlite = await running.client['host.sqlite']();
			await running.client['host.open']({ place, ...this.#options });
			// An archive that was there once is not made anew if it goes missing.
			this.#options = { ...this.#options, create: false, sample: false };
			if (this.#running === running) this.#become({ place, state: 'open', fault: null });
		} catch (error) {
			// A host that dies closes its line first; what follows is decided where its end is heard of.
			if (Fault.is(error, 'host/restarting')) await running.exited;
			if (this.#running === running) this.#become({ place, state: 'shut', fault: toWire(error, (bug) => this.#log.report(bug, 'opening the archive')) });
		}
	}

	#fork(): Running {
		const child = utilityProcess.fork(built.host, [], { serviceName: 'Cuttings archive', stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => this.#log.add(text.toString()));
		const { port1, port2 } = new MessageChannelMain();
		child.postMessage({ line: 'control' }, [port1]);
		const line = openLine(control);
		line.attach(emitterPort(port2));
		const press = new MessageChannelMain();
		child.postMessage({ line: 'printing' }, [press.port1]);
		const stopPrinting = serve(printing, {
			'print.sheet': (sheet, { signal }) => this.#printRoom.print(sheet, signal),
			'print.paper': (sheet, { signal }) => this.#paperRoom.onPaper(sheet, signal),
		}, emitterPort(press.port2), { report: (bug) => this.#log.report(bug, 'printing') });
		line.client['host.made'](({ token, path }) => this.#tokens.remember(token, path));

		const exited = new Promise<void>((resolve) => {
			child.once('exit', (code) => {
				const wasWanted = this.#running?.process === child;
				if (wasWanted) this.#running = null;
				line.close();
				stopPrinting();
				resolve();
				if (wasWanted) this.#died(code);
			});
		});
		const running = { process: child, client: line.client, exited };
		this.#running = running;
		return running;
	}

	#died(code: number): void {
		const now = Date.now();
		this.#deaths = [...this.#deaths.filter((at) => at > now - DEATHS.within), now];
		this.#log.line(`The host ended with code ${code}, ${this.#deaths.length} in a row.`);
		const { place } = this.#state;
		if (this.#deaths.length > DEATHS.most) {
			const incident = this.#log.report(new Error(`The host ended ${this.#deaths.length} times, last with code ${code}.`), 'the host');
			this.#become({ place, state: 'shut', fault: { code: 'internal', facts: { incident } } });
			return;
		}
		this.#become({ place, state: 'opening', fault: null });
		void this.#inTurn(() => (this.#running ? Promise.resolve() : this.#start()));
	}

	async #stop(): Promise<void> {
		const running = this.#running;
		if (!running) return;
		// From here on its end is wanted and no reason to start another.
		this.#running = null;
		const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSING).unref());
		await Promise.race([running.client['host.close']().catch(() => undefined), running.exited, late]);
		running.process.kill();
		await Promise.race([running.exited, late]);
	}
}
