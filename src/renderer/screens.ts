// Owns the composition: makes every screen's state, joins what one has to tell another, and hands them to components. Must not hold state of its own.
import { createContext } from 'svelte';
import { say } from '../shared/words/say';
import { Acts } from './acts';
import type { ClippingId } from '../shared/model';
import type { ArchiveClient, DesktopClient, Offer } from './clients';
import { Decisions } from './decisions';
import { Faceting } from './facets/facets.svelte';
import { OverTimeRoom } from './facets/over-time.svelte';
import { Time } from './facets/timeline.svelte';
import { Batch } from './batch/batch.svelte';
import { Merge } from './batch/merge.svelte';
import { Frame } from './frame/frame.svelte';
import { restoredToast } from './frame/restored';
import { Standing } from './frame/standing.svelte';
import { Undoing } from './frame/undoing.svelte';
import type { Highlights } from './highlights/highlights.svelte';
import { Citing } from './citing/citing.svelte';
import { Collections } from './collections/collections.svelte';
import { CarriedOut } from './filing/carried-out';
import { Carrying } from './filing/carrying.svelte';
import { FilingActs } from './filing/filing-acts';
import { Organising } from './filing/organising';
import { ComingBack } from './jobs/coming-back.svelte';
import { Exporting } from './jobs/exporting.svelte';
import { Importing } from './jobs/importing.svelte';
import { JobActs } from './jobs/job-acts';
import { Reports } from './jobs/reports.svelte';
import { Watched } from './jobs/watched.svelte';
import { Jobs } from './jobs/jobs.svelte';
import { Dropping } from './library/dropping.svelte';
import { Completing } from './library/completing.svelte';
import { SearchField } from './library/field.svelte';
import { Library } from './library/library.svelte';
import { placesNamed } from './library/place-tokens';
import { Look } from './look/look.svelte';
import { PictureActs } from './pictures/picture-acts';
import { Pictures } from './pictures/pictures.svelte';
import { Viewer } from './pictures/viewer.svelte';
import { Printing } from './printing/printing';
import { Palette } from './palette/palette.svelte';
import { Beside } from './reader/beside.svelte';
import type { Among, HitWalk } from './reader/hit-walk.svelte';
import type { Originals } from './reader/originals.svelte';
import type { ClippingPast } from './reader/past.svelte';
import { ReadingPlaces } from './reader/reading-places';
import type { Reader } from './reader/reader.svelte';
import { makeSheet } from './reader/sheet';
import { SheetActs } from './reader/sheet-acts';
import { Typesetting } from './reader/typesetting.svelte';
import { Settings } from './settings/settings.svelte';
import { Searches } from './searches/searches.svelte';
import type { SimilarCoverage } from './similar/similar.svelte';
import { Tags } from './tags/tags.svelte';
import { Focusing } from './ui/focusing';
import { Toasts } from './ui/toasts.svelte';
import { Views } from './views/views.svelte';

export interface Screens {
	/** The one clipping of this window; null in the archive's window. */
	readonly alone: ClippingId | null;
	readonly acts: Acts;
	readonly filingActs: FilingActs;
	readonly focusing: Focusing;
	readonly jobActs: JobActs;
	readonly beside: Beside;
	/** What components on the second sheet see: these, with its own clipping. */
	readonly onSecond: () => Screens;
	readonly carriedOut: CarriedOut;
	readonly carrying: Carrying;
	readonly citing: Citing;
	readonly collections: Collections;
	readonly completing: Completing;
	readonly field: SearchField;
	readonly hits: HitWalk;
	readonly searches: Searches;
	readonly comingBack: ComingBack;
	readonly importing: Importing;
	readonly reports: Reports;
	readonly watched: Watched;
	readonly decisions: Decisions;
	readonly dropping: Dropping;
	readonly batch: Batch;
	readonly merge: Merge;
	readonly originals: Originals;
	readonly past: ClippingPast;
	readonly exporting: Exporting;
	readonly faceting: Faceting;
	readonly frame: Frame;
	readonly highlights: Highlights;
	readonly jobs: Jobs;
	readonly library: Library;
	readonly look: Look;
	readonly organising: Organising;
	readonly overTime: OverTimeRoom;
	readonly palette: Palette;
	readonly settings: Settings;
	readonly places: ReadingPlaces;
	readonly pictureActs: PictureActs;
	readonly pictures: Pictures;
	readonly reader: Reader;
	readonly similar: SimilarCoverage;
	readonly standing: Standing;
	readonly tags: Tags;
	readonly time: Time;
	readonly toasts: Toasts;
	readonly typesetting: Typesetting;
	readonly undoing: Undoing;
	readonly viewer: Viewer;
	readonly views: Views;
}

/** `screens()` in a component gives the state of every screen. */
export const [screens, setScreens] = createContext<Screens>();

