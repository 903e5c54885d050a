// Owns the rules of the house that are about what a file says rather than what it imports: where SQL stands, colours and lengths, names, first lines.
import ts from 'typescript';
import type { SourceFile } from './modules';
import { readTree } from './modules';

/** "renderer/ui/Button.svelte:12 what is wrong", one for each breach, in the order of the files. */
export function breachesOfHouseRules(root: string): string[] {
	return readTree(root).flatMap((file) => [
		...sqlOutsideStore(file),
		...looseStyles(file),
		...bannedNames(file),
		...exportHabits(file),
		...firstLine(file),
	].map(({ line, wrong }) => `${file.name}:${line} ${wrong}`));
}

interface Breach { readonly line: number; readonly wrong: string }

/**
 * A statement is written in capitals or in small letters throughout; a sentence that begins with "Select" is neither.
 * What must follow keeps prose such as "update the list" out.
 */
const SQL = new RegExp(['select', 'SELECT'].map((select) => {
	const word = (text: string) => (select === 'SELECT' ? text.toUpperCase() : text);
	return [
		`${select}\\s[\\s\\S]*\\s${word('from')}\\s`,
		`${word('insert')}\\s(?:${word('or')}\\s\\w+\\s)?${word('into')}\\s`,
		`${word('update')}\\s+\\w+\\s+${word('set')}\\s`,
		`${word('delete')}\\s+${word('from')}\\s`,
		`${word('create')}\\s+(?:${['temp', 'unique', 'virtual', 'table', 'index', 'trigger', 'view'].map(word).join('|')})\\s`,
		`${word('alter')}\\s+${word('table')}\\s`,
		`${word('drop')}\\s+(?:${['table', 'index', 'trigger', 'view'].map(word).join('|')})\\s`,
		`${word('pragma')}\\s+\\w+`,
		`${word('attach')}\\s+(?:${word('database')}|['?])`,
	].map((statement) => `^\\s*${statement}`).join('|');
}).join('|'));

function sqlOutsideStore(file: SourceFile): Breach[] {
	if (file.name.startsWith('core/store/')) return [];
	if (file.name.endsWith('.sql')) return [{ line: 1, wrong: 'is SQL; that stands under core/store only' }];
	return literals(file).filter(({ text }) => SQL.test(text)).map(({ line }) => ({ line, wrong: 'has SQL text; that stands under core/store only' }));
}

function literals(file: SourceFile): { text: string; line: number }[] {
	const found: { text: string; line: number }[] = [];
	for (const script of file.scripts) visit(script, script);
	return found;

	function visit(node: ts.Node, script: ts.SourceFile): void {
		// Of a template only the beginning says what it is; its values stand for a word each.
		const text = ts.isStringLiteralLike(node) ? node.text
			: ts.isTemplateExpression(node) ? node.head.text + node.templateSpans.map((span) => `x${span.literal.text}`).join('')
				: undefined;
		if (text !== undefined) found.push({ text, line: lineOf(script, node) });
		ts.forEachChild(node, (child) => visit(child, script));
	}
}

const TOKENS = 'renderer/styles/tokens.css';

