// Owns what of a search comes from the sidebar and stands in the field as tokens: place, collection, import, tags. Must not render.
import { say } from '../../shared/words/say';
import type { Being, Query } from '../../shared/model';
import type { Collections } from '../collections/collections.svelte';
import type { Tags } from '../tags/tags.svelte';
import type { Library } from './library.svelte';

export interface PlaceToken {
	key: string;
	operator: string;
	name: string;
	/** How its cross is called. */
	remove: string;
	dot?: string;
	drop: () => void;
}

interface Known { collections: Pick<Collections, 'byId'>; tags: Pick<Tags, 'byId'> }

export const PLACES: Record<Being, string> = { unfiled: say('library.place.unfiled'), flagged: say('library.place.flagged'), recent: say('library.place.recent'), unsure: say('library.place.unsure'), untagged: say('library.place.untagged'), duplicate: say('library.place.duplicate'), restricted: say('library.place.restricted') };

export function placeTokens({ library, collections, tags }: Known & { library: Library }): PlaceToken[] {
	const shelf = library.collection === null ? undefined : collections.byId.get(library.collection);
	return [
		...(library.only === null ? [] : [{ key: 'only', operator: say('library.operator.in'), name: PLACES[library.only], remove: say('library.place.beyond', { place: PLACES[library.only] }), drop: () => library.widen('only') }]),
		...(shelf ? [{ key: 'collection', operator: say('library.operator.in'), name: shelf.path, remove: say('library.place.removeCollection', { name: shelf.path }), drop: () => library.widen('collection') }] : []),
		...(library.import === null ? [] : [{ key: 'import', operator: say('library.operator.import'), name: say('library.place.importNumber', { number: String(library.import) }), remove: say('library.place.removeImport'), drop: () => library.widen('import') }]),
		...library.tags.flatMap((id): PlaceToken[] => {
			const tag = tags.byId.get(id);
			return tag ? [{ key: String(id), operator: say('library.operator.tag'), name: tag.name, remove: say('library.place.removeTag', { name: tag.name }), dot: tag.colour, drop: () => library.dropTag(id) }] : [];
		}),
	];
}

/** What the places that a question asks for are called. */
export const placesNamed = (query: Query, { collections, tags }: Known): string[] => [
	...(query.only === null ? [] : [PLACES[query.only]]),
	...(query.collection === null ? [] : [collections.byId.get(query.collection)?.name ?? '']),
	...query.tags.map((id) => tags.byId.get(id)?.name ?? ''),
	...(query.where === 'trash' ? [say('library.place.inTrash')] : []),
].filter((name) => name !== '');
