// Owns what belongs to one sheet: the clipping that is open on it, its highlights, its hits and what is like it. Two sheets share nothing but the archive. Must not know the list.
import type { ClippingId } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import { Highlights } from '../highlights/highlights.svelte';
import { SimilarCoverage } from '../similar/similar.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Among } from './hit-walk.svelte';
import { HitWalk } from './hit-walk.svelte';
import { Originals } from './originals.svelte';
import { ClippingPast } from './past.svelte';
import { Reader } from './reader.svelte';

export interface Sheet {
	readonly reader: Reader;
	readonly highlights: Highlights;
	readonly hits: HitWalk;
	readonly similar: SimilarCoverage;
	readonly originals: Originals;
	readonly past: ClippingPast;
}

interface Parts {
	archive: ArchiveClient;
	toasts: Toasts;
	/** Says what was done, with the way back. */
	say: (text: string) => void;
	among: Among;
	/** Told when the sheet is to be in sight. */
	show: () => void;
}

export function makeSheet({ archive, toasts, say, among, show }: Parts): Sheet {
	const highlights: Highlights = new Highlights({ archive, toasts, say, clipping: () => reader.clipping });
	const reader: Reader = new Reader(archive, async (id, signal) => {
		const showThem = await highlights.fetch(id, signal);
		return () => {
			showThem();
			similar.beside(id);
		};
	});
	const similar = new SimilarCoverage(archive, (id: ClippingId) => {
		reader.open(id);
		show();
	});
	return { reader, highlights, hits: new HitWalk(among, reader), similar, originals: new Originals(archive), past: new ClippingPast(archive) };
}
