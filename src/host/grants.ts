// Owns which token stands for which path, inside the host. A token is good once and for a time; must never tell a path to a page.
import { Fault } from '../shared/errors';

export interface Grant {
	token: string;
	path: string;
	/** Milliseconds since 1970 UTC. */
	expiresAt: number;
}

export class Grants {
	readonly #byToken = new Map<string, Grant>();
	readonly #clock: () => number;

	constructor(clock: () => number = Date.now) {
		this.#clock = clock;
	}

	add(grants: readonly Grant[]): void {
		this.#forgetExpired();
		for (const grant of grants) this.#byToken.set(grant.token, grant);
	}

	/** The paths of all these tokens, which are used up by it; `request/invalid` and none used when one is not good. */
	redeem(tokens: readonly string[], operation: string): string[] {
		this.#forgetExpired();
		const found = tokens.map((token) => this.#byToken.get(token));
		const isGood = found.every((grant) => grant !== undefined) && new Set(tokens).size === tokens.length;
		if (!isGood) throw new Fault('request/invalid', { operation, issues: ['A token is unknown, used or expired.'] });
		for (const token of tokens) this.#byToken.delete(token);
		return found.map((grant) => grant!.path);
	}

	#forgetExpired(): void {
		const now = this.#clock();
		for (const [token, { expiresAt }] of this.#byToken) if (expiresAt <= now) this.#byToken.delete(token);
	}
}