/** Colours come by role and lengths by scale, so that the dark look and a change of scale need no search. */
function looseStyles(file: SourceFile): Breach[] {
	if (!file.name.startsWith('renderer/') || file.name === TOKENS) return [];
	const sheets = file.name.endsWith('.css') ? [{ text: file.text, line: 1 }]
		: file.name.endsWith('.svelte') ? [...file.text.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map((found) => ({
			text: found[1] ?? '', line: file.text.slice(0, found.index).split('\n').length,
		})) : [];
	const inSheets = sheets.flatMap(({ text, line }) => withoutComments(text).split('\n').flatMap((row, index) => judgeRow(row, line + index)));
	const directives = !file.name.endsWith('.svelte') ? [] : file.text.split('\n').flatMap((row, index) => (
		[...row.matchAll(/\bstyle:[\w-]+=(?:"[^"]*"|'[^']*'|\{[^}]*\})/g)].flatMap(([text]) => judgeRow(text, index + 1))));
	return [...inSheets, ...directives, ...(file.name.endsWith('.svelte') ? styleAttributes(file) : [])];
}

/** The page's Content-Security-Policy blocks them; `style:property` directives set the same without. */
function styleAttributes(file: SourceFile): Breach[] {
	return file.text.split('\n').flatMap((row, index) => (
		/\sstyle=/.test(row) ? [{ line: index + 1, wrong: 'has a style attribute, which the page does not allow; use style:property' }] : []));
}

function judgeRow(row: string, line: number): Breach[] {
	// A custom property cannot be used in the condition of @media or @container, so lengths may stand there.
	if (/^\s*@(?:media|container)\b/.test(row)) return [];
	const declared = row.replace(/url\([^)]*\)/g, '');
	const colour = /(?:^|[\s:,(])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![\w-]*\s*[{,])/i.test(declared) || /\b(?:rgba?|hsla?|oklch|oklab)\(\s*[\d.]/.test(declared);
	const long = [...declared.matchAll(/(?<![\w-])(\d*\.?\d+)px\b/g)].some(([, size]) => Number(size) > 2);
	return [
		...(colour ? [{ line, wrong: 'has a colour of its own; colours are in tokens.css' }] : []),
		...(long ? [{ line, wrong: 'has a length above 2 px of its own; lengths are in tokens.css' }] : []),
	];
}

function withoutComments(css: string): string {
	return css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
}

const EMPTY_WORDS = ['Manager', 'Service', 'Helper', 'Helpers', 'Util', 'Utils', 'Data', 'Info'];

function bannedNames(file: SourceFile): Breach[] {
	const stem = file.name.split('/').flatMap((part) => part.replace(/\..*$/, '').split(/[-_]/));
	const inPath = stem.filter((word) => EMPTY_WORDS.includes(word.charAt(0).toUpperCase() + word.slice(1)))
		.map((word) => ({ line: 1, wrong: `has "${word}" in its name, which says nothing` }));
	return [...inPath, ...file.scripts.flatMap((script) => declared(script).flatMap(({ name, line, isType }) => {
		const empty = name.split(/(?=[A-Z])|_/).find((word) => EMPTY_WORDS.includes(word.charAt(0).toUpperCase() + word.slice(1)));
		if (empty) return [{ line, wrong: `declares ${name}; "${empty}" says nothing` }];
		return isType && /^I[A-Z][a-z]/.test(name) ? [{ line, wrong: `declares ${name}; types have no I before them` }] : [];
	}))];
}

/** Names that others see: types, classes, functions, and constants at the top of a file. */
function declared(script: ts.SourceFile): { name: string; line: number; isType: boolean }[] {
	const found: { name: string; line: number; isType: boolean }[] = [];
	visit(script);
	return found;

	function visit(node: ts.Node): void {
		const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
		const isTop = ts.isVariableDeclaration(node) && node.parent.parent.parent === script;
		if ((isType || isTop || ts.isFunctionDeclaration(node)) && node.name && ts.isIdentifier(node.name)) {
			found.push({ name: node.name.text, line: lineOf(script, node), isType });
		}
		ts.forEachChild(node, visit);
	}
}

const ENTRIES = ['main/index.ts', 'preload/index.ts'];

function exportHabits(file: SourceFile): Breach[] {
	if (file.name.endsWith('.d.ts')) return [];
	const barrel = /(?:^|\/)index\.ts$/.test(file.name) && !ENTRIES.includes(file.name) ? [{ line: 1, wrong: 'is an index file; import the file that has it' }] : [];
	return [...barrel, ...file.scripts.flatMap((script) => script.statements.flatMap((statement) => {
		const line = lineOf(script, statement);
		if (ts.isExportAssignment(statement)) return [{ line, wrong: 'has a default export' }];
		if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && !statement.exportClause) return [{ line, wrong: 'hands on all of another file' }];
		const isDefault = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
		return isDefault ? [{ line, wrong: 'has a default export' }] : [];
	}))];
}

const COMMENT_STARTS: readonly (readonly [RegExp, RegExp])[] = [
	[/\.ts$/, /^(?:\/\/|\/\*)/], [/\.svelte$/, /^(?:<!--|<script[^>]*>\s*\/\/)/], [/\.css$/, /^\/\*/], [/\.sql$/, /^(?:--|\/\*)/], [/\.html$/, /^(?:<!doctype html>\s*)?<!--/i],
];

function firstLine(file: SourceFile): Breach[] {
	const start = COMMENT_STARTS.find(([ending]) => ending.test(file.name))?.[1];
	return start && !start.test(file.text) ? [{ line: 1, wrong: 'does not say in its first line what it owns' }] : [];
}

function lineOf(script: ts.SourceFile, node: ts.Node): number {
	return script.getLineAndCharacterOfPosition(node.getStart(script)).line + 1;
}
