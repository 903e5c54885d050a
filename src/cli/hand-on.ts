// Owns the commands that hand on and prove: export, formats, check.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formats } from '../core/exporting/formats';
import { canStand, LONGEST_TEXT, type FormatOption, type FormatWays, type OptionValue } from '../shared/exporting';
import { Fault } from '../shared/errors';
import { FormatId, Query, type CheckReport, type Selection } from '../shared/model';
import { sayOf } from '../shared/words/say';
import type { Archive } from '../core/archive';
import { verifyBag } from '../core/keeping/verify-bag';
import { Misuse, type Arguments, type Option } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { printProof } from './proofs';
import { column, harmless, width, wrap } from './terminal';
import { STATUS, type Status } from './words';

const count = (number: number): string => number.toLocaleString('en');
const plural = (number: number, one: string, many: string): string => `${count(number)} ${number === 1 ? one : many}`;

function chosen(archive: Archive, args: Arguments): Selection {
	const text = args.one('query');
	const names = args.all('tag');
	const [path, saved] = [args.one('collection'), args.one('saved')];
	if (args.operands.length > 0) {
		if (text !== null || names.length > 0 || path !== null || saved !== null) throw new Misuse('export takes either clippings by their ID or what --query, --tag, --collection or --saved find, not both.', 'export');
		return { of: 'clippings', ids: [...new Set(args.operands.map((reference) => archive.clippings.find(reference)))] };
	}
	if (saved !== null) {
		if (text !== null || names.length > 0 || path !== null) throw new Misuse('--saved stands for a whole search; nothing else can be asked with it.', 'export');
		const found = archive.searches.named(saved);
		if (!found) throw new Fault('search/missing', { name: saved });
		return { of: 'query', query: found.query };
	}
	if (text === null && names.length === 0 && path === null) return { of: 'everything' };
	const collection = path === null ? null : archive.collections.named(path);
	if (path !== null && collection === null) throw new Fault('collection/missing', { name: path });
	const tags = names.map((name) => {
		const tag = archive.tags.named(name);
		if (!tag) throw new Fault('tag/missing', { name });
		return tag.id;
	});
	return { of: 'query', query: Query.parse({ text: text ?? '', tags, collection, sort: text === null ? 'newest' : 'relevance' }) };
}

/** Makes the folder to export to when it is not there. */
async function ensureFolder(path: string): Promise<void> {
	try {
		await mkdir(path, { recursive: true });
	} catch (cause) {
		throw new Fault('export/unwritable', { path }, { cause });
	}
}

/** "yes|no", "publication|year|collection"; what stands without being chosen comes first. */
function optionValue(option: FormatOption): string {
	switch (option.kind) {
		case 'switch': return option.default ? 'yes|no' : 'no|yes';
		case 'choice': return [option.default, ...option.choices.map(({ id }) => id).filter((id) => id !== option.default)].join('|');
		case 'text': return 'TEXT';
	}
}

/** What was given for an option; null when nothing was. */
function givenFor(args: Arguments, option: FormatOption): OptionValue | null {
	if (option.kind === 'text') {
		const text = args.one(option.id);
		if (text !== null && !canStand(option, text)) throw new Misuse(`--${option.id} takes at most ${LONGEST_TEXT} characters.`, 'export');
		return text;
	}
	const value = args.oneOf(option.id, option.kind === 'switch' ? ['yes', 'no'] : option.choices.map(({ id }) => id));
	return value === null || option.kind !== 'switch' ? value : value === 'yes';
}

/** The options that formats declare, one flag for all formats that have the same one. */
function formatFlags(): Option[] {
	const by = new Map<string, { option: FormatOption; of: string[] }>();
	for (const { id, options } of formats()) for (const option of options) {
		const known = by.get(option.id);
		if (known) known.of.push(id);
		else by.set(option.id, { option, of: [id] });
	}
	return [...by.values()].map(({ option, of }) => ({ name: option.id, value: optionValue(option), says: `${option.says} For ${of.join(', ')}.` }));
}

/** What was chosen of the format's options. Options of other formats are refused: they would do nothing. */
function waysOf(args: Arguments, format: FormatId): FormatWays {
	const own = formats().find(({ id }) => id === format)!.options;
	for (const { name } of formatFlags()) if (args.has(name) && !own.some(({ id }) => id === name)) throw new Misuse(`--${name} is no option of ${format}. cuttings formats says which it has.`, 'export');
	return Object.fromEntries(own.flatMap((option) => {
		const value = givenFor(args, option);
		return value === null ? [] : [[option.id, value]];
	}));
}

