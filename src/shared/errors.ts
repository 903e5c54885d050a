// Owns the closed list of things that can be refused, with the facts each carries. Outcomes (already here, skipped, not a clipping) are not errors and do not belong here.
import type { Said } from './said';

/** What each fault carries. Paths are for people to read, never for the page to use. */
export interface FaultFacts {
	'archive/missing': { path: string };
	'archive/not-an-archive': { path: string };
	'archive/newer': { path: string; version: number; supported: number };
	'archive/locked': { path: string };
	'archive/corrupt': { path: string; detail: Said; backups: string[] };
	'archive/read-only': { path: string };
	'disk/full': { path: string };
	'disk/denied': { path: string };
	'disk/missing': { path: string };
	'source/unsupported': { name: string; kind: Said };
	'source/unreadable': { name: string; detail: Said };
	/** A bag in which files are not as it says. `flaws` names the first of `count`. */
	'bag/not-whole': { path: string; name: string; count: number; flaws: { kind: 'missing' | 'added' | 'altered' | 'malformed' | 'unsafe'; file: string; what: Said }[] };
	'source/too-large': { name: string; bytes: number; limit: number };
	'clipping/missing': { id: number };
	/** `picture` is its number, or its SHA-256. */
	'picture/missing': { picture: string };
	'tag/missing': { name: string };
	'tag/taken': { name: string };
	'tag/unusable': { name: string; reason: Said };
	/** The preview is no longer known; it is asked for again. */
	'batch/gone': { id: number };
	'merge/unfit': { detail: Said };
	'history/nothing': { way: 'undo' | 'redo' };
	'history/moved-on': { label: Said; detail: Said };
	'annotation/missing': { uid: string };
	/** `quote` are the words, cut where they are many. */
	'annotation/not-there': { quote: string };
	'date/not-a-reading': { printed: string; reading: string };
	/** Neither a year, a month, a day nor "..". */
	'embargo/unreadable': { text: string };
	'convention/missing': { publication: string };
	'collection/missing': { name: string };
	'collection/taken': { name: string };
	'collection/unusable': { name: string; reason: Said };
	'search/missing': { name: string };
	'search/taken': { name: string };
	'search/unusable': { name: string; reason: Said };
	'import/missing': { id: number };
	'folder/unwatchable': { path: string; reason: Said };
	'folder/missing': { id: number };
	'export/target-exists': { path: string };
	'export/unwritable': { path: string };
	/** A format that is printed, where printing cannot be had. `reason` is a sentence. */
	'export/no-printer': { reason: string };
	/** More than is handed out at once by another way than an export. */
	'export/too-large': { bytes: number; limit: number };
	/** The system knows no printer of paper. */
	'print/no-printer': Record<string, never>;
	/** `reason` is the system's own word for it. */
	'print/failed': { reason: string };
	'request/invalid': { operation: string; issues: string[] };
	'host/restarting': Record<string, never>;
	'cancelled': Record<string, never>;
	'internal': { incident: string };
}

export type FaultCode = keyof FaultFacts;

/** A request that could not be honoured. `code` decides the words and the exit status; `facts` fill them in. */
export class Fault<C extends FaultCode = FaultCode> extends Error {
	override readonly name = 'Fault';
	readonly code: C;
	readonly facts: FaultFacts[C];

	constructor(code: C, facts: FaultFacts[C], options?: { cause?: unknown }) {
		super(`${code} ${JSON.stringify(facts)}`, options);
		this.code = code;
		this.facts = facts;
	}

	/** Narrows an unknown error to a fault of the given code. */
	static is<K extends FaultCode>(error: unknown, code?: K): error is Fault<K> {
		return error instanceof Fault && (code === undefined || (error.code as FaultCode) === code);
	}
}

/** A fault as it crosses a port. */
export interface WireFault {
	code: FaultCode;
	facts: FaultFacts[FaultCode];
}

/** Turns any thrown value into a wire fault. Anything that is not a fault is a bug: `report` logs it and returns its incident id. */
export function toWire(error: unknown, report: (error: unknown) => string): WireFault {
	if (error instanceof Fault) return { code: error.code as FaultCode, facts: error.facts };
	if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', facts: {} };
	return { code: 'internal', facts: { incident: report(error) } };
}

export function fromWire(wire: WireFault): Fault {
	return new Fault(wire.code, wire.facts);
}
