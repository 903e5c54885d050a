// Owns when a clipping is restricted: its embargo is not over. Must not decide what follows from that.
import { Fault } from '../../shared/errors';
import type { ClippingId } from '../../shared/model';
import type { ReadDb } from './open';
import { uidText } from './uid';

/** A clipping that is kept back, and until when: EDTF, to the end of which it is restricted, or ".." for no end that is known. */
export interface Restriction { id: ClippingId; headline: string; uid: string; embargo: string }

/**
 * True of an embargo that is not over on a day: the day, month or year it names has not passed. A date that is shorter is compared
 * with as much of the day. @param column the embargo; the day ("2026-11-22") is the parameter
 */
export const isRestricted = (column: string): string => `(${column} IS NOT NULL AND (${column} = '..' OR ${column} >= substr(?, 1, length(${column}))))`;

const DAY = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** An embargo as it is kept: a year, month or day as EDTF writes them, "..", or null. `embargo/unreadable` when it is none of these. */
export function embargoOf(typed: string | null): string | null {
	const text = (typed ?? '').trim();
	if (text === '') return null;
	if (text === '..') return text;
	const [, year, month, day] = DAY.exec(text) ?? [];
	const last = new Date(Date.UTC(Number(year), Number(month ?? 1), 0)).getUTCDate();
	const isDate = year !== undefined && (month === undefined || (Number(month) >= 1 && Number(month) <= 12)) && (day === undefined || (Number(day) >= 1 && Number(day) <= last));
	if (!isDate) throw new Fault('embargo/unreadable', { text });
	return text;
}

/** Of these clippings, those that are restricted on a day ("2026-11-22"), in the order given. */
export function restrictedOf(db: ReadDb, ids: readonly ClippingId[], today: string): Restriction[] {
	const found = new Map<ClippingId, Restriction>();
	for (const { uid, ...row } of db.prepare<{ id: ClippingId; headline: string; uid: Uint8Array; embargo: string }>(
		`SELECT id, headline, uid, embargo FROM clippings WHERE ${isRestricted('embargo')}`).all(today)) found.set(row.id, { ...row, uid: uidText(uid) });
	return found.size === 0 ? [] : ids.flatMap((id) => found.get(id) ?? []);
}
