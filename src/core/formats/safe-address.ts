// Owns which addresses may be followed from what was imported. Pure.
/** An address a reader may follow by hand: http, https or mailto; null for anything else, and for what is not an absolute address. */
export function safeAddress(address: string | null, base: string | null): string | null {
	if (address === null || address.length > 4000) return null;
	try {
		const url = base ? new URL(address, base) : new URL(address);
		if (url.protocol !== 'http:' && url.protocol !== 'https:' && url.protocol !== 'mailto:') return null;
		if (url.username || url.password) return null;
		return url.href;
	} catch {
		return null;
	}
}
