// Owns the proof that every word of the window stands in the catalogues, that German is whole, and that messages fit their English.
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse as parseSvelte } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { REPLACE_FIELDS } from '../../src/shared/batch';
import { type Catalogue } from '../../src/shared/words/say';
import en from '../../src/shared/words/languages/en.json';
import de from '../../src/shared/words/languages/de.json';

const SRC = resolve(import.meta.dirname, '../../src');
const filesUnder = (folder: string, ending: string): string[] =>
	readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).map((name) => join(SRC, folder, name)).sort();

/** Attributes a person sees or hears; on a component, props that come to that. */
const SAID = new Set(['title', 'alt', 'placeholder', 'label', 'hint', 'name', 'words', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'text', 'heading', 'empty', 'tip']);
const isWords = (text: string): boolean => /\p{L}{2,}/u.test(text) && !NOT_WORDS.has(text.trim());
/** Names, and what is the same in every language. */
const NOT_WORDS = new Set(['Cuttings', 'Ctrl', 'Shift', 'Alt', 'Esc']);

interface Node { type: string; [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node)['type'] === 'string';

/** Words that stand in a component's markup instead of the catalogue. */
function literals(source: string): string[] {
	const found: string[] = [];
	const walk = (node: unknown, attribute: string | null): void => {
		if (Array.isArray(node)) { for (const one of node) walk(one, attribute); return; }
		if (!isNode(node)) return;
		if (node.type === 'Text' && (attribute === null || SAID.has(attribute))) {
			if (isWords(String(node['data']))) found.push(String(node['data']).trim());
			return;
		}
		if ((node.type === 'Literal' || node.type === 'TemplateElement') && (attribute === null || SAID.has(attribute))) {
			const text = node.type === 'Literal' ? node['value'] : (node['value'] as { cooked: string }).cooked;
			// In an expression a word may be a name the program compares with; what begins like a sentence, or has a space, is said.
			if (typeof text === 'string' && isWords(text) && (/^\p{Lu}/u.test(text) || / \p{L}/u.test(text)) && !/^(Arrow|Page|Enter|Escape|Home|End|Tab|Delete|Backspace|Control|Meta|Shift)/.test(text)) found.push(text.trim());
			return;
		}
		if (node.type === 'CallExpression' && ['say', 'sayInRuns'].includes(String((node['callee'] as Node)['name']))) return;
		const own = node.type === 'Attribute' ? String(node['name']) : attribute;
		if (node.type === 'Attribute' && !SAID.has(own!)) { if (!/^on/.test(own!)) return; }
		for (const [name, value] of Object.entries(node)) if (!['loc', 'name', 'metadata'].includes(name)) walk(value, own);
	};
	walk(parseSvelte(source, { modern: true }).fragment, null);
	return found;
}

/** What a message needs: its arguments and tags, each with its kind. */
function needs(message: string): string[] {
	const found = new Set<string>();
	const walk = (elements: readonly MessageFormatElement[]): void => {
		for (const element of elements) {
			if (element.type === TYPE.argument || element.type === TYPE.number || element.type === TYPE.date || element.type === TYPE.time) found.add(element.value);
			if (element.type === TYPE.select || element.type === TYPE.plural) {
				found.add(element.value);
				for (const { value } of Object.values(element.options)) walk(value);
			}
			if (element.type === TYPE.tag) {
				found.add(`<${element.value}>`);
				walk(element.children);
			}
		}
	};
	walk(parse(message));
	return [...found].sort();
}

describe('the words of the window', () => {
	it.each(filesUnder('renderer', '.svelte').map((path) => [relative(SRC, path), path]))('%s has none of its own', (_, path) => {
		expect(literals(readFileSync(path!, 'utf8'))).toEqual([]);
	});

	it('are each said somewhere', () => {
		const sources = [...filesUnder('renderer', '.svelte'), ...filesUnder('renderer', '.ts'), ...filesUnder('main', '.ts'), ...filesUnder('shared', '.ts'), ...filesUnder('core', '.ts')].map((path) => readFileSync(path, 'utf8')).join('\n');
		expect(Object.keys(en).filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
	});
});

/** Messages that the core says as data, each with the values it is given; null where those are not written down beside it. */
function saidIn(path: string): { key: string; given: string[] | null }[] {
	const found: { key: string; given: string[] | null }[] = [];
	const walk = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'said' && node.arguments[0] && ts.isStringLiteral(node.arguments[0])) {
			const [{ text: key }, values] = node.arguments as unknown as [ts.StringLiteral, ts.Expression | undefined];
			const isPlain = values === undefined || (ts.isObjectLiteralExpression(values) && values.properties.every((one) => ts.isPropertyAssignment(one) || ts.isShorthandPropertyAssignment(one)));
			found.push({ key, given: !isPlain ? null : values === undefined ? [] : (values as ts.ObjectLiteralExpression).properties.map((one) => (one.name as ts.Identifier).text).sort() });
		}
		ts.forEachChild(node, walk);
	};
	walk(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
	return found;
}

describe('what the core says as data', () => {
	it('is given the values its message needs', () => {
		const all = ['core', 'shared'].flatMap((folder) => filesUnder(folder, '.ts').flatMap(saidIn)).filter(({ given }) => given !== null);
		expect(all.length).toBeGreaterThan(150);
		expect(all.filter(({ key, given }) => JSON.stringify(given) !== JSON.stringify(needs(en[key as keyof typeof en])))).toEqual([]);
	});

	it.each(['said.batch.unsearchable', 'said.batch.too-long'] as const)('has a word for every field text is replaced in, in %s', (key) => {
		for (const catalogue of [en, de]) {
			const choice = parse(catalogue[key]).find((element) => element.type === TYPE.select);
			expect(Object.keys(choice?.options ?? {})).toEqual(expect.arrayContaining([...REPLACE_FIELDS]));
		}
	});
});

describe('German', () => {
	it('is whole', () => {
		expect(Object.keys(en).filter((key) => !(key in de))).toEqual([]);
		expect(Object.keys(de).filter((key) => !(key in en))).toEqual([]);
	});

	it('needs for every message what the English needs', () => {
		const differing = Object.entries(de as Catalogue).filter(([key, message]) => JSON.stringify(needs(message!)) !== JSON.stringify(needs(en[key as keyof typeof en])));
		expect(differing).toEqual([]);
	});
});
