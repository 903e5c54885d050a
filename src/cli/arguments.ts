// Owns the reading of a command's arguments against the table of commands. Must not print, and must not know what a command does.

/** An option of a command. Without `value` it is a switch. */
export interface Option {
	name: string;
	/** Placeholder of its value in help: "DIR". */
	value?: string;
	/** May be given more than once. */
	many?: boolean;
	required?: boolean;
	says: string;
}

/** What of a command the reading of its arguments needs. */
export interface Grammar {
	name: string;
	operands: { label: string; least: number; most: number };
	options: readonly Option[];
	/** Arguments such as "-strike" are operands here, not misspelt options. */
	dashOperands?: boolean;
}

/** The command line was not understood: exit status 2. */
export class Misuse extends Error {
	override readonly name = 'Misuse';
	readonly command: string | null;

	constructor(message: string, command: string | null = null) {
		super(message);
		this.command = command;
	}
}

export class Arguments {
	readonly operands: readonly string[];
	readonly #values: ReadonlyMap<string, readonly string[]>;
	readonly #command: string;

	constructor(command: string, operands: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
		this.#command = command;
		this.operands = operands;
		this.#values = values;
	}

	has(name: string): boolean {
		return this.#values.has(name);
	}

	one(name: string): string | null {
		return this.#values.get(name)?.at(-1) ?? null;
	}

	all(name: string): readonly string[] {
		return this.#values.get(name) ?? [];
	}

	/** A count: digits only. */
	count(name: string): number | null {
		const text = this.one(name);
		if (text === null) return null;
		if (!/^\d{1,9}$/.test(text)) throw new Misuse(`--${name} takes a number, not “${text}”.`, this.#command);
		return Number(text);
	}

	oneOf<T extends string>(name: string, choices: readonly T[]): T | null {
		const text = this.one(name);
		if (text === null) return null;
		const choice = choices.find((known) => known === text);
		if (choice === undefined) throw new Misuse(`--${name} is one of ${choices.join(', ')}; “${text}” is not.`, this.#command);
		return choice;
	}
}

/** The nearest of some names to a misspelt one, when it is near enough to be meant. */
export function nearest(word: string, names: readonly string[]): string | null {
	let best: string | null = null;
	let least = Math.min(3, Math.ceil(word.length / 2)) + 1;
	for (const name of names) {
		let row = Array.from({ length: name.length + 1 }, (_, at) => at);
		for (let i = 1; i <= word.length; i++) {
			const next = [i];
			for (let j = 1; j <= name.length; j++) {
				const changed = (row[j - 1] ?? 0) + (word[i - 1] === name[j - 1] ? 0 : 1);
				next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
			}
			row = next;
		}
		const distance = row[name.length] ?? Infinity;
		if (distance < least) {
			least = distance;
			best = name;
		}
	}
	return best;
}

const meant = (word: string, names: readonly string[]): string => {
	const near = nearest(word, names);
	return near === null ? '' : ` Was “${near}” meant?`;
};

/** The command among the arguments and what stands around it. Options every command has may come first. */
export function findCommand(args: readonly string[], names: readonly string[], common: readonly Option[]): { command: string | null; rest: string[] } {
	for (let at = 0; at < args.length; at++) {
		const word = args[at] ?? '';
		if (!word.startsWith('-') || word === '-') {
			if (!names.includes(word)) throw new Misuse(`There is no command “${word}”.${meant(word, names)}`);
			return { command: word, rest: [...args.slice(0, at), ...args.slice(at + 1)] };
		}
		if (common.some((option) => option.value !== undefined && word === `--${option.name}`)) at++;
	}
	return { command: null, rest: [...args] };
}

/** Reads a command's arguments. Options and operands may be mixed; after "--" everything is an operand. */
export function readArguments(args: readonly string[], grammar: Grammar, common: readonly Option[]): Arguments {
	const known = [...grammar.options, ...common];
	const operands: string[] = [];
	const values = new Map<string, string[]>();
	const misuse = (message: string): Misuse => new Misuse(message, grammar.name);
	for (let at = 0; at < args.length; at++) {
		const word = args[at] ?? '';
		if (word === '--') {
			operands.push(...args.slice(at + 1));
			break;
		}
		const isOption = word.startsWith('--') || (word.startsWith('-') && word !== '-' && !grammar.dashOperands);
		if (!isOption) {
			operands.push(word);
			continue;
		}
		const equals = word.indexOf('=');
		const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
		const option = word.startsWith('--') ? known.find((one) => one.name === name) : undefined;
		if (!option) {
			throw misuse(`${grammar.name} has no option “${equals < 0 ? word : word.slice(0, equals)}”.${meant(name, known.map((one) => one.name))}`);
		}
		const before = values.get(name) ?? [];
		if (option.value === undefined) {
			if (equals >= 0) throw misuse(`--${name} takes no value.`);
			values.set(name, ['']);
			continue;
		}
		const value = equals < 0 ? args[++at] : word.slice(equals + 1);
		if (value === undefined || value === '') throw misuse(`--${name} needs its ${option.value}.`);
		if (before.length > 0 && !option.many) throw misuse(`--${name} can be given once.`);
		values.set(name, [...before, value]);
	}
	return new Arguments(grammar.name, operands, values);
}

/** Refuses too few or too many operands and missing options. Apart, because --help is answered whatever else is missing. */
export function demand(given: Arguments, grammar: Grammar): void {
	const { label, least, most } = grammar.operands;
	if (given.operands.length < least) throw new Misuse(`${grammar.name} needs ${label}.`, grammar.name);
	const extra = given.operands[most];
	if (extra !== undefined) throw new Misuse(most === 0 ? `${grammar.name} takes nothing more; “${extra}” was not expected.` : `${grammar.name} takes ${label} only; “${extra}” was not expected.`, grammar.name);
	for (const option of grammar.options) {
		if (option.required && !given.has(option.name)) throw new Misuse(`${grammar.name} needs --${option.name} ${option.value ?? ''}.`.replace(' .', '.'), grammar.name);
	}
}
