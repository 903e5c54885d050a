// Owns the moving of clippings to the trash and back. Must not decide which.
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { movedOn, type ChangeOf } from './changes';
import { packIds, unpackIds } from './id-list';
import type { WriteDb } from './open';

/** Works inside a transaction that the caller opened. */
export class TrashRows {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	/** The changes that move clippings; those that are there already stay as they are. `trashedAt` in ms UTC, null for out of it. */
	moves(ids: readonly ClippingId[], trashedAt: number | null): ChangeOf<'trash'>[] {
		const now = trashedAt === null ? 'IS NOT NULL' : 'IS NULL';
		const groups = new Map<number | null, ClippingId[]>();
		for (const { id, trashed_at: since } of this.#db.prepare<{ id: ClippingId; trashed_at: number | null }>(
			`SELECT id, trashed_at FROM clippings WHERE trashed_at ${now} AND merged_into IS NULL AND id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids))) {
			const group = groups.get(since);
			if (group) group.push(id);
			else groups.set(since, [id]);
		}
		return [...groups].map(([before, group]) => ({ is: 'trash', clippings: packIds(group), before, after: trashedAt }));
	}

	carry({ clippings, before, after }: ChangeOf<'trash'>, at: number): void {
		const ids = unpackIds(clippings);
		const asked = JSON.stringify(ids);
		this.#db.prepare(`
			INSERT INTO events (at, type, clipping, detail)
			SELECT ?, 'modification', id, json_object('before', json_object('trashedAt', trashed_at), 'after', json_object('trashedAt', ?))
			FROM clippings WHERE trashed_at IS ? AND id IN (SELECT value FROM json_each(?))`).run(at, after, before, asked);
		const moved = this.#db.prepare('UPDATE clippings SET trashed_at = ? WHERE trashed_at IS ? AND id IN (SELECT value FROM json_each(?))').run(after, before, asked);
		if (moved.changes !== ids.length) throw movedOn(said('said.moved.trash'));
	}
}
