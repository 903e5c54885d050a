// Owns the answers to the archive contract: each handler is one call of the archive. Redeems tokens; must not hold SQL, parse anything or know which process it runs in.
import { randomBytes } from 'node:crypto';
import { Fault } from '../shared/errors';
import type { Archive, Source } from '../core/archive';
import type { Printer, Sheet } from '../core/exporting/printer';
import type { archive as archiveContract } from '../shared/contract';
import type { ClippingId } from '../shared/model';
import type { Printed } from '../shared/printing';
import type { Handlers } from '../shared/rpc';
import type { Grants } from './grants';

export interface HostOptions {
	archive: Archive;
	grants: Grants;
	/** Told of what an export made, before the page hears of its token. */
	onMade: (made: { token: string; path: string }) => void;
	/** Who prints; nobody where there is no browser. */
	printer?: Printer | undefined;
	/** Who shows the system's printing dialog for a sheet; nobody where there is no desktop. */
	paper?: ((sheet: Sheet, signal?: AbortSignal) => Promise<Printed>) | undefined;
}

/** Subtle: bytes may be a view of a larger buffer, and a view that crosses a port takes all of its buffer with it. */
const alone = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Who can be asked once counting is ready. Between its steps, whoever wants a page gets it. */
async function countable(archive: Archive, signal: AbortSignal): Promise<ReturnType<Archive['asking']>> {
	const asking = archive.asking(signal);
	while (!(await asking.ready())) { /* The first load goes on. */ }
	return asking;
}

/** How long a refused import can be asked for again, in milliseconds. */
const AGAIN_MS = 60 * 60 * 1000;

