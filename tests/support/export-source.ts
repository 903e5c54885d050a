// Owns an archive's stand-in for exports: clippings in memory and their originals. Real archives are tested elsewhere; this one can be damaged at will.
import { Fault } from '../../src/shared/errors';
import type { Clipping } from '../../src/shared/model';
import type { ExportEvent, ExportSource, Snapshot } from '../../src/core/exporting/source';
import { LIGHT, sha256Of } from './clippings';

export class MemorySource implements ExportSource {
	readonly dir: string;
	readonly events: ExportEvent[] = [];
	readonly clippings: Clipping[];
	readonly originals = new Map<string, Uint8Array | { file: string }>();
	readonly pictures = new Map<string, Uint8Array | { file: string }>([[sha256Of(LIGHT), LIGHT]]);
	/** Snapshots opened and not closed. */
	open = 0;

	constructor(dir: string, entries: readonly { clipping: Clipping; original: Uint8Array }[]) {
		this.dir = dir;
		this.clippings = entries.map(({ clipping }) => clipping);
		for (const { original } of entries) this.originals.set(sha256Of(original), original);
	}

	now(): number {
		return new Date(2026, 10, 22, 12).getTime();
	}

	snapshot(): Snapshot {
		this.open++;
		const find = (id: number): Clipping => {
			const found = this.clippings.find((clipping) => clipping.id === id);
			if (!found) throw new Fault('clipping/missing', { id });
			return found;
		};
		return {
			ids: (selection) => (selection.of === 'clippings' ? selection.ids.map((id) => find(id).id) : this.clippings.map(({ id }) => id)),
			*each(ids) {
				for (const id of ids) yield find(id);
			},
			events: ({ id, importedAt }) => [{ id, at: importedAt, type: 'ingestion', detail: null }],
			*ownEvents() {},
			restricted: () => [],
			shelved: () => new Map(),
			prove: () => Promise.reject(new Error('There is nothing here to prove against.')),
			*outlines(ids) {
				for (const id of ids) {
					const { headline, publication, published, original, provenance, blocks, tags, hasPage, pictures } = find(id);
					const files = new Map(pictures.flatMap(({ sha256, bytes }) => (sha256 !== null && sha256 !== original.sha256 ? [[sha256, bytes ?? 0] as const] : [])));
					yield { id, headline, publication, published, original, hasText: blocks.some(({ role }) => role === 'paragraph'), hasProvenance: Object.keys(provenance).length > 0, hasSetAside: blocks.some(({ role }) => ['boilerplate', 'repeat', 'pull-quote'].includes(role)), hasTags: tags.length > 0, hasHighlights: false, hasPage, pictures: { count: files.size, bytes: [...files.values()].reduce((sum, size) => sum + size, 0) } };
				}
			},
			beyond: ({ hasPage }) => ({ text: null, html: hasPage ? '<p>The page</p>' : null, collections: [], annotations: [] }),
			picture: (sha256) => this.pictures.get(sha256) ?? null,
			original: (sha256) => this.originals.get(sha256) ?? null,
			close: () => {
				this.open--;
			},
		};
	}

	record(event: ExportEvent): void {
		this.events.push(event);
	}
}
