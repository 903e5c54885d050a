// Owns when an open archive looks for versions of one story: once it is open and whenever it has changed, after a while and never twice at a time. Must not know how they are found.
import type { Archive } from '../core/archive';
import { Fault } from '../shared/errors';

/** After a change somebody may be about to make another. Milliseconds. */
const LATER_MS = 1_500;

/** Answers how to stop. @param report told of what no fault explains */
export function keepLinked(archive: Archive, report: (error: unknown, what: string) => void): () => void {
	if (archive.readOnly) return () => undefined;
	const stop = new AbortController();
	let waiting: NodeJS.Timeout | null = null;
	let isBusy = false;
	const soon = (): void => {
		if (stop.signal.aborted || isBusy) return;
		if (waiting) clearTimeout(waiting);
		waiting = setTimeout(() => void link(), LATER_MS);
		waiting.unref();
	};
	const link = async (): Promise<void> => {
		isBusy = true;
		try {
			if (archive.find.hasUnlinked()) await archive.linkVersions({ signal: stop.signal });
		} catch (error) {
			// A disk that is full or an archive that is closing: it is tried again after the next change.
			if (!(error instanceof Fault)) report(error, 'looking for versions');
		} finally {
			isBusy = false;
		}
	};
	const end = archive.onChanged((changed) => { if (changed.clippings) soon(); });
	soon();
	return () => {
		stop.abort();
		end();
		if (waiting) clearTimeout(waiting);
	};
}
