// Owns which archives were opened lately: their places, the newest first, kept with the app's settings. Must not open any.
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { RecentArchive } from '../shared/contract';
import { databasePath } from '../core/layout';
import { MOST_ARCHIVES, type Settings } from './settings';

/** The archive is where it was: on a disk that is not there now, it is not. */
const isArchive = (place: string): boolean => existsSync(databasePath(place));

export class Recents {
	readonly #settings: Settings;
	readonly #isThere: (place: string) => boolean;
	#missed: string | null = null;

	constructor(settings: Settings, isThere = isArchive) {
		this.#settings = settings;
		this.#isThere = isThere;
	}

	get #places(): readonly string[] {
		return this.#settings.now.archives;
	}

	/** An archive has been opened. */
	note(place: string): void {
		if (this.#places[0] === place) return;
		this.#settings.change({ archives: [place, ...this.#places.filter((one) => one !== place)].slice(0, MOST_ARCHIVES) });
	}

	/** The newest first. Of archives with the same name, each says which folder it stands in. */
	list(): RecentArchive[] {
		const names = this.#places.map((place) => basename(place));
		return this.#places.map((place, at) => {
			const name = names[at]!;
			return { place, name: names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${basename(dirname(place))})`, isThere: this.#isThere(place) };
		});
	}

	/** Whether it is one of these. What a page asks to open must be. */
	has(place: string): boolean {
		return this.#places.includes(place);
	}

	/** The archive to begin with where none is named: the newest that is still there, or null. */
	first(): string | null {
		const place = this.#places.find((one) => this.#isThere(one)) ?? null;
		const [last] = this.#places;
		this.#missed = last === undefined || last === place ? null : basename(last);
		return place;
	}

	/** The name of the archive another one stands in for since the start; null when there is none, or when it has been told. */
	tellMissed(): string | null {
		const missed = this.#missed;
		this.#missed = null;
		return missed;
	}

	/** Takes all off the list but the one that is open. The archives stay where they are. */
	forget(open: string): void {
		this.#settings.change({ archives: this.#places.filter((place) => place === open) });
	}
}
