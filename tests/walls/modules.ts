// Owns reading the source tree: its files, and for each what it imports and where that leads. Must not judge.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
	/** From the root of the tree, with slashes: "core/store/open.ts" */
	readonly name: string;
	readonly text: string;
	/** The parsed scripts: one for .ts, those in <script> for .svelte, none for others. */
	readonly scripts: readonly ts.SourceFile[];
}

export interface Import {
	readonly from: SourceFile;
	readonly line: number;
	readonly specifier: string;
	/** The file it leads to, named as in SourceFile; undefined for packages and for what does not exist. */
	readonly target: string | undefined;
	/** A package or a node: module, without a path inside of it; undefined for relative imports. */
	readonly packageName: string | undefined;
	/** A computed specifier cannot be checked. */
	readonly computed: boolean;
	/** Gone when the program runs. */
	readonly typeOnly: boolean;
}

/** All files under a folder, sorted by name; configuration of the tools is left out. */
export function readTree(root: string): SourceFile[] {
	const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(root, name)).isFile())
		.map((name) => name.split(sep).join('/'))
		.filter((name) => !/(?:^|\/)tsconfig[^/]*\.json$/.test(name));
	return names.sort().map((name) => {
		const text = readFileSync(join(root, name), 'utf8');
		return { name, text, scripts: parse(name, text) };
	});
}

function parse(name: string, text: string): ts.SourceFile[] {
	if (name.endsWith('.ts')) return [ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)];
	if (!name.endsWith('.svelte')) return [];
	return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((found) => {
		// Blank lines instead of what stands before, so that line numbers are those of the file.
		const before = text.slice(0, found.index + found[0].indexOf('>') + 1).replace(/[^\n]/g, '');
		return ts.createSourceFile(name, before + (found[1] ?? ''), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
	});
}

export function importsOf(root: string, file: SourceFile): Import[] {
	const found: Import[] = [];
	for (const script of file.scripts) visit(script, script);
	if (file.name.endsWith('.css')) {
		for (const rule of file.text.matchAll(/@import\s+(?:url\()?['"]([^'"]+)['"]/g)) {
			add(rule[1] ?? '', file.text.slice(0, rule.index).split('\n').length);
		}
	}
	return found;

	function visit(node: ts.Node, script: ts.SourceFile): void {
		const specifier = moduleSpecifier(node);
		if (specifier) {
			const line = script.getLineAndCharacterOfPosition(node.getStart(script)).line + 1;
			if (ts.isStringLiteralLike(specifier)) add(specifier.text, line, isTypeOnly(node));
			else found.push({ from: file, line, specifier: specifier.getText(script), target: undefined, packageName: undefined, computed: true, typeOnly: false });
		}
		ts.forEachChild(node, (child) => visit(child, script));
	}

	function add(specifier: string, line: number, typeOnly = false): void {
		const relativeOne = specifier.startsWith('.');
		found.push({
			from: file, line, specifier, computed: false, typeOnly,
			target: relativeOne ? resolveFile(root, file.name, specifier) : undefined,
			packageName: relativeOne ? undefined : packageOf(specifier),
		});
	}
}

/** The expression that names a module in any of the forms in which one can be named. */
function moduleSpecifier(node: ts.Node): ts.Expression | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
	if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) return node.moduleReference.expression;
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) return node.argument.literal;
	if (!ts.isCallExpression(node)) return undefined;
	const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
	const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
	return isImport || isRequire ? node.arguments[0] : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
	if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
	return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function packageOf(specifier: string): string {
	if (specifier.startsWith('node:')) return specifier;
	return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

const ENDINGS = ['', '.ts', '.d.ts', '.svelte.ts', '/index.ts'];

function resolveFile(root: string, from: string, specifier: string): string | undefined {
	const path = resolve(root, dirname(from), specifier.replace(/\?.*$/, ''));
	for (const ending of ENDINGS) {
		const candidate = path + ending;
		if (existsSync(candidate) && statSync(candidate).isFile()) return relative(root, candidate).split(sep).join('/');
	}
	// "./frame.svelte" is the component if there is one, else the state file frame.svelte.ts.
	if (existsSync(`${path}.ts`)) return relative(root, `${path}.ts`).split(sep).join('/');
	return undefined;
}
