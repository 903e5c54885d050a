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

/** Subtle: bytes may be a view of a larger buffer, and a view that crosses a port takes all of its buffer with it. */
const alone = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Handlers that may serve any number of windows. */
export function archiveHandlers({ archive, grants, onMade }: HostOptions): Handlers<typeof archiveContract> {
	return {
		'archive.summary': () => archive.summary(),
		'archive.import': ({ sources, rules }, { signal, progress }) => {
			const paths = grants.redeem(sources.flatMap((source) => (source.from === 'token' ? [source.token] : [])), 'archive.import');
			let next = 0;
			const given = sources.map((source): Source => {
				if (source.from === 'token') return { path: paths[next++]! };
				if (source.from === 'bytes') return { bytes: source.bytes, name: source.name };
				return source.from === 'html' ? { html: source.html, url: source.url, name: source.name } : { text: source.text, name: source.name };
			});
			return archive.import(given, { rules, signal, onProgress: progress });
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
		'clippings.page': ({ id }) => ({ html: archive.pictures.page(id) }),
		'clippings.edit': ({ id, edit, near }) => archive.clippings.edit(id, edit, near ?? null),
		'clippings.accept': ({ id, acceptance }) => archive.clippings.accept(id, acceptance),
		'clippings.settle': ({ id, field, reading, others }) => archive.clippings.settle(id, field, reading, others),
		'clippings.textOnly': ({ id }) => archive.clippings.textOnly(id),
		'clippings.tag': ({ ids, add, remove }) => archive.clippings.tag(ids, add, remove),
		'clippings.trash': ({ ids }) => archive.clippings.trash(ids),
		'clippings.restore': ({ ids }) => archive.clippings.restore(ids),

		'pictures.bytes': async ({ sha256 }) => {
			const { bytes, mediaType } = await archive.pictures.bytes(sha256);
			return { bytes: alone(bytes), mediaType };
		},
		'pictures.thumbnails': ({ sha256 }) => archive.pictures.thumbnails(sha256).map((one) => ({ sha256: one.sha256, bytes: one.bytes && alone(one.bytes) })),
		'pictures.attach': ({ id, caption, source }) => {
			if (source.from === 'paste') return archive.pictures.attach(id, caption, { bytes: source.bytes, name: source.name });
			const [path] = grants.redeem([source.token], 'pictures.attach');
			return archive.pictures.attach(id, caption, { path: path! });
		},
		'pictures.detach': ({ id }) => archive.pictures.detach(id),

		'history.state': () => archive.history.state(),
		'history.undo': ({ step }) => archive.history.undo(step),
		'history.redo': ({ step }) => archive.history.redo(step),

		'conventions.list': () => archive.conventions.list(),
		'conventions.habit': ({ id }) => archive.conventions.habit(id),
		'conventions.set': ({ publication, order, settle }) => archive.conventions.set(publication, order, settle),
		'conventions.remove': ({ publication }) => archive.conventions.remove(publication),

		'tags.list': () => archive.tags.list(),
		'tags.rename': ({ id, name, merge }) => archive.tags.rename(id, name, merge),
		'tags.colour': ({ id, colour }) => archive.tags.colour(id, colour),
		'tags.remove': ({ id }) => archive.tags.remove(id),

		'clippings.collect': ({ ids, add, remove }) => archive.collections.collect(ids, add, remove),
		'collections.list': () => archive.collections.list(),
		'collections.add': ({ name, parent }) => ({ id: archive.collections.add(name, parent) }),
		'collections.rename': ({ id, name }) => archive.collections.rename(id, name),
		'collections.move': ({ id, parent, before }) => archive.collections.move(id, parent, before),
		'collections.arrange': ({ id, ids, before }) => archive.collections.arrange(id, ids, before),
		'collections.remove': ({ id }) => archive.collections.remove(id),

		'imports.list': (window) => archive.imports.list(window),
		'imports.get': ({ id }) => archive.imports.get(id),
		'imports.again': ({ id }, { signal, progress }) => archive.imports.again(id, { signal, onProgress: progress }),

		'folders.list': () => archive.imports.watching.list(),
		'folders.add': ({ folder, rules, present }) => {
			const [path] = grants.redeem([folder], 'folders.add');
			return archive.imports.watching.add(path!, { rules, present });
		},
		'folders.change': ({ id, ...change }) => archive.imports.watching.change(id, change),
		'folders.remove': ({ id }) => archive.imports.watching.remove(id),
		'folders.changed': (emit) => archive.imports.watching.onChanged(() => emit({})),
		'folders.arrived': (emit) => archive.imports.watching.onArrived(emit),

		'changed': (emit) => archive.onChanged(emit),
	};
}
