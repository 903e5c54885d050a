// Owns what can be asked of an archive's saved and recent searches and done to them, as its one door offers it. Must not hold SQL, and must not search.
import type { RecentSearch, SavedSearch, SavedSearchId } from '../shared/finding';
import { Query, type Changed, type QueryInput } from '../shared/model';
import type { RecentSearches, RecentSearchReader } from './store/recent-searches';
import type { SavedSearchReader } from './store/saved-searches';
import type { Saving } from './store/saving';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed; `note` what is no act, and nobody is told. */
export interface SearchParts {
	saved(): SavedSearchReader;
	recent(): RecentSearchReader;
	act(work: (saving: Saving, at: number) => boolean, changed: Changed): void;
	note(work: (recent: RecentSearches, at: number) => void): void;
}

const SEARCHES: Changed = { clippings: false, tags: false, searches: true };

export function searches({ saved, recent, act, note }: SearchParts) {
	return {
		/** Saved searches, in the order somebody gave. */
		list: (): SavedSearch[] => saved().list(),
		/** The one of this name, in whatever case, or null. */
		named: (name: string): SavedSearch | null => saved().named(name),
		/** Keeps a search under a name, last of all. `search/taken`, `search/unusable`. */
		add: (name: string, query: QueryInput): SavedSearchId => {
			let made: SavedSearchId | null = null;
			act((saving, at) => {
				made = saving.add(name, Query.parse(query), at);
				return true;
			}, SEARCHES);
			return made!;
		},
		/** `search/missing`, `search/taken`, `search/unusable`. */
		rename: (id: SavedSearchId, name: string): void => act((saving, at) => saving.rename(id, name, at), SEARCHES),
		/** Another question under the same name. `search/missing`. */
		change: (id: SavedSearchId, query: QueryInput): void => act((saving, at) => saving.change(id, Query.parse(query), at), SEARCHES),
		/** Before another one, or last. `search/missing`. */
		move: (id: SavedSearchId, before: SavedSearchId | null): void => act((saving, at) => saving.move(id, before, at), SEARCHES),
		/** `search/missing`. */
		remove: (id: SavedSearchId): void => act((saving, at) => saving.remove(id, at), SEARCHES),
		/** Searches asked for lately, newest first. */
		recent: (): RecentSearch[] => recent().list(),
		/** Remembers that somebody asked for this. */
		note: (text: string): void => note((searches, at) => { searches.note(text, at); }),
		/** Forgets one recent search, or with null all. */
		forget: (text: string | null): void => note((searches) => { searches.forget(text); }),
	};
}
