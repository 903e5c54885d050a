// Owns how words of a clipping are quoted elsewhere, as plain text. Its citation is added by whoever copies. Pure.

/** “Typed and unsigned” */
export function quoted(exact: string): string {
	const words = exact.replace(/\s*\n\s*/g, ' ').trim();
	return words.includes('“') || words.includes('"') ? `‘${words}’` : `“${words}”`;
}
