// Owns the import that is told about all it brings before it begins: what was chosen, and the rules, which are remembered for the next time. Must not run it; Jobs does.
import { ImportRules } from '../../shared/model';
import type { DesktopClient } from '../clients';
import { recall, remember } from '../ui/remembered';
import type { Source } from './jobs.svelte';

export const NO_RULES: ImportRules = ImportRules.parse({});
const areRules = (value: unknown): value is ImportRules => ImportRules.safeParse(value).success;

/** What is typed in an empty field is no rule. */
export function rulesOf(rules: ImportRules): ImportRules {
	const said = (text: string | null): string | null => text?.trim() || null;
	return { ...rules, collection: said(rules.collection), publication: said(rules.publication), rights: said(rules.rights) };
}

export const hasRules = (rules: ImportRules): boolean => JSON.stringify(rulesOf(rules)) !== JSON.stringify(NO_RULES);

export class Importing {
	isOpen = $state(false);
	/** What is to be imported; empty while nothing has been chosen. */
	sources = $state.raw<readonly Source[]>([]);
	rules = $state.raw<ImportRules>(ImportRules.parse(recall('import-rules', NO_RULES, areRules)));

	readonly #desktop: DesktopClient;

	constructor(desktop: DesktopClient) {
		this.#desktop = desktop;
	}

	/** `over`: what it was let go on; that goes before what is remembered. */
	open(sources: readonly Source[] = [], over: ImportRules = NO_RULES): void {
		this.sources = sources;
		if (over.collection !== null) this.change({ collection: over.collection });
		if (over.tags.length > 0) this.change({ tags: [...new Set([...this.rules.tags, ...over.tags])] });
		this.isOpen = true;
	}

	close(): void {
		this.isOpen = false;
		this.sources = [];
	}

	/** Files or a folder more. */
	async choose(folder: boolean): Promise<void> {
		const { tokens } = await this.#desktop['desktop.chooseSources']({ folder });
		this.sources = [...this.sources, ...tokens.map((token): Source => ({ from: 'token', token }))];
	}

	change(rules: Partial<ImportRules>): void {
		this.rules = { ...this.rules, ...rules };
	}

	/** What is to be done now. Closes. */
	take(): { sources: readonly Source[]; rules: ImportRules } {
		const { sources } = this;
		const rules = rulesOf(this.rules);
		remember('import-rules', rules);
		this.close();
		return { sources, rules };
	}
}