async function exportClippings(context: Context): Promise<Status> {
	const { args, out, json, bar, signal } = context;
	const format = args.oneOf('format', FormatId.options);
	const folder = args.one('to');
	if (format === null || folder === null) throw new Misuse('export needs --format and --to.', 'export');
	const archive = await context.archive();
	const selection = chosen(archive, args);
	const choices = { ways: waysOf(args, format), withoutRestricted: args.has('without-restricted'), prove: args.has('prove') };
	if (choices.prove && !formats().find(({ id }) => id === format)!.canProve) throw new Misuse(`--prove is for formats that bring everything back: ${formats().filter(({ canProve }) => canProve).map(({ id }) => id).join(', ')}.`, 'export');
	const target = resolve(folder);
	await ensureFolder(target);
	const made = await archive.export(selection, format, target, { signal, onProgress: bar.show, choices, printer: context.printer });
	bar.hide();
	if (made.cancelled) {
		if (json) await out.json({ summary: { clippings: 0, files: 0, bytes: 0, cancelled: true } });
		else await out.line('Stopped. Nothing was left behind.');
		return STATUS.cancelled;
	}
	if (json) {
		await out.json({ path: made.path, name: made.name, format });
		await out.json({ summary: { clippings: made.clippings, files: made.files, bytes: made.bytes, ...(made.leftOut && { leftOut: made.leftOut.count }), ...(made.proof && { proof: made.proof }) } });
	} else {
		await out.line(`Exported ${clippings(made.clippings)} in ${plural(made.files, 'file', 'files')}, ${plural(made.bytes, 'byte', 'bytes')}, to:`);
		await out.line(harmless(made.path));
		if (made.leftOut) await out.line(made.leftOut.count === 0 ? 'Nothing was left out: none is restricted.' : `Left out as restricted: ${clippings(made.leftOut.count)}.`);
		if (made.proof) await printProof(out, made.proof);
	}
	return made.proof?.outcome === 'fail' ? STATUS.partly : STATUS.done;
}

async function listFormats({ out, json }: Context): Promise<Status> {
	const all = formats();
	if (json) {
		for (const format of all) await out.json({ ...format, loses: format.loses.map(({ what, becomes }) => ({ what: sayOf(what), becomes: sayOf(becomes) })) });
		await out.json({ summary: { total: all.length } });
		return STATUS.done;
	}
	const columns = out.surface.columns ?? 80;
	const names = Math.max(...all.map((format) => width(format.id)));
	const indent = ' '.repeat(names + 2);
	const print = async (text: string): Promise<void> => {
		for (const line of wrap(text, columns - names - 2)) await out.line(indent + line);
	};
	for (const [at, format] of all.entries()) {
		if (at > 0) await out.line();
		await out.line(`${out.surface.style(column(format.id, names), 'bold')}  ${format.label}: ${format.hint}`);
		await print(`Carries: ${format.carries.join('; ')}.`);
		for (const option of format.options) await print(`--${option.id} ${optionValue(option)}: ${option.says}`);
		if (format.canProve) await print('--prove: reads the result back and compares everything.');
		for (const { what, becomes } of format.loses) await print(`Cannot carry: ${sayOf(what)}. ${sayOf(becomes)}`);
	}
	return STATUS.done;
}

async function printReport({ out, json }: Context, report: CheckReport): Promise<void> {
	const { originals, clippings: checked, pictures, bytes, findings, cancelled } = report;
	if (json) {
		for (const finding of findings) await out.json({ ...finding, what: sayOf(finding.what) });
		await out.json({ summary: { originals, clippings: checked, pictures, bytes, findings: findings.length, ...(cancelled ? { cancelled } : {}) } });
		return;
	}
	for (const { what, id } of findings) await out.line(`${id === null ? '' : `Clipping ${id}: `}${harmless(sayOf(what))}`);
	const looked = `Checked ${clippings(checked)} and ${plural(originals, 'original', 'originals')}${pictures > 0 ? ` and ${plural(pictures, 'picture', 'pictures')}` : ''}, ${plural(bytes, 'byte', 'bytes')}.`;
	const found = findings.length === 0 ? 'Everything is as it was received.' : `${plural(findings.length, 'thing is', 'things are')} not as it should be.`;
	await out.line(cancelled ? `${looked} Stopped before the end.` : `${looked} ${found}`);
}

