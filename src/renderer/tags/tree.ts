// Owns how tags whose names hold "/" stand below one another. Pure.
import type { Tag } from '../../shared/model';
import { collator } from '../../shared/model';

export interface Branch {
	/** The whole name, also of a parent that is no tag itself. */
	path: string;
	/** The last part of it, as shown. */
	label: string;
	tag: Tag | null;
	depth: number;
	children: Branch[];
}

/** Tags as a tree, each level in people's order. A parent nobody uses as a tag stands there without one. */
export function treeOf(tags: readonly Tag[]): Branch[] {
	const roots: Branch[] = [];
	const byPath = new Map<string, Branch>();
	const branch = (path: string): Branch => {
		const known = byPath.get(path);
		if (known) return known;
		const at = path.lastIndexOf('/');
		const parent = at > 0 ? branch(path.slice(0, at)) : null;
		const made: Branch = { path, label: path.slice(at + 1) || path, tag: null, depth: parent ? parent.depth + 1 : 0, children: [] };
		byPath.set(path, made);
		(parent?.children ?? roots).push(made);
		return made;
	};
	for (const tag of tags) branch(tag.name).tag = tag;
	const sort = (level: Branch[]): Branch[] => {
		level.sort((a, b) => collator.compare(a.label, b.label));
		for (const { children } of level) sort(children);
		return level;
	};
	return sort(roots);
}

/** The branches one sees, given which are open. */
export function visible(branches: readonly Branch[], isOpen: (path: string) => boolean): Branch[] {
	return branches.flatMap((branch) => [branch, ...(isOpen(branch.path) ? visible(branch.children, isOpen) : [])]);
}

/** The hue of a branch: its own tag's, or else that of the first tag below it. */
export function colourOf(branch: Branch): Tag['colour'] {
	return branch.tag?.colour ?? (branch.children[0] ? colourOf(branch.children[0]) : 'slate');
}
