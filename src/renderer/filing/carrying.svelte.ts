// Owns what of the window's own things is being dragged, and over which place it could be let go. Must not carry anything out.
import type { ClippingId, CollectionId } from '../../shared/model';
import { CLIPPINGS_TYPE } from '../library/dropping.svelte';
import type { Landing } from '../ui/tree';

export type Load =
	| { is: 'clippings'; ids: readonly ClippingId[] }
	| { is: 'tag'; name: string }
	| { is: 'collection'; id: CollectionId };

export type Goal =
	| { is: 'tag'; name: string }
	/** The top level of the tags. */
	| { is: 'tags' }
	| { is: 'collection'; id: CollectionId; landing: Landing }
	/** The top level of the collections. */
	| { is: 'collections' }
	| { is: 'trash' }
	| { is: 'flagged' }
	/** On a second sheet. */
	| { is: 'beside' }
	/** Beside a row of the list. */
	| { is: 'row'; index: number; landing: 'before' | 'after' };

/** What of a place in the window only others know. */
export interface Ground {
	/** Whether one collection is another, or stands inside it. */
	isWithin: (id: CollectionId, other: CollectionId) => boolean;
	/** The list stands in the order somebody gave a collection. */
	isArranged: () => boolean;
}

const lower = (name: string): string => name.toLocaleLowerCase();

export class Carrying {
	load = $state.raw<Load | null>(null);
	goal = $state.raw<Goal | null>(null);
	/** Two tags are to become one. */
	isMerging = $state(false);

	readonly #ground: Ground;

	constructor(ground: Ground) {
		this.#ground = ground;
	}

	/** Begins a drag; `said` is shown beside the pointer. */
	begin(event: DragEvent, load: Load, said: string): void {
		if (!event.dataTransfer) return;
		event.dataTransfer.setData(CLIPPINGS_TYPE, load.is);
		event.dataTransfer.effectAllowed = 'copyMove';
		const ghost = document.createElement('div');
		ghost.className = 'ghost';
		ghost.textContent = said;
		document.body.append(ghost);
		event.dataTransfer.setDragImage(ghost, -12, 8);
		// The picture is taken when this event has been dealt with.
		setTimeout(() => ghost.remove());
		this.load = load;
	}

	/** Follows the pointer; answers whether one could let go here. */
	point(event: DragEvent): boolean {
		const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null;
		const goal = place && this.load ? this.#goalAt(this.load, place, event.clientY) : null;
		if (JSON.stringify(goal) !== JSON.stringify(this.goal)) this.goal = goal;
		this.isMerging = event.shiftKey && this.load?.is === 'tag' && goal?.is === 'tag';
		return goal !== null;
	}

	end(): void {
		this.load = null;
		this.goal = null;
		this.isMerging = false;
	}

	#goalAt(load: Load, place: HTMLElement, y: number): Goal | null {
		const { drop, key = '', index } = place.dataset;
		const box = place.getBoundingClientRect();
		const along = (y - box.top) / box.height;
		switch (drop) {
			case 'tag':
				if (load.is === 'clippings') return { is: 'tag', name: key };
				return load.is === 'tag' && !`${lower(key)}/`.startsWith(`${lower(load.name)}/`) ? { is: 'tag', name: key } : null;
			case 'tags': return load.is === 'tag' && load.name.includes('/') ? { is: 'tags' } : null;
			case 'collection': {
				const id = Number(key) as CollectionId;
				if (load.is === 'clippings') return { is: 'collection', id, landing: 'in' };
				if (load.is !== 'collection' || this.#ground.isWithin(id, load.id)) return null;
				return { is: 'collection', id, landing: along < 0.25 ? 'before' : along > 0.75 ? 'after' : 'in' };
			}
			case 'collections': return load.is === 'collection' ? { is: 'collections' } : null;
			case 'beside': return load.is === 'clippings' ? { is: 'beside' } : null;
			case 'trash': case 'flagged': return load.is === 'clippings' ? { is: drop } : null;
			case 'row': return load.is === 'clippings' && this.#ground.isArranged() ? { is: 'row', index: Number(index), landing: along < 0.5 ? 'before' : 'after' } : null;
			default: return null;
		}
	}
}
