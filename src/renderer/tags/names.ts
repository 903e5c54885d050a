// Owns what can be told of tags from their names: a tree's rows, what completes what is typed, how a query asks for a branch. Pure.
import type { TagBranch } from '../../shared/filing';

/** Case makes no difference between names. */
export const lower = (name: string): string => name.toLocaleLowerCase();
export const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
export const parentOf = (name: string): string | null => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : null);
export const depthOf = (name: string): number => name.split('/').length - 1;
/** Whether a name is another, or stands below it. */
export const isWithin = (name: string, other: string): boolean => `${lower(name)}/`.startsWith(`${lower(other)}/`);

/** Asks for a branch that is no tag itself, as the search field says it. */
export const branchQuery = (name: string): string => `tag:"${name}"`;

/** Whether what is searched for is one branch and nothing else. */
export const isBranchQuery = (text: string): boolean => /^tag:"[^"]*"$/.test(text);

/** The branches one sees: those whose parents are all open. They come as the tree is read. */
export function visible(branches: readonly TagBranch[], isOpen: (name: string) => boolean): TagBranch[] {
	let hidden: string | null = null;
	return branches.filter(({ name }) => {
		if (hidden !== null && name.startsWith(hidden)) return false;
		hidden = isOpen(name) ? null : `${name}/`;
		return true;
	});
}

/** The branches whose own part of the name holds what is sought, with all above them. */
export function matching(branches: readonly TagBranch[], typed: string): TagBranch[] {
	const sought = lower(typed.trim());
	if (sought === '') return [...branches];
	const wanted = new Set<string>();
	for (const { name } of branches) {
		if (!lower(sought.includes('/') ? name : lastOf(name)).includes(sought)) continue;
		for (let at: string | null = name; at !== null; at = parentOf(at)) wanted.add(at);
	}
	return branches.filter(({ name }) => wanted.has(name));
}

/** Names of branches that have others below them, from branches as the tree is read. */
export function parents(branches: readonly TagBranch[]): Set<string> {
	return new Set(branches.flatMap(({ name }) => parentOf(name) ?? []));
}

/**
 * Branches that what is typed may be the beginning of, best first: the whole name begins so, then a part of it, then it holds
 * it somewhere; the most used first among equals. With nothing typed, the most used.
 */
export function completions(branches: readonly TagBranch[], typed: string, without: ReadonlySet<string>, most = 8): TagBranch[] {
	const sought = lower(typed.trim()).replace(/\s*\/\s*/g, '/');
	const rank = (name: string): number => (name.startsWith(sought) ? 0 : name.split('/').some((part) => part.startsWith(sought)) ? 1 : name.includes(sought) ? 2 : 3);
	return branches
		.filter(({ name, id }) => !without.has(lower(name)) && (id !== null || sought.length > 0))
		.map((branch) => ({ branch, rank: rank(lower(branch.name)) }))
		.filter((one) => one.rank < 3)
		.sort((a, b) => a.rank - b.rank || b.branch.total - a.branch.total)
		.slice(0, most)
		.map(({ branch }) => branch);
}
