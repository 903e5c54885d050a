// Owns a kept date as citation formats take it: whole years, months and days, and nothing that was not printed. Must not read printed text.
import type { KeptDate } from '../../shared/model';

/** Year, month and day as far as the date goes. */
export type DateParts = [number] | [number, number] | [number, number, number];

export interface CitedDate {
	/** One date, or the first and last of a span. Empty when only its words are known. */
	parts: DateParts[];
	/** 1 spring to 4 winter, with a year alone. */
	season: number | null;
	isApproximate: boolean;
	/** As printed. */
	printed: string;
}

const SINGLE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?$/;

/** A date as it may be cited. What EDTF leaves unspecified (`199X`, `1999-XX`) ends the date before it; a decade alone has only its words. */
export function citedDate(date: KeptDate): CitedDate {
	const { printed } = date;
	const cited: CitedDate = { parts: [], season: null, isApproximate: false, printed };
	const [start, end] = (date.edtf ?? '').split('/');
	for (const one of [start, end]) {
		const hit = one ? SINGLE.exec(one.replace(/(?:-XX)+/g, '')) : null;
		if (!hit) {
			if (one) return { ...cited, parts: [], season: null };
			continue;
		}
		const [year, month, day] = [Number(hit[1]), Number(hit[2] ?? 0), Number(hit[3] ?? 0)];
		if (hit[4]) cited.isApproximate = true;
		if (month >= 21 && month <= 24) cited.season = month - 20;
		cited.parts.push(month === 0 || month > 12 ? [year] : day === 0 ? [year, month] : [year, month, day]);
	}
	if (cited.parts.length > 1) cited.season = null;
	return cited;
}

/** A date as ISO 8601 as far as it goes: "1982-03". Null when it is no single one. */
export function isoOf({ parts }: CitedDate): string | null {
	const [only, more] = parts;
	if (!only || more) return null;
	return only.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}
