// Owns the making of identifiers that hold outside the archive: UUID version 7 (RFC 9562, section 5.7). Must not store them.
import { randomFillSync } from 'node:crypto';

/** Makes UUIDs that grow with the clock, and within one millisecond by a counter (RFC 9562, section 6.2, method 1). */
export function uidSource(clock: () => number): () => string {
	const random = new Uint8Array(10);
	let last = -1;
	let count = 0;
	return () => {
		randomFillSync(random);
		const now = Math.max(clock(), last);
		count = now === last ? count + 1 : ((random[0]! << 3) | (random[1]! & 7)) & 0x7ff;
		last = now;
		// 12 bits of counter: when they are used up, time is borrowed from the next millisecond.
		if (count > 0xfff) {
			last += 1;
			count = 0;
		}
		const time = last.toString(16).padStart(12, '0');
		const rest = [...random.subarray(2)].map((byte, i) => (i === 0 ? 0x80 | (byte & 0x3f) : byte).toString(16).padStart(2, '0')).join('');
		return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${rest.slice(0, 4)}-${rest.slice(4)}`;
	};
}

export const uidBytes = (uid: string): Uint8Array => Buffer.from(uid.replaceAll('-', ''), 'hex');

export function uidText(bytes: Uint8Array): string {
	const hex = Buffer.from(bytes).toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The least and greatest uid that begin with these hexadecimal digits (8 to 32, hyphens allowed); null when `text` is no such beginning. */
export function uidRange(text: string): { from: Uint8Array; to: Uint8Array } | null {
	const digits = text.replaceAll('-', '').toLowerCase();
	if (!/^[0-9a-f]{8,32}$/.test(digits)) return null;
	return { from: Buffer.from(digits.padEnd(32, '0'), 'hex'), to: Buffer.from(digits.padEnd(32, 'f'), 'hex') };
}
