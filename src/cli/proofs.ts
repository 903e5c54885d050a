// Owns the commands about what is proven and what was done: prove, events.
import type { LoggedEvent, Proof } from '../shared/exporting';
import { sayOf } from '../shared/words/say';
import type { Archive } from '../core/archive';
import { Misuse } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import type { Output } from './output';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

const count = (number: number): string => number.toLocaleString('en');
const plural = (number: number, one: string, many: string): string => `${count(number)} ${number === 1 ? one : many}`;
/** Differences that are printed. */
const PRINTED = 20;
const value = (text: string | null): string => (text === null ? '(not there)' : `“${harmless(text)}”`);

/** What was compared, and every difference that is known up to a number. */
export async function printProof(out: Output, { outcome, clippings: compared, rows, files, bytes, different, differences }: Proof, says = { pass: 'Proven: what came back is what went out.', fail: 'NOT PROVEN' }): Promise<void> {
	await out.line(`Compared ${clippings(compared)}, ${plural(rows, 'row', 'rows')} and ${plural(files, 'file', 'files')}, ${plural(bytes, 'byte', 'bytes')}.`);
	if (outcome === 'pass') return out.line(says.pass);
	await out.line(`${says.fail}: ${plural(different, 'thing differs', 'things differ')}.`);
	for (const { table, key, column, left, right } of differences.slice(0, PRINTED)) await out.line(`  ${table} ${harmless(key)}${column === null ? '' : ` ${harmless(column)}`}: ${value(left)} → ${value(right)}`);
	if (different > PRINTED) await out.line(`  and ${count(different - PRINTED)} more.`);
}

async function prove(context: Context): Promise<Status> {
	const { args, out, json, bar, signal } = context;
	const archive = await context.archive();
	const { bag, proof, more } = await archive.prove(args.operands[0]!, { signal, onProgress: bar.show });
	bar.hide();
	const isWhole = bag.findings.length === 0;
	if (json) {
		for (const finding of bag.findings) await out.json({ finding: { ...finding, what: sayOf(finding.what) } });
		for (const difference of proof.differences) await out.json({ difference });
		const { differences: _, ...counts } = proof;
		await out.json({ summary: { ...counts, outcome: isWhole ? proof.outcome : 'fail', bagIsWhole: isWhole, findings: bag.findings.length, notInTheBag: more } });
	} else {
		for (const { kind, file, what } of bag.findings) await out.line(`${kind}: ${harmless(file)}: ${harmless(sayOf(what))}`);
		await out.line(isWhole ? 'The bag is whole.' : `${plural(bag.findings.length, 'thing is', 'things are')} not as the bag says.`);
		await printProof(out, proof, { pass: 'Everything in the bag is in the archive as it is now.', fail: 'The archive and the bag are not the same any more (archive → bag)' });
		if (more > 0) await out.line(`The archive holds ${clippings(more)} that are not in the bag.`);
	}
	return isWhole && proof.outcome === 'pass' ? STATUS.done : STATUS.partly;
}

export const proveCommand: Command = {
	name: 'prove',
	says: 'Hold an archive package against the archive: the same content, or what has changed since.',
	more: [
		'First the bag is verified. Then it is imported into an archive of its own, in a temporary folder, and that is compared with the open one: every field, text, note, tag, highlight and event of each clipping in the bag, and every original and picture byte for byte. Clippings that the bag does not hold are counted.',
		'What came of it is written into the archive\'s record (cuttings events). Neither bag nor clippings are changed.',
	],
	examples: ["cuttings prove 'Cuttings export 2026-11-22'", "cuttings prove --json 'Cuttings export 2026-11-22'"],
	operands: { label: 'BAG', least: 1, most: 1 },
	options: [],
	use: 'notes',
	run: prove,
};

/** What an event says beyond its type, in a few words. Records of many years and programs: nothing is taken for granted. */
function inWords({ detail }: LoggedEvent): string {
	if (detail === null || typeof detail !== 'object') return detail === null ? '' : String(detail);
	const said = detail as Record<string, unknown>;
	const parts = ['outcome', 'format', 'name', 'package', 'backup'].flatMap((key) => (typeof said[key] === 'string' ? [said[key]] : []));
	const counts = ['clippings', 'originals', 'files', 'different'].flatMap((key) => (typeof said[key] === 'number' ? [`${count(said[key])} ${key}`] : []));
	const changed = said['after'] !== null && typeof said['after'] === 'object' ? Object.keys(said['after']) : [];
	return [...parts, ...counts, ...changed].join(', ');
}

const LIMIT = 50;
const PAGE = 500;

function* eventsOf(archive: Archive, window: { of: Parameters<Archive['events']>[0]['of']; type: string | null }, most: number): Generator<LoggedEvent> {
	let before: number | null = null;
	for (let left = most; left > 0;) {
		const page = archive.events({ ...window, before, limit: Math.min(PAGE, left) });
		if (page.length === 0) return;
		yield* page;
		left -= page.length;
		before = page.at(-1)!.id;
	}
}

async function events(context: Context): Promise<Status> {
	const { args, out, json } = context;
	if (args.has('archive-only') && args.operands.length > 0) throw new Misuse('events takes either a clipping or --archive-only, not both.', 'events');
	const archive = await context.archive();
	const of = args.has('archive-only') ? 'whole' as const : args.operands[0] === undefined ? null : archive.clippings.find(args.operands[0]);
	const most = args.has('all') ? Infinity : args.count('limit') ?? LIMIT;
	let total = 0;
	for (const event of eventsOf(archive, { of, type: args.one('type') }, most)) {
		total += 1;
		const { id, at, type, clipping, headline, detail } = event;
		if (json) await out.json({ id, at: new Date(at).toISOString(), type, clipping, headline, detail });
		else await out.line([new Date(at).toISOString().replace('T', ' ').slice(0, 19), type, clipping === null ? 'the archive' : `${clipping} ${harmless(headline ?? '')}`, harmless(inWords(event))].join('\t'));
	}
	if (json) await out.json({ summary: { total } });
	else if (total === 0) await out.line('Nothing is written down.');
	return STATUS.done;
}

export const eventsCommand: Command = {
	name: 'events',
	says: 'The archive\'s record of what was done to it, newest first.',
	more: ['In the terms of PREMIS: ingestion, modification, deletion, fixity check, validation (a proof), dissemination (an export), migration, recovery. Of one clipping, of the archive as a whole, or of all. Times are UTC. The record is only ever added to.'],
	examples: ['cuttings events --archive-only', 'cuttings events 12', "cuttings events --type 'fixity check' --json"],
	operands: { label: '[ID]', least: 0, most: 1 },
	options: [
		{ name: 'archive-only', says: 'Only what was done to the archive as a whole: exports, proofs, checks.' },
		{ name: 'type', value: 'TYPE', says: 'Only events of this type.' },
		{ name: 'limit', value: 'N', says: `At most so many. ${LIMIT} when not given.` },
		{ name: 'all', says: 'All of them.' },
	],
	use: 'browses',
	run: events,
};

