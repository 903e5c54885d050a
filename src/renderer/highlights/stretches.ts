// Owns how hits and highlights of one part of a text are laid over each other: stretches that bear the same highlights, in pieces that are hits or not. Pure.
import type { Annotation, HighlightColour, TextPart } from '../../shared/annotation';
import { CodePoints } from '../../shared/annotation';
import type { Piece } from '../../shared/model';

/** A highlight as far as it stands in one part, in UTF-16 code units of the part's text. */
export interface LocalMark {
	uid: string;
	colour: HighlightColour;
	hasNote: boolean;
	start: number;
	end: number;
	/** It begins in this part. */
	begins: boolean;
	/** It ends in this part. */
	ends: boolean;
	/** Of the whole highlight, in code points. */
	length: number;
}

export interface Stretch {
	/** The highlights it bears, the one on top first: the shortest, and of equals the one made last. */
	marks: readonly LocalMark[];
	/** The highlight that begins with it. */
	opens: LocalMark | null;
	/** `isLead` where the dateline stands. */
	pieces: readonly (Piece & { isLead: boolean })[];
}

/** The highlights of a text as they stand in each of its parts, by the part's number. */
export function marksByPart(parts: readonly TextPart[], annotations: readonly Annotation[]): ReadonlyMap<number, readonly LocalMark[]> {
	const byPart = new Map<number, LocalMark[]>();
	for (const { uid, colour, note, at } of annotations) {
		if (!at) continue;
		for (const [number, part] of parts.entries()) {
			if (part.end <= at.start || part.start >= at.end) continue;
			const points = new CodePoints(part.text);
			const mark: LocalMark = {
				uid, colour, hasNote: note !== '', length: at.end - at.start,
				start: points.unit(at.start - part.start), end: points.unit(at.end - part.start),
				begins: at.start >= part.start, ends: at.end <= part.end + 1,
			};
			byPart.set(number, [...(byPart.get(number) ?? []), mark]);
		}
	}
	return byPart;
}

/** Cuts a text, already cut into hits and what is none, wherever a highlight begins or ends. `lead` code units are the dateline. */
export function stretchesOf(pieces: readonly Piece[], marks: readonly LocalMark[], lead = 0): Stretch[] {
	const cuts = [...new Set([...marks.flatMap(({ start, end }) => [start, end]), lead])].sort((a, b) => a - b);
	const stretches: { marks: LocalMark[]; opens: LocalMark | null; pieces: (Piece & { isLead: boolean })[] }[] = [];
	const opened = new Set<string>();
	let at = 0;
	for (const { text, hit } of pieces) {
		const end = at + text.length;
		const inside = cuts.filter((cut) => cut > at && cut < end);
		for (const [nth, from] of [at, ...inside].entries()) {
			const to = inside[nth] ?? end;
			const piece = { text: text.slice(from - at, to - at), hit, isLead: from < lead };
			const here = marks.filter(({ start, end: last }) => start <= from && last >= to && last > from).sort((a, b) => a.length - b.length || marks.indexOf(b) - marks.indexOf(a));
			const last = stretches.at(-1);
			if (last && last.marks.length === here.length && last.marks.every((mark, step) => mark === here[step])) {
				last.pieces.push(piece);
				continue;
			}
			const opens = here.find(({ uid, begins }) => begins && !opened.has(uid)) ?? null;
			for (const { uid } of here) opened.add(uid);
			stretches.push({ marks: here, opens, pieces: [piece] });
		}
		at = end;
	}
	return stretches;
}