/** Handlers that may serve any number of windows. */
export function archiveHandlers({ archive, grants, onMade, printer, paper }: HostOptions): Handlers<typeof archiveContract> {
	return {
		'archive.summary': () => archive.summary(),
		'archive.import': async ({ sources, rules, partly }, { signal, progress, gate }) => {
			const tokens = sources.flatMap((source) => (source.from === 'token' ? [source.token] : []));
			const paths = grants.redeem(tokens, 'archive.import');
			let next = 0;
			const given = sources.map((source): Source => {
				if (source.from === 'token') return { path: paths[next++]! };
				if (source.from === 'bytes') return { bytes: source.bytes, name: source.name };
				return source.from === 'html' ? { html: source.html, url: source.url, name: source.name } : { text: source.text, name: source.name };
			});
			try {
				return await archive.import(given, { rules, signal, gate, partly, conflicts: 'ask', onProgress: progress });
			} catch (error) {
				// Nothing was imported: somebody may want what is whole of it.
				if (Fault.is(error, 'bag/not-whole')) grants.add(tokens.map((token, at) => ({ token, path: paths[at]!, expiresAt: Date.now() + AGAIN_MS })));
				throw error;
			}
		},
		'archive.backups': () => archive.backups(),
		'archive.backUp': async ({ signal, progress, gate }) => { await archive.backUp({ signal, gate, onProgress: progress }); },
		'archive.check': ({ signal, progress, gate }) => archive.check({ signal, gate, onProgress: progress }),
		'archive.formats': () => archive.formats(),
		'archive.preview': ({ selection, format, index, choices }) => archive.preview(selection, format, index, choices),
		'archive.export': async ({ selection, format, target, choices }, { signal, progress, gate }) => {
			const [folder] = grants.redeem([target], 'archive.export');
			const { path, ...summary } = await archive.export(selection, format, folder!, { signal, gate, onProgress: progress, choices, printer });
			const made = randomBytes(16).toString('hex');
			if (!summary.cancelled) onMade({ token: made, path });
			return { ...summary, made };
		},

		'clippings.search': ({ query, offset, limit }, { signal }) => archive.asking(signal).page(query, { offset, limit }),
		'clippings.ids': async ({ query, from, to }, { signal }) => Array.from((await archive.asking(signal).ids(query)).subarray(from, to)) as ClippingId[],
		'clippings.place': ({ query, id }, { signal }) => archive.asking(signal).place(query, id),
		'find.count': ({ query }, { signal }) => archive.asking(signal).count(query),
		'find.facets': async ({ query, asked }, { signal }) => (await countable(archive, signal)).facets(query, asked),
		'find.timeline': async ({ query, asked }, { signal }) => (await countable(archive, signal)).timeline(query, asked),
		'find.overTime': async ({ query, asked }, { signal }) => (await countable(archive, signal)).overTime(query, asked),
		'find.similar': ({ id, limit }, { signal }) => archive.asking(signal).similar(id, limit),
		'find.compare': ({ left, right }, { signal }) => archive.asking(signal).compare(left, right),
		'find.suggestTags': ({ ids }, { signal }) => archive.asking(signal).suggestTags(ids),
		'clippings.get': ({ id }) => archive.clippings.get(id),
		'clippings.history': ({ id, ...window }) => archive.clippings.past(id, window),
		'clippings.original': ({ id }) => ({ text: archive.clippings.originalText(id) }),
		'clippings.page': ({ id }) => ({ html: archive.pictures.page(id) }),
		'clippings.edit': ({ id, edit, near }) => archive.clippings.edit(id, edit, near ?? null),
		'clippings.accept': ({ id, acceptance }) => archive.clippings.accept(id, acceptance),
		'clippings.settle': ({ id, field, reading, others }) => archive.clippings.settle(id, field, reading, others),
		'clippings.cite': ({ ids, style, reference }) => archive.cite(ids, style, reference),
		'clippings.print': async ({ ids }, { signal, progress, gate }) => {
			if (!paper) throw new Fault('print/no-printer', {});
			try {
				return await paper(await archive.onPaper(ids, { signal, gate, onProgress: progress }), signal);
			} catch (error) {
				if (signal.aborted) return { outcome: 'left' };
				throw error;
			}
		},
		'clippings.textOnly': ({ id }) => archive.clippings.textOnly(id),
		'clippings.tag': ({ ids, add, remove }) => archive.clippings.tag(ids, add, remove),
		'clippings.flag': ({ ids, flagged }) => archive.clippings.flag(ids, flagged),
		'clippings.trash': ({ ids }) => archive.clippings.trash(ids),
		'clippings.restore': ({ ids }) => archive.clippings.restore(ids),

		'annotations.of': ({ id }) => archive.highlights.of(id),
		'annotations.add': ({ id, range, colour, note }) => archive.highlights.add(id, { ...range, colour, note }),
		'annotations.change': ({ uid, edit }) => archive.highlights.change(uid, edit),
		'annotations.remove': ({ uid }) => archive.highlights.remove(uid),

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
		'history.undo': ({ step }, { signal, progress }) => archive.history.turn('undo', step, { signal, onProgress: progress }),
		'history.redo': ({ step }, { signal, progress }) => archive.history.turn('redo', step, { signal, onProgress: progress }),

		'batch.preview': (request, { signal, progress }) => archive.batch.preview(request, { signal, onProgress: progress }),
		'batch.rows': ({ preview, offset, limit }) => archive.batch.rows(preview, { offset, limit }),
		'batch.apply': (asked, { signal, progress }) => ('preview' in asked ? archive.batch.apply(asked.preview, { signal, onProgress: progress }) : archive.batch.run(asked, { signal, onProgress: progress })),
		'batch.shared': ({ selection }, { signal }) => archive.batch.shared(selection, { signal }),
		'clippings.merging': (request) => archive.merges.preview(request),
		'clippings.merge': (request) => ({ id: archive.merges.merge(request) }),
		'clippings.originals': ({ id }) => archive.merges.originals(id),
		'clippings.originalText': ({ id, sha256 }) => ({ text: archive.clippings.originalNamed(id, sha256) }),

		'conventions.list': () => archive.conventions.list(),
		'conventions.habit': ({ id }) => archive.conventions.habit(id),
		'conventions.set': ({ publication, order, settle }) => archive.conventions.set(publication, order, settle),
		'conventions.remove': ({ publication }) => archive.conventions.remove(publication),

		'tags.list': () => archive.tags.list(),
		'tags.tree': () => archive.tags.tree(),
		'tags.add': ({ name }) => ({ id: archive.tags.add(name) }),
		'tags.moving': ({ branch, name }) => archive.tags.moving(branch, name),
		'tags.move': ({ branch, name, merge }) => archive.tags.move(branch, name, merge),
		'tags.colourBranch': ({ branch, colour }) => archive.tags.colourBranch(branch, colour),
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

		'searches.list': () => archive.searches.list(),
		'searches.add': ({ name, query }) => ({ id: archive.searches.add(name, query) }),
		'searches.rename': ({ id, name }) => archive.searches.rename(id, name),
		'searches.change': ({ id, query }) => archive.searches.change(id, query),
		'searches.move': ({ id, before }) => archive.searches.move(id, before),
		'searches.remove': ({ id }) => archive.searches.remove(id),
		'searches.recent': () => archive.searches.recent(),
		'searches.note': ({ text }) => archive.searches.note(text),
		'searches.forget': ({ text }) => archive.searches.forget(text),

		'imports.list': (window) => archive.imports.list(window),
		'imports.get': ({ id }) => archive.imports.get(id),
		'imports.again': ({ id }, { signal, progress, gate }) => archive.imports.again(id, { signal, gate, conflicts: 'ask', onProgress: progress }),

		'conflicts.list': ({ import: run, ...window }) => archive.conflicts.list(run, window),
		'conflicts.decide': async (request) => ({ decided: await archive.conflicts.decide(request) }),

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
