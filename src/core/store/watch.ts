// Owns noticing that an archive has changed and telling who listens: at once for this process's commits, soon for another's. Must not say what changed beyond its kind.
import type { Changed } from '../../shared/model';
import type { ReadDb } from './open';

type Listener = (changed: Changed) => void;

/** How often another process's commits are looked for, in milliseconds. */
const LOOK_MS = 500;
/** A job that commits often is told of at most this often. */
const GATHER_MS = 400;

export class Watch {
	readonly #db: ReadDb;
	readonly #listeners = new Set<Listener>();
	#looking: NodeJS.Timeout | null = null;
	#version: unknown;
	#gathered: Changed | null = null;
	#gathering: NodeJS.Timeout | null = null;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** Listens until the answered function is called or the watch ends. */
	listen(listener: Listener): () => void {
		// Two listeners may be the same function; each has its own end.
		const own: Listener = (changed) => listener(changed);
		this.#listeners.add(own);
		if (!this.#looking) {
			this.#version = this.#db.pragma('data_version');
			this.#looking = setInterval(() => this.#look(), LOOK_MS);
			this.#looking.unref();
		}
		return () => {
			this.#listeners.delete(own);
			if (this.#listeners.size === 0) this.#rest();
		};
	}

	/** Tells of a commit of this process now. */
	tell(changed: Changed): void {
		for (const listener of [...this.#listeners]) listener(changed);
	}

	/** Tells of a commit among many: soon, together with those that follow. */
	gather(changed: Changed): void {
		const before = this.#gathered;
		this.#gathered = {
			clippings: changed.clippings || (before?.clippings ?? false), tags: changed.tags || (before?.tags ?? false),
			collections: changed.collections === true || before?.collections === true, imports: changed.imports === true || before?.imports === true,
			searches: changed.searches === true || before?.searches === true,
		};
		this.#gathering ??= setTimeout(() => this.flush(), GATHER_MS);
	}

	/** Tells what was gathered. */
	flush(): void {
		if (this.#gathering) clearTimeout(this.#gathering);
		this.#gathering = null;
		const gathered = this.#gathered;
		this.#gathered = null;
		if (gathered) this.tell(gathered);
	}

	end(): void {
		this.flush();
		this.#listeners.clear();
		this.#rest();
	}

	#look(): void {
		// This pragma moves only for commits of other connections.
		let version: unknown;
		try {
			version = this.#db.pragma('data_version');
		} catch {
			return; // A disk that went away is told to whoever asks for a clipping next.
		}
		if (version === this.#version) return;
		this.#version = version;
		this.tell({ clippings: true, tags: true, collections: true, imports: true, searches: true });
	}

	#rest(): void {
		if (this.#looking) clearInterval(this.#looking);
		this.#looking = null;
	}
}
