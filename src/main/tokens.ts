// Owns the tokens that stand for paths towards the page: makes them, and remembers those that may be shown in the file manager. Must not read what the paths name.
import { randomBytes } from 'node:crypto';

/** How long a token for a chosen file or folder is good, in milliseconds: longer than anybody leaves a dialog open. */
const GOOD_FOR = 60 * 60 * 1000;

export interface Grant {
	token: string;
	path: string;
	/** Milliseconds since 1970 UTC. */
	expiresAt: number;
}

export class Tokens {
	#granted: Grant[] = [];
	readonly #made = new Map<string, string>();
	readonly #clock: () => number;

	constructor(clock: () => number = Date.now) {
		this.#clock = clock;
	}

	mint(paths: readonly string[]): Grant[] {
		const expiresAt = this.#clock() + GOOD_FOR;
		const fresh = paths.map((path) => ({ token: randomBytes(16).toString('hex'), path, expiresAt }));
		this.#granted = [...this.current(), ...fresh];
		return fresh;
	}

	/** Every grant still good: what a host that was started anew must be told, so that what was interrupted can be asked again. */
	current(): Grant[] {
		const now = this.#clock();
		return this.#granted.filter(({ expiresAt }) => expiresAt > now);
	}

	/** From now on the page may have this path shown in the file manager. */
	remember(token: string, path: string): void {
		this.#made.set(token, path);
	}

	/** The path of something made, undefined for any other token. */
	made(token: string): string | undefined {
		return this.#made.get(token);
	}
}
