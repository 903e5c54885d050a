// Owns the table of commands and the help written from it. A command is one line here; help, docs and tests follow.
import { list, search, showCommand } from './browse';
import { flag, restore, tagCommand, trash, unflag } from './change';
import { citeCommand } from './cite';
import type { Command } from './command';
import type { Option } from './arguments';
import { conventions } from './conventions';
import { editCommand, mergeCommand } from './edit';
import { checkCommand, exportCommand, formatsCommand, verifyCommand } from './hand-on';
import { highlightCommand, highlightsCommand } from './highlight';
import { historyCommand } from './history';
import { importsCommand, watchCommand } from './intake';
import { collectCommand, collectionsCommand } from './shelve';
import { importCommand, readCommand } from './take-in';
import { timelineCommand } from './over-time';
import { attachCommand, pictureCommand } from './pictures';
import { sampleCommand } from './sample';
import { eventsCommand, proveCommand } from './proofs';
import { savedCommand } from './saved';
import { similarCommand } from './similar';
import { tagsCommand } from './tags';
import { wrap } from './terminal';
import { redo, undo } from './undo';
import { STATUS, STATUS_WORDS } from './words';

/** In the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
	importCommand, importsCommand, watchCommand, list, search, timelineCommand, savedCommand, showCommand, citeCommand, similarCommand, tagCommand, tagsCommand, collectCommand, collectionsCommand, flag, unflag, editCommand, mergeCommand, trash, restore, undo, redo, conventions,
	highlightCommand, highlightsCommand, attachCommand, pictureCommand,
	sampleCommand,
	exportCommand, formatsCommand, verifyCommand, proveCommand, checkCommand, historyCommand, eventsCommand, readCommand,
];

export const commandNamed = (name: string): Command | undefined => COMMANDS.find((command) => command.name === name);

/** Options that every command has. */
export const COMMON: readonly Option[] = [
	{ name: 'archive', value: 'DIR', says: 'The archive\'s folder. Else $CUTTINGS_ARCHIVE, else Cuttings in your home.' },
	{ name: 'json', says: 'One JSON object a line, and as last line {"summary":{…}}.' },
	{ name: 'help', says: 'What the command does and takes.' },
];

const optionLabel = ({ name, value }: Option): string => `--${name}${value === undefined ? '' : ` ${value}`}`;

/** How a command is written: "cuttings export [ID...] --format F --to DIR [--query Q]". */
export function usage({ name, operands, options }: Command): string {
	const parts = options.map((option) => {
		const label = optionLabel(option) + (option.many ? '...' : '');
		return option.required ? label : `[${label}]`;
	});
	return ['cuttings', name, operands.label, ...parts].filter(Boolean).join(' ');
}

function table(rows: readonly (readonly [string, string])[], columns: number): string[] {
	const first = Math.max(...rows.map(([label]) => label.length)) + 4;
	return rows.flatMap(([label, text]) =>
		wrap(text, columns - first).map((line, at) => `${at === 0 ? `  ${label}`.padEnd(first) : ' '.repeat(first)}${line}`));
}

/** The page that `cuttings --help` prints. */
export function overview(columns: number): string[] {
	return [
		'Cuttings keeps an archive of press clippings on your own disk.', '',
		'cuttings COMMAND [--archive DIR] [--json]', '',
		...table(COMMANDS.map((command) => [command.name, command.says]), columns), '',
		'Options of every command', '',
		...table([...COMMON, { name: 'version', says: 'Which Cuttings this is, and on what it runs.' }].map((option) => [optionLabel(option), option.says]), columns), '',
		'Exit status', '',
		...table(Object.entries(STATUS).map(([name, status]) => [String(status), STATUS_WORDS[name as keyof typeof STATUS]]), columns), '',
		'cuttings COMMAND --help says more.',
	];
}

/** The page that `cuttings COMMAND --help` prints. */
export function help(command: Command, columns: number): string[] {
	return [
		...wrap(usage(command), columns), '',
		...wrap(command.says, columns),
		...command.more.flatMap((paragraph) => ['', ...wrap(paragraph, columns)]), '',
		'Options', '',
		...table([...command.options, ...COMMON].map((option) => [optionLabel(option), option.says]), columns), '',
		'Examples', '',
		...command.examples.map((example) => `  ${example}`),
	];
}
