// Owns the names of the two lines a page has, and what the preload offers beside them. Must not open them.
import type { archive, desktop } from '../shared/contract';
import type { Client } from '../shared/rpc';

export type ArchiveClient = Client<typeof archive>;
export type DesktopClient = Client<typeof desktop>;

/** Trades files that were dropped or pasted for tokens; files without a place on disk have none and are left out. */
export type Offer = (files: File[]) => Promise<string[]>;

declare global {
	interface Window {
		readonly cuttings: { readonly offer: Offer };
	}
}
