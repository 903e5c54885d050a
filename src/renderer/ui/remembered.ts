// Owns what a window remembers of its own shape between two runs. Must not hold anything of the archive.

const PREFIX = 'cuttings.';

/** Reads a remembered value, or `otherwise` when there is none or it is not of that shape. */
export function recall<T>(name: string, otherwise: T, isFit: (value: unknown) => value is T): T {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
		return isFit(value) ? value : otherwise;
	} catch {
		return otherwise;
	}
}

/** A window that may not store anything still works: it only forgets. */
export function remember(name: string, value: unknown): void {
	try {
		localStorage.setItem(PREFIX + name, JSON.stringify(value));
	} catch {
		return;
	}
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every((word) => typeof word === 'string');
