// Owns the table of commands and the help written from it. A command is one line here; help, docs and tests follow.
import { list, search, showCommand, tagsCommand } from './browse';
import { restore, tagCommand, trash } from './change';
import type { Command } from './command';
import type { Option } from './arguments';
import { conventions } from './conventions';
import { checkCommand, exportCommand, formatsCommand } from './hand-on';
import { importsCommand, watchCommand } from './intake';
import { collectCommand, collectionsCommand } from './shelve';
import { importCommand, readCommand } from './take-in';
import { attachCommand, pictureCommand } from './pictures';
import { wrap } from './terminal';
import { redo, undo } from './undo';
import { STATUS, STATUS_WORDS } from './words';

/** In the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
	importCommand, importsCommand, watchCommand, list, search, showCommand, tagCommand, tagsCommand, collectCommand, collectionsCommand, trash, restore, undo, redo, conventions,
	attachCommand, pictureCommand,
	exportCommand, formatsCommand, checkCommand, readCommand,
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
