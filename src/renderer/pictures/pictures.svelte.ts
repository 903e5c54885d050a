// Owns the pictures a window shows: asks for their bytes once, in lots, holds them as object URLs while somebody looks and revokes them after. Must not know where they are shown.
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { ArchiveClient } from '../clients';
import { Fault } from '../../shared/errors';

/** Small pictures asked for at once: about two screens of a list. */
const MOST_AT_ONCE = 40;
/** How long rows that come into view together wait for one another, in milliseconds. */
const GATHER = 16;
/** Small pictures kept although nobody looks at them: a few screens either way. */
const SMALL_KEPT = 400;
/** Whole pictures kept although nobody looks at them, in bytes. */
const WHOLE_KEPT = 64_000_000;

/** A whole picture: on its way, there, or why it cannot be had. */
export type Whole = { is: 'coming' } | { is: 'here'; url: string } | { is: 'fault'; fault: unknown };

type Client = Pick<ArchiveClient, 'pictures.thumbnails' | 'pictures.bytes'>;

/** Who holds what, and which of the rest was let go of first. Holding costs nothing twice. */
class Holds {
	readonly #holders = new Map<string, number>();
	/** Let go of by everybody, longest ago first, with what each weighs. */
	readonly #idle = new Map<string, number>();
	#weight = 0;
	readonly #most: number;
	readonly #drop: (sha256: string) => void;

	constructor(most: number, drop: (sha256: string) => void) {
		this.#most = most;
		this.#drop = drop;
	}

	has(sha256: string): boolean {
		return this.#holders.has(sha256);
	}

	take(sha256: string): void {
		this.#holders.set(sha256, (this.#holders.get(sha256) ?? 0) + 1);
		this.#forget(sha256);
	}

	/** Lets go. `weight`: what there is to keep, 0 for nothing yet. */
	give(sha256: string, weight: number): void {
		const left = (this.#holders.get(sha256) ?? 1) - 1;
		if (left > 0) this.#holders.set(sha256, left);
		else {
			this.#holders.delete(sha256);
			this.rest(sha256, weight);
		}
	}

	/** Something nobody holds is here, or still here: it stays as long as there is room. */
	rest(sha256: string, weight: number): void {
		this.#forget(sha256);
		if (weight === 0) return;
		this.#idle.set(sha256, weight);
		this.#weight += weight;
		for (const oldest of this.#idle.keys()) {
			if (this.#weight <= this.#most) break;
			this.#forget(oldest);
			this.#drop(oldest);
		}
	}

	#forget(sha256: string): void {
		this.#weight -= this.#idle.get(sha256) ?? 0;
		this.#idle.delete(sha256);
	}
}

export class Pictures {
	readonly #client: Client;
	/** By SHA-256: an object URL, or null where none could be drawn. */
	readonly #small = new SvelteMap<string, string | null>();
	readonly #whole = new SvelteMap<string, Whole>();
	readonly #weights = new Map<string, number>();
	readonly #wanted = new Set<string>();
	#isAsking = false;
	readonly #smallHolds = new Holds(SMALL_KEPT, (sha256) => {
		const url = this.#small.get(sha256);
		this.#small.delete(sha256);
		if (url) URL.revokeObjectURL(url);
	});
	readonly #wholeHolds = new Holds(WHOLE_KEPT, (sha256) => {
		const whole = this.#whole.get(sha256);
		this.#whole.delete(sha256);
		this.#weights.delete(sha256);
		if (whole?.is === 'here') URL.revokeObjectURL(whole.url);
	});

	constructor(client: Client) {
		this.#client = client;
	}

	/** The URL of a picture's small copy; null when there is none to be had, undefined until it has come. */
	small(sha256: string): string | null | undefined {
		return this.#small.get(sha256);
	}

	whole(sha256: string): Whole | undefined {
		return this.#whole.get(sha256);
	}

	/** Sees to it that the small copy comes, and stays until the undo is called. What is let go of before it was asked for is not asked for. */
	holdSmall(sha256: string): () => void {
		this.#smallHolds.take(sha256);
		// Subtle: who holds in an effect must not be run again because what it holds has come.
		if (untrack(() => !this.#small.has(sha256))) {
			this.#wanted.add(sha256);
			void this.#askSmall();
		}
		return () => {
			this.#smallHolds.give(sha256, untrack(() => this.#small.has(sha256)) ? 1 : 0);
			if (!this.#smallHolds.has(sha256)) this.#wanted.delete(sha256);
		};
	}

	/** Sees to it that the whole picture comes, and stays until the undo is called. One that could not be had is asked for again. */
	holdWhole(sha256: string): () => void {
		this.#wholeHolds.take(sha256);
		const held = untrack(() => this.#whole.get(sha256));
		if (!held || held.is === 'fault') {
			this.#whole.set(sha256, { is: 'coming' });
			void this.#askWhole(sha256);
		}
		return () => this.#wholeHolds.give(sha256, this.#weights.get(sha256) ?? 0);
	}

	/** A picture's bytes for the moment, as for a copy. Faults as `pictures.bytes`. */
	bytes(sha256: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }> {
		return this.#client['pictures.bytes']({ sha256 });
	}

	/** One lot at a time, what came into view last first: a list that is scrolled fast asks for where it stops. */
	async #askSmall(): Promise<void> {
		if (this.#isAsking) return;
		this.#isAsking = true;
		try {
			for (;;) {
				await new Promise((resolve) => { setTimeout(resolve, GATHER); });
				const lot = [...this.#wanted].slice(-MOST_AT_ONCE);
				if (lot.length === 0) return;
				for (const sha256 of lot) this.#wanted.delete(sha256);
				for (const { sha256, bytes } of await this.#client['pictures.thumbnails']({ sha256: lot })) this.#keepSmall(sha256, bytes);
			}
		} catch (error) {
			// A list without its small pictures is whole. They are asked for again when their rows come into view again.
			if (!Fault.is(error)) throw error;
		} finally {
			this.#isAsking = false;
		}
	}

	#keepSmall(sha256: string, bytes: Uint8Array<ArrayBuffer> | null): void {
		if (this.#small.has(sha256)) return;
		this.#small.set(sha256, bytes && URL.createObjectURL(new Blob([bytes], { type: 'image/webp' })));
		if (!this.#smallHolds.has(sha256)) this.#smallHolds.rest(sha256, 1);
	}

	async #askWhole(sha256: string): Promise<void> {
		try {
			const { bytes, mediaType } = await this.#client['pictures.bytes']({ sha256 });
			this.#whole.set(sha256, { is: 'here', url: URL.createObjectURL(new Blob([bytes], { type: mediaType })) });
			this.#weights.set(sha256, Math.max(1, bytes.length));
		} catch (fault) {
			this.#whole.set(sha256, { is: 'fault', fault });
		}
		if (!this.#wholeHolds.has(sha256)) this.#wholeHolds.rest(sha256, this.#weights.get(sha256) ?? 0);
	}
}
