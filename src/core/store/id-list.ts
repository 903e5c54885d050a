// Owns how a list of clippings is written down in little room: sorted, runs of neighbours as one. Pure.
import type { ClippingId } from '../../shared/model';

/** Ids in rising order as "first.more" runs in base 36, each first counted from the end of the run before: "a.4 2 1.9". */
export function packIds(ids: readonly ClippingId[]): string {
	const sorted = [...new Set(ids)].sort((a, b) => a - b);
	const runs: string[] = [];
	let end = 0;
	for (let at = 0; at < sorted.length;) {
		const first = sorted[at]!;
		let more = 0;
		while (sorted[at + more + 1] === first + more + 1) more += 1;
		runs.push((first - end).toString(36) + (more > 0 ? `.${more.toString(36)}` : ''));
		end = first + more;
		at += more + 1;
	}
	return runs.join(' ');
}

export function unpackIds(packed: string): ClippingId[] {
	const ids: ClippingId[] = [];
	let end = 0;
	for (const run of packed.split(' ').filter(Boolean)) {
		const [first = '', more = '0'] = run.split('.');
		const from = end + Number.parseInt(first, 36);
		end = from + Number.parseInt(more, 36);
		for (let id = from; id <= end; id++) ids.push(id as ClippingId);
	}
	return ids;
}
