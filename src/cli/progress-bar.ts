// Owns the progress bar on standard error, drawn for people only. Must not know what is being done.
import type { Progress } from '../shared/model';
import { fit, harmless } from './terminal';

const CELLS = 24;
const PHASES: Record<Progress['phase'], string> = {
	looking: 'Looking', reading: 'Reading', writing: 'Writing', finishing: 'Finishing', checking: 'Checking', copying: 'Copying',
};

/** A bar on its own line, redrawn in place; nothing at all where standard error is not a terminal. */
export class ProgressBar {
	readonly #stream: NodeJS.WriteStream;
	readonly #shows: boolean;
	#drawn = false;
	#last = 0;

	constructor(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>) {
		this.#stream = stream;
		this.#shows = stream.isTTY === true && env['TERM'] !== 'dumb';
	}

	readonly show = (progress: Progress): void => {
		if (!this.#shows) return;
		const now = performance.now();
		if (this.#drawn && now - this.#last < 80) return;
		this.#last = now;
		this.#stream.write(`\r${this.#text(progress)}\u001b[K`);
		this.#drawn = true;
	};

	/** Takes the bar away. */
	readonly hide = (): void => {
		if (!this.#drawn) return;
		this.#stream.write('\r\u001b[K');
		this.#drawn = false;
	};

	#text({ phase, done, total, current }: Progress): string {
		const share = total === null || total === 0 ? null : Math.min(1, done / total);
		const full = Math.round((share ?? 0) * CELLS);
		const bar = share === null ? '' : ` ${'█'.repeat(full)}${'░'.repeat(CELLS - full)}`;
		const count = total === null ? `${done}` : `${done} of ${total}`;
		return fit(`${PHASES[phase]}${bar} ${count}${current === null ? '' : `  ${harmless(current)}`}`, (this.#stream.columns ?? 80) - 1);
	}
}
