// Owns the proof that arguments are read as the table says, and that help and docs say what the table says.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demand, findCommand, Misuse, nearest, readArguments } from '../../src/cli/arguments';
import { COMMANDS, COMMON, commandNamed, help, overview, usage } from '../../src/cli/commands';
import { STATUS, STATUS_WORDS, WORDS, wordsFor } from '../../src/cli/words';
import { Fault, type FaultCode } from '../../src/shared/errors';
import { said, Said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';

const read = (name: string, ...args: string[]) => {
	const command = commandNamed(name);
	if (!command) throw new Error(name);
	const given = readArguments(args, command, COMMON);
	demand(given, command);
	return given;
};
const misuse = (work: () => unknown): string => {
	try {
		work();
	} catch (error) {
		if (error instanceof Misuse) return error.message;
		throw error;
	}
	return 'understood';
};

describe('arguments', () => {
	test('options and operands may be mixed', () => {
		const given = read('export', '12', '--format=jsonl', '13', '--to', 'out', '--tag', 'a', '--tag=b=c');
		expect(given.operands).toEqual(['12', '13']);
		expect([given.one('format'), given.one('to'), given.all('tag'), given.has('json')]).toEqual(['jsonl', 'out', ['a', 'b=c'], false]);
	});

	test('a tag to take off is no option', () => {
		expect(read('tag', '12', '+ferry strike', '-inbox', '-h', '--json').operands).toEqual(['12', '+ferry strike', '-inbox', '-h']);
		expect(read('search', 'yard', '-strike', '--', '--json').operands).toEqual(['yard', '-strike', '--json']);
	});

	test.each([
		[['list', '--sorted'], 'list has no option “--sorted”. Was “sort” meant?'],
		[['list', '-x'], 'list has no option “-x”.'],
		[['list', 'extra'], 'list takes nothing more; “extra” was not expected.'],
		[['show'], 'show needs ID.'],
		[['show', '1', '2'], 'show takes ID only; “2” was not expected.'],
		[['export', '--to', 'x'], 'export needs --format F.'],
		[['export', '--format'], '--format needs its F.'],
		[['list', '--limit', '1', '--limit', '2'], '--limit can be given once.'],
		[['list', '--json=yes'], '--json takes no value.'],
		[['list', '--archive='], '--archive needs its DIR.'],
	])('%j is refused: %s', ([name = '', ...args], words) => expect(misuse(() => read(name, ...args))).toBe(words));

	test('numbers and choices are checked', () => {
		expect(misuse(() => read('list', '--limit', '-5').count('limit'))).toBe('--limit takes a number, not “-5”.');
		expect(misuse(() => read('list', '--sort', 'size').oneOf('sort', ['newest', 'oldest']))).toBe('--sort is one of newest, oldest; “size” is not.');
		expect(read('list', '--limit', '007').count('limit')).toBe(7);
	});

	test('the command may stand behind the options every command has', () => {
		expect(findCommand(['--archive', 'list', 'show', '3'], ['list', 'show'], COMMON)).toEqual({ command: 'show', rest: ['--archive', 'list', '3'] });
		expect(findCommand(['--json'], ['list'], COMMON)).toEqual({ command: null, rest: ['--json'] });
		expect(misuse(() => findCommand(['serach'], ['search', 'show'], COMMON))).toBe('There is no command “serach”. Was “search” meant?');
	});

	test.each([['serach', 'search'], ['lst', 'list'], ['exprot', 'export'], ['xyzzy', null], ['l', null]])('%s is near %s', (word, name) => expect(nearest(word, COMMANDS.map((command) => command.name))).toBe(name));
});

describe('help', () => {
	test('lists every command, option and status', () => {
		const page = overview(80).join('\n');
		for (const command of COMMANDS) expect(page).toMatch(new RegExp(`^ {2}${command.name} `, 'm'));
		for (const status of Object.values(STATUS)) expect(page).toMatch(new RegExp(`^ {2}${status} `, 'm'));
	});

	test.each(COMMANDS.map((command) => [command.name, command] as const))('of %s names all it takes, in 80 columns', (_name, command) => {
		const lines = help(command, 80);
		for (const line of lines.filter((one) => !one.startsWith('  cuttings'))) expect(line.length).toBeLessThanOrEqual(80);
		for (const option of [...command.options, ...COMMON]) expect(lines.join('\n')).toContain(`--${option.name}`);
		expect(command.examples.length).toBeGreaterThan(0);
		for (const example of command.examples) expect(example).toMatch(new RegExp(`^cuttings ${command.name}( |$)`));
	});

	test('and the page in docs say the same', () => {
		const page = readFileSync(resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8');
		const sections = new Map(page.split(/^## /m).slice(1).map((section) => [section.slice(0, section.indexOf('\n')), section]));
		const documented = [...sections.keys()].filter((title) => title.startsWith('cuttings '));
		expect(documented.sort()).toEqual(COMMANDS.map(usage).sort());
		for (const command of COMMANDS) {
			const section = sections.get(usage(command)) ?? '';
			if (command.name !== 'search') for (const option of command.options) expect(section).toContain(`- \`--${option.name}${option.value ? ` ${option.value}` : ''}\``);
		}
		for (const option of COMMON) expect(page).toContain(`| \`--${option.name}${option.value ? ` ${option.value}` : ''}\` | ${option.says} |`);
		for (const [name, status] of Object.entries(STATUS)) expect(page).toContain(`| ${status} | ${STATUS_WORDS[name as keyof typeof STATUS]} |`);
	});
});

const isSaid = (fact: unknown): fact is Said => Said.safeParse(fact).success;

describe('words', () => {
	const FACTS: { [C in FaultCode]: ConstructorParameters<typeof Fault<C>>[1] } = {
		'bag/not-whole': { path: '/b', name: 'b', count: 1, flaws: [{ kind: 'missing', file: 'data/a.txt', what: said('said.bag.missing') }] }, 'export/no-printer': { reason: 'No display.' },
		'export/too-large': { bytes: 9e8, limit: 5e8 }, 'print/no-printer': {}, 'print/failed': { reason: 'Invalid printer settings' },
		'archive/missing': { path: '/a' }, 'archive/not-an-archive': { path: '/a' }, 'archive/newer': { path: '/a', version: 9, supported: 2 }, 'archive/locked': { path: '/a' },
		'archive/corrupt': { path: '/a', detail: said('said.plain', { text: 'A page is torn.' }), backups: [] }, 'archive/read-only': { path: '/a' }, 'disk/full': { path: '/a' }, 'disk/denied': { path: '/a' }, 'disk/missing': { path: '/a' },
		'source/unsupported': { name: 'n', kind: said('said.kind.no-picture') }, 'source/unreadable': { name: 'n', detail: said('said.plain', { text: 'D.' }) }, 'source/too-large': { name: 'n', bytes: 9e6, limit: 8e6 }, 'clipping/missing': { id: 7 },
		'tag/missing': { name: 'n' }, 'tag/taken': { name: 'n' }, 'tag/unusable': { name: 'n', reason: said('said.tag.nameless') }, 'export/target-exists': { path: '/a' }, 'export/unwritable': { path: '/a' },
		'picture/missing': { picture: '4' }, 'history/nothing': { way: 'undo' }, 'history/moved-on': { label: said('said.step.tagged', { count: 3 }), detail: said('said.moved.field', { what: said('said.field.headline'), headline: 'Theirs' }) }, 'date/not-a-reading': { printed: '03/04/82', reading: '1982-05-05' }, 'embargo/unreadable': { text: 'soon' },
		'convention/missing': { publication: 'The Averil Courier' }, 'collection/missing': { name: 'n' }, 'collection/taken': { name: 'n' }, 'collection/unusable': { name: 'n', reason: said('said.collection.long', { most: 200 }) },
		'search/missing': { name: 'n' }, 'search/taken': { name: 'n' }, 'search/unusable': { name: 'n', reason: said('said.search.nameless') },
		'batch/gone': { id: 7 }, 'merge/unfit': { detail: said('said.merge.itself') }, 'annotation/missing': { uid: 'u' }, 'annotation/not-there': { quote: 'q' },
		'import/missing': { id: 7 }, 'folder/unwatchable': { path: '/a', reason: said('said.watch.twin', { path: '/b' }) }, 'folder/missing': { id: 7 },
		'request/invalid': { operation: 'o', issues: ['i'] }, 'host/restarting': {}, 'cancelled': {}, 'internal': { incident: 'i1' },
	};

	test.each(Object.keys(WORDS) as FaultCode[])('for %s are sentences with a status', (code) => {
		const { status, text } = wordsFor(new Fault(code, FACTS[code]));
		expect(status).toBeGreaterThan(1);
		expect(text).toMatch(/^[“/\p{L}].*[\p{L}.]$/su);
		expect(text).not.toMatch(/undefined|error|please|!|oops|successfully/i);
		for (const fact of Object.values(FACTS[code]).flat()) {
			if (typeof fact === 'string') expect(text).toContain(fact);
			else if (isSaid(fact)) expect(text).toContain(sayOf(fact));
		}
	});
});
