// Owns the judgement of imports against the table: layers, floors inside core, packages, cycles. Must not know a rule that the table does not say.
import { isBuiltin } from 'node:module';
import type { Import, SourceFile } from './modules';
import { importsOf, readTree } from './modules';
import type { Layer } from './table';
import { CORE_COMMON, CORE_FLOORS, HAS_NODE, LAYERS, MAY_IMPORT, MUST_NOT_LOAD, PACKAGES } from './table';

/** "core/store/open.ts:12 what is wrong", one for each breach, in the order of the files. */
export function breachesOfLayers(root: string): string[] {
	const files = readTree(root);
	const imports = files.flatMap((file) => importsOf(root, file));
	return [
		...files.filter((file) => layerOf(file.name) === undefined).map((file) => `${file.name}:1 belongs to no layer; there are ${LAYERS.join(', ')}`),
		...imports.flatMap((one) => judge(one).map((wrong) => `${one.from.name}:${one.line} ${wrong}`)),
		...cycles(files, imports),
		...detours(imports),
	];
}

function layerOf(name: string): Layer | undefined {
	return LAYERS.find((layer) => name.startsWith(`${layer}/`));
}

function judge(one: Import): string[] {
	const layer = layerOf(one.from.name);
	if (!layer) return [];
	if (one.computed) return [`imports a computed name (${one.specifier}), which nobody can check`];
	if (one.packageName !== undefined) return judgePackage(one.packageName, layer, one.from.name);
	if (one.target === undefined) return [`imports ${one.specifier}, which is not there`];
	if (!MAY_IMPORT[layer].some((place) => isIn(one.target ?? '', place))) return [`${layer} must not import ${one.target}`];
	return layer === 'core' ? judgeFloors(one.from.name, one.target) : [];
}

function judgePackage(name: string, layer: Layer, file: string): string[] {
	if (name.startsWith('node:')) return HAS_NODE.includes(layer) ? [] : [`${layer} must not import ${name}: there is no Node`];
	const places = PACKAGES[name];
	if (places) return places.some((place) => isIn(file, place)) ? [] : [`${name} may be imported in ${places.join(', ')} only`];
	if (isBuiltin(name)) return [`imports ${name}; Node's modules are written node:${name}`];
	return [`imports ${name}, a package that the table puts nowhere`];
}

function judgeFloors(from: string, target: string): string[] {
	if (!target.startsWith('core/') || CORE_COMMON.includes(target)) return [];
	const [own, other] = [floorOf(from), floorOf(target)];
	if (own === undefined || other === undefined) return [`core has no floor for ${own === undefined ? from : target}`];
	if (folderOf(from) === folderOf(target) || own < other) return [];
	return [`core/${folderOf(from)} must not import ${target}: ${own === other ? 'it stands beside it' : 'it stands above'}`];
}

/** 0 for files directly in core, then one more for each floor down; undefined for a folder without a floor. */
function floorOf(name: string): number | undefined {
	const folder = folderOf(name);
	if (folder === '') return 0;
	const floor = CORE_FLOORS.findIndex((folders) => folders.includes(folder));
	return floor < 0 ? undefined : floor + 1;
}

function folderOf(name: string): string {
	const parts = name.split('/');
	return parts.length > 2 ? parts[1] ?? '' : '';
}

/** Whether a file is the place (with or without its ending) or lies in it. */
function isIn(file: string, place: string): boolean {
	return file === place || file === `${place}.ts` || file.startsWith(`${place}/`);
}

function cycles(files: readonly SourceFile[], imports: readonly Import[]): string[] {
	const next = graph(imports);
	const state = new Map<string, 'open' | 'done'>();
	const found: string[] = [];
	for (const { name } of files) walk(name, []);
	return found;

	function walk(name: string, path: readonly string[]): void {
		if (state.get(name) === 'done') return;
		if (state.get(name) === 'open') {
			found.push(`${name}:1 imports itself in a circle: ${[...path.slice(path.indexOf(name)), name].join(' > ')}`);
			return;
		}
		state.set(name, 'open');
		for (const target of next.get(name) ?? []) walk(target, [...path, name]);
		state.set(name, 'done');
	}
}

function detours(imports: readonly Import[]): string[] {
	const next = graph(imports.filter(({ typeOnly }) => !typeOnly));
	return Object.entries(MUST_NOT_LOAD).flatMap(([entry, forbidden]) => {
		const cameFrom = new Map<string, string>([[entry, '']]);
		for (const name of cameFrom.keys()) {
			for (const target of next.get(name) ?? []) if (!cameFrom.has(target)) cameFrom.set(target, name);
		}
		const reached = [...cameFrom.keys()].find((name) => forbidden.some((place) => isIn(name, place)));
		if (reached === undefined) return [];
		const way = [];
		for (let name: string | undefined = reached; name; name = cameFrom.get(name)) way.unshift(name);
		return [`${entry}:1 must not load ${reached}: ${way.join(' > ')}`];
	});
}

function graph(imports: readonly Import[]): Map<string, Set<string>> {
	const next = new Map<string, Set<string>>();
	for (const { from, target } of imports) {
		if (target === undefined) continue;
		const targets = next.get(from.name) ?? new Set();
		next.set(from.name, targets.add(target));
	}
	return next;
}
