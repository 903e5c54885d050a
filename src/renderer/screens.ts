// Owns the composition: makes every screen's state, joins what one has to tell another, and hands them to components. Must not hold state of its own.
import { createContext } from 'svelte';
import { Acts } from './acts';
import type { ArchiveClient, DesktopClient, Offer } from './clients';
import { Frame } from './frame/frame.svelte';
import { restoredToast } from './frame/restored';
import { Standing } from './frame/standing.svelte';
import { Exporting } from './jobs/exporting.svelte';
import { Jobs } from './jobs/jobs.svelte';
import { Dropping } from './library/dropping.svelte';
import { Library } from './library/library.svelte';
import { Reader } from './reader/reader.svelte';
import { Tags } from './tags/tags.svelte';
import { Toasts } from './ui/toasts.svelte';

export interface Screens {
	readonly acts: Acts;
	readonly dropping: Dropping;
	readonly exporting: Exporting;
	readonly frame: Frame;
	readonly jobs: Jobs;
	readonly library: Library;
	readonly reader: Reader;
	readonly standing: Standing;
	readonly tags: Tags;
	readonly toasts: Toasts;
}

/** `screens()` in a component gives the state of every screen. */
export const [screens, setScreens] = createContext<Screens>();

export function makeScreens(archive: ArchiveClient, desktop: DesktopClient, offer: Offer): Screens {
	const toasts = new Toasts();
	const frame = new Frame();
	const standing = new Standing(archive, desktop, (restored) => toasts.show(restoredToast(restored)));
	const reader = new Reader(archive);
	const library = new Library(archive, (id) => reader.open(id));
	const tags = new Tags(archive, (all) => library.keepOnly(new Set(all.map(({ id }) => id))));
	const jobs = new Jobs(archive, (job) => acts.ended(job));
	const exporting = new Exporting(archive, desktop);
	const dropping = new Dropping();
	const acts = new Acts({ archive, desktop, offer, toasts, frame, library, reader, tags, jobs, exporting });
	return { acts, dropping, exporting, frame, jobs, library, reader, standing, tags, toasts };
}

/** Starts listening to both lines; the undo stops all of it. */
export function startScreens({ standing, library, reader, tags, acts }: Screens): () => void {
	const undo = [standing.start(), library.start(), reader.start(), tags.start(), acts.start()];
	return () => { for (const one of undo) one(); };
}
