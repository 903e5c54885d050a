// Owns the history of one clipping as the archive's record has it: its own events, and the checks of the whole archive since it came. Must not write, and must not say anything in words.
import type { ClippingId } from '../../shared/model';
import type { Past } from '../../shared/past';
import type { ReadDb } from './open';
import { factsOf, type PastGround } from './past-facts';

/** `before`: only events before the one with this number. */
export interface PastWindow {
	before: number | null;
	limit: number;
}

interface Row { id: number; at: number; type: string; detail: string | null }
interface Origin { fileName: string; watched: string | null; since: number }

/** Where a clipping comes from, and the event by which it came into this archive: what was noted before that is another archive's. */
function originOf(db: ReadDb, clipping: ClippingId): Origin | undefined {
	return db.prepare<Origin>(`
		SELECT coalesce((SELECT file_name FROM originals WHERE clipping = c.id AND came_with IS NULL ORDER BY id LIMIT 1), (SELECT file_name FROM originals WHERE came_with = c.id ORDER BY id LIMIT 1), '') AS fileName,
			json_extract(i.asked, '$.watched') AS watched,
			coalesce((SELECT max(id) FROM events WHERE clipping = c.id AND type = 'ingestion'), 0) AS since
		FROM clippings c LEFT JOIN imports i ON i.id = c.import WHERE c.id = ?`).get(clipping);
}

/** Events of a clipping before one, and checks between two: clipping, end, limit, since, end, limit, limit. */
export const NEWEST = `
	SELECT id, at, type, detail FROM (SELECT id, at, type, detail FROM events WHERE clipping = ? AND id < ? ORDER BY id DESC LIMIT ?)
	UNION ALL
	SELECT id, at, type, detail FROM (SELECT id, at, type, detail FROM events WHERE clipping IS NULL AND type = 'fixity check' AND id > ? AND id < ? ORDER BY id DESC LIMIT ?)
	ORDER BY id DESC LIMIT ?`;

/** A clipping's history, the newest first. None for one that is not there. */
export function pastOf(db: ReadDb, clipping: ClippingId, { before, limit }: PastWindow): Past {
	const origin = originOf(db, clipping);
	if (!origin) return { events: [], total: 0, before: null };
	const { since, fileName, watched } = origin;
	const end = before ?? Number.MAX_SAFE_INTEGER;
	// One more than is asked for tells whether there is another page.
	const rows = db.prepare<Row>(NEWEST).all(clipping, end, limit + 1, since, end, limit + 1, limit + 1);
	const total = db.pluck<number>(`
		SELECT (SELECT count(*) FROM events WHERE clipping = ?) + (SELECT count(*) FROM events WHERE clipping IS NULL AND type = 'fixity check' AND id > ?)`).get(clipping, since)!;
	const groundAt = (id: number): PastGround => ({
		clipping, fileName,
		watched: id < since ? null : watched,
		other: (number) => (id < since ? null : db.prepare<{ id: ClippingId; headline: string }>('SELECT id, headline FROM clippings WHERE id = ?').get(number) ?? null),
	});
	const events = rows.slice(0, limit).map(({ id, at, type, detail }) => ({ id, at, facts: factsOf(type, detail === null ? null : JSON.parse(detail) as unknown, groundAt(id)) }));
	return { events, total, before: rows.length > limit ? events.at(-1)!.id : null };
}
