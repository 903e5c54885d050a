// Owns the answers to the archive contract: each handler is one call of the archive. Redeems tokens; must not hold SQL, parse anything or know which process it runs in.
import { randomBytes } from 'node:crypto';
import type { Archive, Source } from '../core/archive';
import type { archive as archiveContract } from '../shared/contract';
import type { Handlers } from '../shared/rpc';
import type { Grants } from './grants';

export interface HostOptions {
	archive: Archive;
	grants: Grants;
	/** Told of what an export made, before the page hears of its token. */
	onMade: (made: { token: string; path: string }) => void;
}

/** Handlers that may serve any number of windows. */
export function archiveHandlers({ archive, grants, onMade }: HostOptions): Handlers<typeof archiveContract> {
	return {
		'archive.summary': () => archive.summary(),
		'archive.import': ({ sources, tags }, { signal, progress }) => {
			const paths = grants.redeem(sources.flatMap((source) => (source.from === 'token' ? [source.token] : [])), 'archive.import');
			let next = 0;
			const given = sources.map((source): Source => (source.from === 'token' ? { path: paths[next++]! } : { text: source.text, name: source.name }));
			return archive.import(given, { tags, signal, onProgress: progress });
		},
		'archive.check': ({ signal, progress }) => archive.check({ signal, onProgress: progress }),
		'archive.formats': () => archive.formats(),
		'archive.preview': ({ selection, format, index }) => archive.preview(selection, format, index),
		'archive.export': async ({ selection, format, target }, { signal, progress }) => {
			const [folder] = grants.redeem([target], 'archive.export');
			const { path, ...summary } = await archive.export(selection, format, folder!, { signal, onProgress: progress });
			const made = randomBytes(16).toString('hex');
			if (!summary.cancelled) onMade({ token: made, path });
			return { ...summary, made };
		},

		'clippings.search': ({ query, offset, limit }) => archive.clippings.search(query, { offset, limit }),
		'clippings.ids': ({ query }) => archive.clippings.ids(query),
		'clippings.get': ({ id }) => archive.clippings.get(id),
		'clippings.original': ({ id }) => ({ text: archive.clippings.originalText(id) }),
		'clippings.edit': ({ id, edit }) => archive.clippings.edit(id, edit),
		'clippings.tag': ({ ids, add, remove }) => archive.clippings.tag(ids, add, remove),
		'clippings.trash': ({ ids }) => archive.clippings.trash(ids),
		'clippings.restore': ({ ids }) => archive.clippings.restore(ids),

		'tags.list': () => archive.tags.list(),
		'tags.rename': ({ id, name, merge }) => archive.tags.rename(id, name, merge),
		'tags.colour': ({ id, colour }) => archive.tags.colour(id, colour),
		'tags.remove': ({ id }) => archive.tags.remove(id),

		'changed': (emit) => archive.onChanged(emit),
	};
}
