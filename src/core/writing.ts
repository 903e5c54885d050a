// Owns what an archive open for writing has beyond one that is only read: a writer for each family of rows. Must not open transactions.
import { Acts } from './store/acts';
import { Batching } from './store/batching';
import { Clippings } from './store/clippings';
import { Deciding } from './store/deciding';
import { Events } from './store/events';
import { Filing } from './store/filing';
import { Imports } from './store/imports';
import { Journal } from './store/journal';
import { Labelling } from './store/labelling';
import { Marking } from './store/marking';
import { Merging } from './store/merging';
import type { WriteDb } from './store/open';
import { RecentSearches } from './store/recent-searches';
import { Saving } from './store/saving';

/** Writers to one database, whose acts go into one history. */
export interface Writing {
	db: WriteDb;
	acts: Acts;
	batching: Batching;
	deciding: Deciding;
	journal: Journal;
	merging: Merging;
	clippings: Clippings;
	filing: Filing;
	labelling: Labelling;
	marking: Marking;
	saving: Saving;
	recent: RecentSearches;
	events: Events;
	imports: Imports;
}

export function writing(db: WriteDb, newUid: () => string): Writing {
	const acts = new Acts(db);
	const { history } = acts;
	return {
		db, acts,
		batching: new Batching(db, history),
		deciding: new Deciding(db, history, newUid),
		journal: new Journal(db),
		merging: new Merging(db, history, newUid),
		clippings: new Clippings(db, newUid),
		filing: new Filing(db, history, newUid),
		labelling: new Labelling(db, history),
		marking: new Marking(db, history, newUid),
		saving: new Saving(db, history, newUid),
		recent: new RecentSearches(db),
		events: new Events(db),
		imports: new Imports(db),
	};
}
