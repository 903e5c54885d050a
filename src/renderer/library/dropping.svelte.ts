// Owns what hovers over the window: whether it can be kept, how much it is, and which tag or collection it is over. Must not import it.
import { say, type Key } from '../../shared/words/say';
import type { CollectionId } from '../../shared/model';
import { join } from '../ui/words';
import type { Markup } from './markup-given';
import { addressFrom, markupFrom } from './markup-given';

/** The type under which the window's own things travel: clippings, tags, collections. */
export const CLIPPINGS_TYPE = 'application/x-cuttings';

export type Over = { is: 'window' } | { is: 'tag'; name: string } | { is: 'collection'; id: CollectionId; name: string; path: string } | { is: 'caption'; caption: number };

const isText = (type: string): boolean => type === 'text/plain' || type === 'text/html' || type === 'text/uri-list' || type === 'text/x-moz-url';

/** What was dragged or pasted, as far as the page holds it: files, or text with its markup where that tells more. */
export interface Given {
	files: readonly File[];
	text: string;
	markup: Markup | null;
}

export class Dropping {
	/** Files or text from outside are over the window. */
	isOver = $state(false);
	/** How many things; null when the system does not say. */
	items = $state<number | null>(null);
	kinds = $state('');
	/** All of them are pictures, as far as the system says. */
	arePictures = $state(false);
	over = $state.raw<Over>({ is: 'window' });
	#isRefused = false;

	/** Whether a drag is for us. Anything but files and text is left alone. */
	takes(event: DragEvent): boolean {
		const types = event.dataTransfer?.types ?? [];
		return !types.includes(CLIPPINGS_TYPE) && (types.includes('Files') || types.some(isText));
	}

	enter(event: DragEvent): void {
		if (!this.takes(event) || this.#isRefused) return;
		event.preventDefault();
		if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
		this.isOver = true;
		const items = [...(event.dataTransfer?.items ?? [])];
		const files = items.filter((item) => item.kind === 'file');
		this.items = files.length > 0 ? files.length : null;
		this.arePictures = files.length > 0 && files.every(({ type }) => type.startsWith('image/'));
		this.kinds = files.length > 0 ? saidKinds(files.map((item) => item.type)) : say('library.drop.text');
	}

	/** What it is over, from the element under the pointer. */
	point(over: Over): void {
		this.over = over;
	}

	leave(): void {
		this.isOver = false;
		this.#isRefused = false;
		this.over = { is: 'window' };
	}

	/** Escape: what is being dragged is not taken until it comes again. */
	refuse(): void {
		this.leave();
		this.#isRefused = true;
	}

	/** What was let go. The event forgets it as soon as it is over. */
	drop(event: DragEvent): Given {
		event.preventDefault();
		const wanted = this.isOver;
		this.leave();
		const files = wanted ? [...(event.dataTransfer?.files ?? [])] : [];
		const given = (type: string): string => (wanted && files.length === 0 ? event.dataTransfer?.getData(type) ?? '' : '');
		const url = addressFrom(given('text/x-moz-url')) ?? addressFrom(given('text/uri-list'));
		return { files, text: given('text/plain'), markup: markupFrom(given('text/html'), url, say('library.drop.named')) };
	}
}

/** "8 text files, 3 pictures and 1 other": from media types, the only thing known before the drop. */
export function saidKinds(types: readonly string[]): string {
	const kinds: [Key, (type: string) => boolean][] = [
		['library.kinds.text', (type) => type === 'text/plain' || type === 'text/markdown'],
		['library.kinds.page', (type) => type === 'text/html'],
		['library.kinds.picture', (type) => type.startsWith('image/')],
		['library.kinds.pdf', (type) => type === 'application/pdf'],
	];
	let rest = types.length;
	const parts: string[] = [];
	for (const [key, fits] of kinds) {
		const found = types.filter(fits).length;
		rest -= found;
		if (found > 0) parts.push(say(key, { count: found }));
	}
	if (rest === types.length) return say('library.kinds.files', { count: rest });
	if (rest > 0) parts.push(say('library.kinds.others', { count: rest }));
	return join(parts);
}
