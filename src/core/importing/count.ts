// Owns the counting of what an import will look at, ahead of it, so that its progress has an end. A quick estimate: must not decide what is imported.
import { stat } from 'node:fs/promises';
import { isFolderOf, isPageName } from './beside';
import type { Source } from './expand';
import { entriesOf, joined } from './listing';
import type { Entry, Path } from './listing';

/** Counts in the background. `found` grows; `isDone` once everything was seen. Stops with `signal`. */
export class Count {
	found = 0;
	isDone = false;

	constructor(sources: readonly Source[], signal: AbortSignal) {
		this.#run(sources, signal).then(
			() => { this.isDone = true; },
			// What cannot be counted is met again, and reported, by the import itself.
			() => { this.isDone = true; },
		);
	}

	async #run(sources: readonly Source[], signal: AbortSignal): Promise<void> {
		for (const source of sources) {
			if (signal.aborted) return;
			if ('path' in source && (await stat(source.path).then((stats) => stats.isDirectory(), () => false))) await this.#folder(source.path, signal);
			else this.found++;
		}
	}

	async #folder(root: Path, signal: AbortSignal): Promise<void> {
		const folders: Path[] = [root];
		for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
			const inside: Entry[] = [];
			const pages: string[] = [];
			try {
				for await (const entries of entriesOf(folder)) {
					if (signal.aborted) return;
					for (const entry of entries) {
						if (entry.type === 'folder') inside.push(entry);
						else this.found++;
						if (isPageName(entry.name)) pages.push(entry.name);
					}
				}
				// What belongs to a page comes with it.
				for (const entry of inside) if (!pages.some((page) => isFolderOf(entry.name, page))) folders.push(joined(folder, entry.raw));
			} catch {
				this.found++;
			}
		}
	}
}
