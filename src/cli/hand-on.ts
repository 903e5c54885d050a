// Owns the commands that hand on and prove: export, formats, check.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formats } from '../core/exporting/formats';
import { Fault } from '../shared/errors';
import { FormatId, Query, type CheckReport, type Selection } from '../shared/model';
import type { Archive } from '../core/archive';
import { Misuse, type Arguments } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { column, harmless, width, wrap } from './terminal';
import { STATUS, type Status } from './words';

const count = (number: number): string => number.toLocaleString('en');
const plural = (number: number, one: string, many: string): string => `${count(number)} ${number === 1 ? one : many}`;

function chosen(archive: Archive, args: Arguments): Selection {
	const text = args.one('query');
	const names = args.all('tag');
	if (args.operands.length > 0) {
		if (text !== null || names.length > 0) throw new Misuse('export takes either clippings by their ID or --query and --tag, not both.', 'export');
		return { of: 'clippings', ids: [...new Set(args.operands.map((reference) => archive.clippings.find(reference)))] };
	}
	if (text === null && names.length === 0) return { of: 'everything' };
	const tags = names.map((name) => {
		const tag = archive.tags.named(name);
		if (!tag) throw new Fault('tag/missing', { name });
		return tag.id;
	});
	return { of: 'query', query: Query.parse({ text: text ?? '', tags, sort: text === null ? 'newest' : 'relevance' }) };
}

/** Makes the folder to export to when it is not there. */
async function ensureFolder(path: string): Promise<void> {
	try {
		await mkdir(path, { recursive: true });
	} catch (cause) {
		throw new Fault('export/unwritable', { path }, { cause });
	}
}

async function exportClippings(context: Context): Promise<Status> {
	const { args, out, json, bar, signal } = context;
	const format = args.oneOf('format', FormatId.options);
	const folder = args.one('to');
	if (format === null || folder === null) throw new Misuse('export needs --format and --to.', 'export');
	const archive = await context.archive();
	const selection = chosen(archive, args);
	const target = resolve(folder);
	await ensureFolder(target);
	const made = await archive.export(selection, format, target, { signal, onProgress: bar.show });
	bar.hide();
	if (made.cancelled) {
		if (json) await out.json({ summary: { clippings: 0, files: 0, bytes: 0, cancelled: true } });
		else await out.line('Stopped. Nothing was left behind.');
		return STATUS.cancelled;
	}
	if (json) {
		await out.json({ path: made.path, name: made.name, format });
		await out.json({ summary: { clippings: made.clippings, files: made.files, bytes: made.bytes } });
	} else {
		await out.line(`Exported ${clippings(made.clippings)} in ${plural(made.files, 'file', 'files')}, ${plural(made.bytes, 'byte', 'bytes')}, to:`);
		await out.line(harmless(made.path));
	}
	return STATUS.done;
}

async function listFormats({ out, json }: Context): Promise<Status> {
	const all = formats();
	if (json) {
		for (const format of all) await out.json(format);
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
		for (const { what, becomes } of format.loses) await print(`Cannot carry: ${what}. ${becomes}`);
	}
	return STATUS.done;
}

async function printReport({ out, json }: Context, report: CheckReport): Promise<void> {
	const { originals, clippings: checked, pictures, bytes, findings, cancelled } = report;
	if (json) {
		for (const finding of findings) await out.json(finding);
		await out.json({ summary: { originals, clippings: checked, pictures, bytes, findings: findings.length, ...(cancelled ? { cancelled } : {}) } });
		return;
	}
	for (const { what, id } of findings) await out.line(`${id === null ? '' : `Clipping ${id}: `}${harmless(what)}`);
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

export const exportCommand: Command = {
	name: 'export',
	says: 'Export clippings into a new folder.',
	more: [
		'Exports everything outside the trash, or what --query and --tag find, or the clippings given. The result is a new folder inside DIR, named after the day; nothing is ever overwritten. It appears when it is whole: an export that is stopped or fails leaves nothing.',
		'Every original and picture is proven against its SHA-256 while it is copied. When one is missing or altered, the export stops and names the clipping; cuttings check lists all such.',
	],
	examples: ['cuttings export --format markdown --to ~/Desktop', "cuttings export --format jsonl --to . --query 'shipyard strike'", 'cuttings export 12 13 --format markdown --to .'],
	operands: { label: '[ID...]', least: 0, most: Infinity },
	options: [
		{ name: 'format', value: 'F', required: true, says: `One of ${FormatId.options.join(', ')}. cuttings formats says what each carries.` },
		{ name: 'to', value: 'DIR', required: true, says: 'The folder in which the new folder is made. Made itself when it is not there.' },
		{ name: 'query', value: 'Q', says: 'Only what this finds, as in search.' },
		{ name: 'tag', value: 'NAME', many: true, says: 'Only clippings that carry this tag; given again, all of them.' },
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
