// Owns the folder in which files stand that are dragged out of the window: a fresh one for each drag, and all of them gone when the app ends or begins. Must not fill it.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../shared/errors';

export class CarriedFolder {
	readonly #place: string;
	#last = 0;
	/** Nothing is made while what a run before left behind is still being removed. */
	#turn: Promise<void>;

	/** @param place the app's own, for no other run of it: everything in it is removed */
	constructor(place: string) {
		this.#place = place;
		this.#turn = this.#remove();
	}

	/** A folder that is there and empty, which nobody else may read. `disk/full`, `disk/denied`. */
	async fresh(): Promise<string> {
		await this.#turn;
		const folder = join(this.#place, String(++this.#last));
		try {
			await mkdir(folder, { recursive: true, mode: 0o700 });
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			throw new Fault(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk/full' : 'disk/denied', { path: folder }, { cause: error });
		}
		return folder;
	}

	/** Removes all that was made. Whoever dropped a file has copied or read it by now. */
	async clear(): Promise<void> {
		await this.#turn;
		await this.#remove();
	}

	/** What cannot be removed now is removed another time. */
	async #remove(): Promise<void> {
		await rm(this.#place, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
	}
}
