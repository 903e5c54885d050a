// Owns what the host says on its standard error, which main keeps in the log: bugs with their incident ids, and turns that took too long.
import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A turn that holds the thread longer than this, in milliseconds, is worth a line. */
const LONG_TURN = 50;
const LOOK_EVERY = 5_000;

const say = (line: string): void => { process.stderr.write(`${new Date().toISOString()} host ${line}\n`); };

/** Logs a bug with its stack; returns the id by which the page may speak of it. */
export function report(error: unknown, where: string): string {
	const incident = randomBytes(4).toString('hex');
	say(`incident ${incident} in ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	if (error instanceof Error && error.cause) say(`incident ${incident} cause: ${String((error.cause as Error).stack ?? error.cause)}`);
	return incident;
}

export function noteTurn(operation: string, milliseconds: number): void {
	if (milliseconds > LONG_TURN) say(`${operation} held the thread for ${milliseconds.toFixed(0)} ms`);
}

/** The text of a statement says all; its values, which are the archive's, are not logged. */
export function noteStatement(statement: string, milliseconds: number): void {
	say(`a statement took ${milliseconds.toFixed(0)} ms: ${statement.replaceAll(/\s+/g, ' ').slice(0, 500)}`);
}

/** Watches for long turns that no single operation accounts for, such as the slices of a job. Returns its undo. */
export function watchTurns(): () => void {
	const delay = monitorEventLoopDelay({ resolution: 10 });
	delay.enable();
	const timer = setInterval(() => {
		const longest = delay.max / 1e6;
		if (longest > LONG_TURN) say(`the longest turn of the last ${LOOK_EVERY / 1000} s took ${longest.toFixed(0)} ms`);
		delay.reset();
	}, LOOK_EVERY);
	timer.unref();
	return () => {
		clearInterval(timer);
		delay.disable();
	};
}
