// Owns the shape of a command: what the table of commands holds and what a command is given to work with. Must not know any one command.
import type { Archive } from '../core/archive';
import type { Printer } from '../core/exporting/printer';
import type { Arguments, Grammar } from './arguments';
import type { Output } from './output';
import type { ProgressBar } from './progress-bar';
import type { Status } from './words';

export interface Context {
	args: Arguments;
	/** One JSON object a line instead of text for people. */
	json: boolean;
	out: Output;
	bar: ProgressBar;
	signal: AbortSignal;
	/** Started when the first sheet comes, and ended by whoever runs the command. */
	printer: Printer;
	/** Opened on first use and closed by whoever runs the command. */
	archive: () => Promise<Archive>;
}

/**
 * What a command does to the archive. `browses` leaves it as it is and works on one that may only be read;
 * `notes` does its work on such a one too, but writes down that it was done where that is possible;
 * `changes` needs to write; `creates` makes the archive when there is none; `none` needs no archive.
 */
export type Use = 'none' | 'browses' | 'notes' | 'changes' | 'creates';

export interface Command extends Grammar {
	/** One line for the list of commands. */
	says: string;
	/** What else there is to know, a paragraph each. */
	more: readonly string[];
	examples: readonly string[];
	use: Use;
	run: (context: Context) => Promise<Status>;
}