/** `alone`: the clipping of a window that has but one. */
export function makeScreens(archive: ArchiveClient, desktop: DesktopClient, offer: Offer, alone: ClippingId | null = null): Screens {
	const toasts = new Toasts();
	const views: Views = new Views(() => standing.place);
	const frame = new Frame(() => views.isWide);
	const standing = new Standing(archive, desktop, (restored) => toasts.show(restoredToast(restored)), (name) => toasts.show({ kind: 'trouble', text: say('frame.archive.missed', { name, open: standing.summary?.name ?? '' }) }));
	const typesetting = new Typesetting();
	const places = new ReadingPlaces(() => standing.place);
	const common = { archive, toasts, say: (text: string) => decisions.say(text), show: () => { frame.pane = 'sheet'; } };
	const first = makeSheet({ ...common, among: ofList(() => library) });
	const second = makeSheet({ ...common, among: ofOne(() => library) });
	const { reader, highlights, hits, similar, originals, past } = first;
	const library: Library = new Library(archive, (id) => {
		beside.follow(id);
		reader.open(id);
	}, () => look.leave(), () => views.shown === 'wall');
	const beside: Beside = new Beside({ first, second, frame, library, toasts });
	/** The sheet somebody works on, for whoever acts on the clipping that is read. */
	const now = { get reader() { return beside.now.reader; }, get highlights() { return beside.now.highlights; }, get hits() { return beside.now.hits; } };
	const look = new Look(archive, (decided) => decisions.decided(decided));
	const field = new SearchField(library);
	const searches: Searches = new Searches({ archive, library, toasts, say: (text) => decisions.say(text), named: (query) => placesNamed(query, { collections, tags }) });
	const completing = new Completing(archive, () => searches.recent);
	const faceting = new Faceting(archive, library);
	const time = new Time(archive, library);
	const overTime = new OverTimeRoom({ archive, desktop, library, toasts });
	const undoing = new Undoing(archive, desktop);
	const decisions = new Decisions({ archive, frame, look, reader, toasts, undoing });
	const decisionsBeside = new Decisions({ archive, frame, look, reader: second.reader, toasts, undoing });
	const tags = new Tags(archive, (all) => library.keepOnly(new Set(all.map(({ id }) => id))));
	const collections = new Collections(archive, (all) => library.keepOnlyCollections(new Set(all.map(({ id }) => id))));
	const importing = new Importing(desktop);
	const comingBack = new ComingBack(archive);
	const reports = new Reports(archive);
	const watched = new Watched(archive, desktop);
	const focusing = new Focusing();
	const jobs: Jobs = new Jobs(archive, (job) => jobActs.ended(job));
	const citing = new Citing({ archive, desktop, toasts });
	const exporting = new Exporting(archive, desktop, () => ({ collections: collections.all, searches: searches.all }));
	const batch = new Batch(archive);
	const merge = new Merge(archive);
	const dropping = new Dropping();
	const pictures = new Pictures(archive);
	const pictureActs = new PictureActs({ archive, desktop, offer, toasts, undoing });
	const viewer = new Viewer();
	const filingActs = new FilingActs({ archive, batch, merge, collections, decisions, focusing, jobs, library, tags, toasts });
	const carrying = new Carrying({ isWithin: (id, other) => collections.isWithin(id, other), isArranged: () => library.isArranged });
	const isOfSheet = () => alone !== null || beside.now === second;
	const organising: Organising = new Organising({ archive, library, get reader() { return now.reader; }, openBeside: (id) => beside.open(id), isOfSheet, tags, collections, carrying, decisions, toasts, filingActs });
	const palette = new Palette({ archive, collections, get isBeside() { return beside.isShown; }, library, get reader() { return now.reader; }, searches, standing, tags, undoing });
	const sheetActs = new SheetActs({ archive, desktop, beside, collections, decisions, library, toasts, isAlone: alone !== null });
	const settings = new Settings(archive);
	const printing = new Printing({ archive, exporting, jobs, library, get reader() { return now.reader; }, toasts, isOfSheet, isAlone: alone !== null });
	const carriedOut = new CarriedOut({ archive, desktop, toasts });
	const jobActs: JobActs = new JobActs({ desktop, offer, toasts, frame, focusing, library, decisions, jobs, exporting, printing, comingBack, importing, reports, copy: (text, said) => acts.copy(text, said) });
	const acts: Acts = new Acts({ archive, citing, decisions, desktop, filingActs, focusing, frame, importing, jobActs, jobs, library, organising, palette, printing, reports, searches, settings, sheetActs, standing, tags, toasts, typesetting, viewer, views, watched, isAlone: alone !== null, get reader() { return now.reader; }, get highlights() { return now.highlights; }, get hits() { return now.hits; } });
	const all: Screens = { carriedOut, citing, onSecond: () => onSecond, comingBack, alone, beside, places, typesetting, views, acts, filingActs, focusing, jobActs, palette, settings, batch, merge, originals, past, completing, field, hits, searches, carrying, organising, decisions, collections, importing, reports, watched, dropping, exporting, faceting, frame, highlights, jobs, library, look, overTime, pictureActs, pictures, reader, similar, standing, tags, time, toasts, undoing, viewer };
	const onSecond: Screens = { ...all, ...second, decisions: decisionsBeside };
	return all;
}

/** Hits go on in the next clipping of the list. */
const ofList = (library: () => Library): Among => ({
	get marks() { return library().results.marks; },
	go(by) {
		const { cursor, results } = library();
		if (cursor + by < 0 || cursor + by >= results.total) return false;
		void library().move(by);
		return true;
	},
	ends: { first: say('act.ends.first'), last: say('act.ends.last') },
});

/** Hits of one clipping alone, marked as the search marks them. */
const ofOne = (library: () => Library): Among => ({ get marks() { return library().results.marks; }, go: () => false, ends: { first: say('act.ends.first-hit'), last: say('act.ends.last-hit') } });

/** Starts listening to both lines; the undo stops all of it. */
export function startScreens(screens: Screens): () => void {
	const { alone, beside, typesetting, similar, searches, collections, faceting, time, jobs, reports, watched, standing, library, look, reader, tags, acts, undoing } = screens;
	const undo = [standing.start(), undoing.start(), reader.start(), similar.start(), tags.start(), acts.start(), collections.start(), typesetting.start()];
	if (alone === null) undo.push(searches.start(), library.start(), look.start(), faceting.start(), time.start(), jobs.start(), reports.start(), watched.start(), beside.second.reader.start(), beside.second.similar.start());
	else library.alone(alone);
	return () => { for (const one of undo) one(); };
}
