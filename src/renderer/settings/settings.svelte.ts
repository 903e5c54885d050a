// Owns the settings as one looks at them: which section is open, what is sought in them, what the archive says of its own. Must not hold a setting itself; each lives where it is used.
import { say } from '../../shared/words/say';
import type { BackupEntry } from '../../shared/keeping';
import type { Convention, DateOrder } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import { matched } from '../palette/matching';

export const SECTIONS = ['appearance', 'reading', 'importing', 'keys', 'backup', 'privacy'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_WORDS: Record<Section, string> = {
	appearance: say('settings.section.appearance'), reading: say('settings.section.reading'), importing: say('settings.section.importing'),
	keys: say('settings.section.keys'), backup: say('settings.section.backup'), privacy: say('settings.section.privacy'),
};

type Client = Pick<ArchiveClient, 'conventions.list' | 'conventions.set' | 'conventions.remove' | 'archive.backups' | 'find.facets'>;

export class Settings {
	isOpen = $state(false);
	section = $state<Section>('appearance');
	sought = $state('');
	conventions = $state.raw<readonly Convention[]>([]);
	/** Newest first; null until they are known. */
	backups = $state.raw<readonly BackupEntry[] | null>(null);
	isBackingUp = $state(false);
	/** Newspapers that what is typed may mean, to say how one of them writes dates. */
	papers = $state.raw<readonly string[]>([]);
	fault = $state.raw<unknown>(null);

	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	get isSeeking(): boolean {
		return this.sought.trim() !== '';
	}

	open(section: Section = this.section): void {
		this.isOpen = true;
		this.section = section;
		this.sought = '';
		this.fault = null;
		void this.#attempt(async () => {
			[this.conventions, this.backups] = await Promise.all([this.#client['conventions.list'](), this.#client['archive.backups']()]);
		});
	}

	close(): void {
		this.isOpen = false;
	}

	/** Whether a setting is shown: one of the open section, or, while something is sought, one that it fits. */
	shows(section: Section, ...said: readonly string[]): boolean {
		if (!this.isSeeking) return section === this.section;
		return matched([SECTION_WORDS[section], ...said].join(' '), this.sought) !== null;
	}

	async suggest(typed: string): Promise<void> {
		await this.#attempt(async () => {
			const { facets } = await this.#client['find.facets']({
				query: { text: '', tags: [], collection: null, where: 'archive', only: null, import: null, sort: 'newest' }, asked: { names: ['publication'], limit: 8, containing: typed },
			});
			this.papers = (facets[0]?.values ?? []).flatMap(({ label }) => label ?? []);
		});
	}

	/** Says how a newspaper writes dates in figures. With `settle`, dates that are open now are read so at once; answers how many were. */
	async order(publication: string, order: DateOrder, settle: boolean): Promise<number> {
		const { settled } = await this.#client['conventions.set']({ publication, order, settle });
		this.conventions = await this.#client['conventions.list']();
		return settled;
	}

	async forget(publication: string): Promise<void> {
		await this.#client['conventions.remove']({ publication });
		this.conventions = await this.#client['conventions.list']();
	}

	/** Lists what copies there are once `make` has made one. */
	async backUp(make: () => Promise<void>): Promise<void> {
		this.isBackingUp = true;
		try {
			await make();
			this.backups = await this.#client['archive.backups']();
		} finally {
			this.isBackingUp = false;
		}
	}

	async #attempt(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!Fault.is(error)) throw error;
			this.fault = error;
		}
	}
}
