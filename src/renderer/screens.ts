// Owns the composition: makes every screen's state, joins what one has to tell another, and hands them to components. Must not hold state of its own.
import { createContext } from 'svelte';
import { Acts } from './acts';
import type { ArchiveClient, DesktopClient, Offer } from './clients';
import { Decisions } from './decisions';
import { Frame } from './frame/frame.svelte';
import { restoredToast } from './frame/restored';
import { Standing } from './frame/standing.svelte';
import { Undoing } from './frame/undoing.svelte';
import { Collections } from './collections/collections.svelte';
import { Exporting } from './jobs/exporting.svelte';
import { Importing } from './jobs/importing.svelte';
import { Reports } from './jobs/reports.svelte';
import { Watched } from './jobs/watched.svelte';
import { Jobs } from './jobs/jobs.svelte';
import { Dropping } from './library/dropping.svelte';
import { Library } from './library/library.svelte';
import { Look } from './look/look.svelte';
import { PictureActs } from './pictures/picture-acts';
import { Pictures } from './pictures/pictures.svelte';
import { Viewer } from './pictures/viewer.svelte';
import { Reader } from './reader/reader.svelte';
import { Tags } from './tags/tags.svelte';
import { Toasts } from './ui/toasts.svelte';

export interface Screens {
	readonly acts: Acts;
	readonly collections: Collections;
	readonly importing: Importing;
	readonly reports: Reports;
	readonly watched: Watched;
	readonly decisions: Decisions;
	readonly dropping: Dropping;
	readonly exporting: Exporting;
	readonly frame: Frame;
	readonly jobs: Jobs;
	readonly library: Library;
	readonly look: Look;
	readonly pictureActs: PictureActs;
	readonly pictures: Pictures;
	readonly reader: Reader;
	readonly standing: Standing;
	readonly tags: Tags;
	readonly toasts: Toasts;
	readonly undoing: Undoing;
	readonly viewer: Viewer;
}

/** `screens()` in a component gives the state of every screen. */
export const [screens, setScreens] = createContext<Screens>();

export function makeScreens(archive: ArchiveClient, desktop: DesktopClient, offer: Offer): Screens {
	const toasts = new Toasts();
	const frame = new Frame();
	const standing = new Standing(archive, desktop, (restored) => toasts.show(restoredToast(restored)));
	const reader = new Reader(archive);
	const library = new Library(archive, (id) => reader.open(id), () => look.leave());
	const look = new Look(archive, (decided) => decisions.decided(decided));
	const undoing = new Undoing(archive, desktop);
	const decisions = new Decisions({ archive, frame, look, reader, toasts, undoing });
	const tags = new Tags(archive, (all) => library.keepOnly(new Set(all.map(({ id }) => id))));
	const collections = new Collections(archive, (all) => library.keepOnlyCollections(new Set(all.map(({ id }) => id))));
	const importing = new Importing(desktop);
	const reports = new Reports(archive);
	const watched = new Watched(archive, desktop);
	const jobs = new Jobs(archive, (job) => acts.ended(job));
	const exporting = new Exporting(archive, desktop);
	const dropping = new Dropping();
	const pictures = new Pictures(archive);
	const pictureActs = new PictureActs({ archive, desktop, offer, toasts, undoing });
	const viewer = new Viewer();
	const acts = new Acts({ archive, desktop, offer, toasts, frame, library, decisions, reader, tags, jobs, exporting, collections, importing, reports, watched });
	return { acts, decisions, collections, importing, reports, watched, dropping, exporting, frame, jobs, library, look, pictureActs, pictures, reader, standing, tags, toasts, undoing, viewer };
}

/** Starts listening to both lines; the undo stops all of it. */
export function startScreens({ collections, jobs, reports, watched, standing, library, look, reader, tags, acts, undoing }: Screens): () => void {
	const undo = [standing.start(), undoing.start(), library.start(), look.start(), reader.start(), tags.start(), acts.start(), collections.start(), jobs.start(), reports.start(), watched.start()];
	return () => { for (const one of undo) one(); };
}