async function check(context: Context): Promise<Status> {
	const archive = await context.archive();
	const report = await archive.check({ signal: context.signal, onProgress: context.bar.show });
	context.bar.hide();
	await printReport(context, report);
	if (report.cancelled) return STATUS.cancelled;
	return report.findings.length > 0 ? STATUS.partly : STATUS.done;
}

async function verify({ args, out, json, bar, signal }: Context): Promise<Status> {
	const report = await verifyBag(args.operands[0]!, { signal, onProgress: bar.show });
	bar.hide();
	const { findings, files, bytes, algorithms, version, cancelled } = report;
	if (json) {
		for (const finding of findings) await out.json({ ...finding, what: sayOf(finding.what) });
		await out.json({ summary: { version, files, bytes, algorithms, findings: findings.length, ...(cancelled ? { cancelled } : {}) } });
	} else {
		for (const { kind, file, what } of findings) await out.line(`${kind}: ${harmless(file)}: ${harmless(sayOf(what))}`);
		const looked = `Compared ${plural(files, 'file', 'files')}, ${plural(bytes, 'byte', 'bytes')}, by ${algorithms.join(' and ') || 'nothing'}.`;
		await out.line(`${looked} ${cancelled ? 'Stopped before the end.' : findings.length === 0 ? 'The bag is whole.' : `${plural(findings.length, 'thing is', 'things are')} not as the bag says.`}`);
	}
	if (cancelled) return STATUS.cancelled;
	return findings.length > 0 ? STATUS.partly : STATUS.done;
}

export const verifyCommand: Command = {
	name: 'verify',
	says: 'Prove that a bag is whole: an archive package, or any other (BagIt).',
	more: ['Compares every file with the digests the bag gives, and the bag with what lies in it. Names each file that is missing, added or altered. Needs no archive and changes nothing.'],
	examples: ["cuttings verify 'Cuttings export 2026-11-22'"],
	operands: { label: 'BAG', least: 1, most: 1 },
	options: [],
	use: 'none',
	run: verify,
};

export const exportCommand: Command = {
	name: 'export',
	says: 'Export clippings into a new folder.',
	more: [
		'Exports everything outside the trash, or what --query and --tag find, or the clippings given. The result is a new folder inside DIR, named after the day; nothing is ever overwritten. It appears when it is whole: an export that is stopped or fails leaves nothing.',
		'Every original and picture is proven against its SHA-256 while it is copied. When one is missing or altered, the export stops and names the clipping; cuttings check lists all such.',
	],
	examples: ['cuttings export --format package --prove --to /media/stick', 'cuttings export --format markdown --to ~/Desktop', "cuttings export --format jsonl --to . --query 'shipyard strike'", 'cuttings export 12 13 --format markdown --to .'],
	operands: { label: '[ID...]', least: 0, most: Infinity },
	options: [
		{ name: 'format', value: 'F', required: true, says: `One of ${FormatId.options.join(', ')}. cuttings formats says what each carries.` },
		{ name: 'to', value: 'DIR', required: true, says: 'The folder in which the new folder is made. Made itself when it is not there.' },
		{ name: 'query', value: 'Q', says: 'Only what this finds, as in search.' },
		{ name: 'tag', value: 'NAME', many: true, says: 'Only clippings that carry this tag; given again, all of them.' },
		{ name: 'collection', value: 'PATH', says: 'Only what stands in this collection or below it.' },
		{ name: 'saved', value: 'NAME', says: 'What this saved search finds.' },
		{ name: 'without-restricted', says: 'Leave out clippings whose embargo is not over, and say how many.' },
		{ name: 'prove', says: 'Read the package back into an archive of its own and compare everything, before it gets its name.' },
		...formatFlags(),
	],
	use: 'notes',
	run: exportClippings,
};

export const formatsCommand: Command = {
	name: 'formats',
	says: 'List the formats of export, with what each carries and what it cannot.',
	more: [],
	examples: ['cuttings formats'],
	operands: { label: '', least: 0, most: 0 },
	options: [],
	use: 'none',
	run: listFormats,
};

export const checkCommand: Command = {
	name: 'check',
	says: 'Prove that the archive is whole and every original is what was received.',
	more: ['Reads the whole archive: every original and picture is compared with its SHA-256, and the database and its search index are looked through. Changes nothing but the archive\'s record that it was checked.'],
	examples: ['cuttings check', 'cuttings check --json'],
	operands: { label: '', least: 0, most: 0 },
	options: [],
	use: 'notes',
	run: check,
};
