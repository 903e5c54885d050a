// Owns the names under which ports and files change hands between main, preload and page. Imports nothing, so that the preload stays a few lines.

export const HAND_OVER = {
	/** Main → preload, with one port: its line's name. Preload → page: `{ [HAND_OVER.port]: name }` with the same port. */
	port: 'cuttings:port',
	/** Preload → main: paths of offered files; answered with tokens. */
	offer: 'cuttings:offer',
} as const;

/** The lines of a page: to the archive in the host, to the desktop in main. */
export type LineName = 'archive' | 'desktop';
