// Owns the carrying out of a merge of two clippings, forwards and back: which one the other is part of, and whose its originals are. Must not decide what is merged.
import { isDeepStrictEqual } from 'node:util';
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { movedOn, type ChangeOf, type MergeState } from './changes';
import { Events } from './events';
import type { WriteDb } from './open';

/** Works inside a transaction that the caller opened. */
export class MergeRows {
	readonly #db: WriteDb;
	readonly #events: Events;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#events = new Events(db);
	}

	/** How a clipping stands, with the originals given. */
	state(clipping: ClippingId, originals: readonly number[]): MergeState | null {
		const row = this.#db.prepare<{ into: ClippingId | null; trashedAt: number | null }>('SELECT merged_into AS "into", trashed_at AS trashedAt FROM clippings WHERE id = ?').get(clipping);
		if (!row) return null;
		const rows = this.#db.prepare<{ id: number; clipping: ClippingId; cameWith: ClippingId | null }>(
			'SELECT id, clipping, came_with AS cameWith FROM originals WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').all(JSON.stringify(originals));
		return { ...row, originals: rows.map((one): MergeState['originals'][number] => [one.id, one.clipping, one.cameWith]) };
	}

	/** The change that makes a clipping part of another. */
	change(clipping: ClippingId, into: ClippingId, at: number): ChangeOf<'merging'> {
		const before = this.state(clipping, this.#db.pluck<number>('SELECT id FROM originals WHERE clipping = ?').all(clipping))!;
		const originals = before.originals.map(([id, , cameWith]): MergeState['originals'][number] => [id, into, cameWith ?? clipping]);
		return { is: 'merging', clipping, before, after: { into, trashedAt: at, originals } };
	}

	carry({ clipping, before, after }: ChangeOf<'merging'>, at: number): void {
		if (!isDeepStrictEqual(this.state(clipping, before.originals.map(([id]) => id)), before)) throw movedOn(said('said.moved.merged'));
		for (const [id, of, cameWith] of after.originals) this.#db.prepare('UPDATE originals SET clipping = ?, came_with = ? WHERE id = ?').run(of, cameWith, id);
		this.#db.prepare('UPDATE clippings SET merged_into = ?, trashed_at = ? WHERE id = ?').run(after.into, after.trashedAt, clipping);
		this.#events.note(at, 'modification', clipping, { before: { mergedInto: before.into }, after: { mergedInto: after.into } });
		const other = after.into ?? before.into;
		if (other !== null) this.#events.note(at, 'modification', other, after.into === null ? { parted: clipping } : { merged: clipping });
	}
}
