// Owns what main and host say to each other about the archive as a whole. Never reachable from a page: here, and only here, paths travel.
import { z } from 'zod';
import { RestoredBackup, Token } from './contract';
import { MOST_CARRIED } from './handing-out';
import { ClippingId } from './model';
import { command, event, query } from './rpc';

const nothing = z.void();
const place = z.string().min(1);

/** Main ↔ host. */
export const control = {
	/** Which SQLite this host carries. */
	'host.sqlite': query(nothing, z.string()),
	/** Opens the archive this host is there for, once. `create` makes a new one when the folder is absent or empty; `sample` fills one that holds nothing with the sample. */
	'host.open': command(z.object({ place, readOnly: z.boolean(), create: z.boolean(), sample: z.boolean().optional() }), nothing),
	/** Tokens the page may redeem, each for one path, until `expiresAt` (milliseconds since 1970 UTC). */
	'host.grant': command(z.object({ grants: z.array(z.object({ token: Token, path: z.string().min(1), expiresAt: z.number() })) }), nothing),
	/** Puts the newest good backup in place of an archive that is not open. */
	'host.restoreBackup': command(z.object({ place }), RestoredBackup),
	/** Writes the originals of clippings into a folder that is there and empty. Answers their paths. */
	'host.carryOut': command(z.object({ ids: z.array(ClippingId).min(1).max(MOST_CARRIED), folder: place }), z.object({ files: z.array(place) })),
	/** Stops all jobs, waits for them and closes the archive. */
	'host.close': command(nothing, nothing),
	/** Something was made that a person may want to see; the page knows it by its token. */
	'host.made': event(z.object({ token: Token, path: z.string() })),
} as const;

/** The one kind of message the host's own line carries: a port, and what is spoken on it. */
export const PortOffer = z.strictObject({ line: z.enum(['control', 'printing', 'archive']) });
export type PortOffer = z.infer<typeof PortOffer>;
