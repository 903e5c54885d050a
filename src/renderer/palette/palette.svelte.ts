// Owns the palette: what is typed in it, what it offers for that, and which row the arrows stand on. Must not act; a row says what to do, the acts do it.
import { say, sayOf } from '../../shared/words/say';
import type { MenuCommand } from '../../shared/contract';
import type { Being, ClippingRow, CollectionId, Piece } from '../../shared/model';
import type { SavedSearchId } from '../../shared/finding';
import { Query } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';
import type { Collections } from '../collections/collections.svelte';
import type { Undoing } from '../frame/undoing.svelte';
import type { Standing } from '../frame/standing.svelte';
import type { Library } from '../library/library.svelte';
import type { Reader } from '../reader/reader.svelte';
import type { Searches } from '../searches/searches.svelte';
import { branchQuery, lastOf, parentOf } from '../tags/names';
import type { Tags } from '../tags/tags.svelte';
import { saidDate } from '../ui/dates';
import { saidKey } from '../ui/keys';
import { isWords, recall, remember } from '../ui/remembered';
import { inSentence, number } from '../ui/words';
import { COMMANDS, type About, type Sign } from './commands';
import { best } from './matching';
import Clock from '@lucide/svelte/icons/clock';
import Folder from '@lucide/svelte/icons/folder';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import LibraryBig from '@lucide/svelte/icons/library';
import ListFilter from '@lucide/svelte/icons/list-filter';
import Newspaper from '@lucide/svelte/icons/newspaper';
import TagSign from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash-2';

/** What taking a row does. */
export type Deed =
	| { do: 'command'; command: MenuCommand }
	| { do: 'tag'; name: string }
	| { do: 'collect'; id: CollectionId; name: string }
	| { do: 'place'; only: Being | null }
	| { do: 'trash' }
	/** All that stands in a branch of tags. */
	| { do: 'branch'; text: string }
	| { do: 'tagged'; name: string }
	| { do: 'collection'; id: CollectionId }
	| { do: 'search'; id: SavedSearchId }
	/** Another archive, by its place. */
	| { do: 'archive'; place: string }
	| { do: 'reveal'; row: ClippingRow };

export interface Row {
	key: string;
	deed: Deed;
	icon: Sign | null;
	/** A tag's dot in place of a sign. */
	dot: string | null;
	/** In front of the name, never sought: "Add tag ". */
	lead: string;
	name: readonly Piece[];
	note: string;
	keys: string;
	/** Set as print: a headline. */
	isPrint?: true;
	language?: string | null;
}

export interface Group { label: string; rows: readonly Row[] }

/** How long typing may pause before the archive is asked, in milliseconds. */
const PAUSE = 60;
const MOST_CLIPPINGS = 5;
/** Rows of a group while all groups are shown. */
const MOST = 5;
const MOST_NARROWED = 40;
const MOST_RECENT = 5;

const OF_CLIPPINGS: readonly About[] = ['clipping', 'trashed', 'article', 'beside', 'two'];

interface Parts {
	archive: Pick<ArchiveClient, 'clippings.search'>;
	collections: Collections;
	/** Two clippings are open side by side. */
	readonly isBeside: boolean;
	library: Library;
	reader: Reader;
	searches: Searches;
	standing: Standing;
	tags: Tags;
	undoing: Undoing;
}

export class Palette {
	isOpen = $state(false);
	typed = $state('');
	/** Only what can be done is shown, not where one can go. */
	isNarrowed = $state(false);
	active = $state(0);

	readonly #parts: Parts;
	#found = $state.raw<readonly ClippingRow[]>([]);
	/** What was done from here of late, the last first. */
	#recent = $state.raw<readonly string[]>(recall('palette', [], isWords));
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked: AbortController | null = null;

	readonly groups: readonly Group[] = $derived.by(() => (this.isOpen ? this.#offer() : []).filter(({ rows }) => rows.length > 0));
	readonly rows: readonly Row[] = $derived(this.groups.flatMap(({ rows }) => rows));

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	open(): void {
		this.isOpen = true;
		this.typed = '';
		this.isNarrowed = false;
		this.active = 0;
		this.#found = [];
	}

	close(): void {
		this.#stop();
		this.isOpen = false;
	}

	type(text: string): void {
		this.typed = text;
		this.active = 0;
		this.#stop();
		if (text.trim() === '') this.#found = [];
		else this.#timer = setTimeout(() => void this.#ask(text), PAUSE);
	}

	narrow(): void {
		this.isNarrowed = !this.isNarrowed;
		this.active = 0;
	}

	/** Round at both ends. */
	move(by: number): void {
		const { length } = this.rows;
		if (length > 0) this.active = (this.active + by + length) % length;
	}

	/** Closes, and says what to do. */
	take(row: Row): Deed {
		this.close();
		if (row.deed.do === 'command') {
			const { command } = row.deed;
			this.#recent = [command, ...this.#recent.filter((one) => one !== command)].slice(0, MOST_RECENT);
			remember('palette', this.#recent);
		}
		return row.deed;
	}

	#offer(): Group[] {
		const { library, reader } = this.#parts;
		const many = library.chosenCount;
		const isBare = this.typed.trim() === '';
		const about = many > 1 ? say('palette.group.these', { count: many }) : say('palette.group.this');
		const most = this.isNarrowed ? MOST_NARROWED : MOST;
		const clipping = this.#commands(OF_CLIPPINGS, most);
		const rest = this.#commands(['archive', 'window'], most);
		if (isBare) return this.#bare(about, clipping, rest);
		const acts: Group[] = [
			{ label: about, rows: many > 0 || reader.clipping ? [...this.#filing(most), ...clipping].slice(0, most) : [] },
			{ label: say('palette.group.do'), rows: rest },
		];
		if (this.isNarrowed) return acts;
		return [...acts, { label: say('palette.group.go'), rows: this.#places(MOST) }, { label: say('palette.group.clippings'), rows: this.#clippings() }];
	}

	#bare(about: string, clipping: Row[], rest: Row[]): Group[] {
		const recent = new Set(this.#recent);
		const again = [...this.#commands([...OF_CLIPPINGS, 'archive', 'window'], MOST_NARROWED)]
			.filter(({ key }) => recent.has(key)).sort((a, b) => this.#recent.indexOf(a.key) - this.#recent.indexOf(b.key));
		const fresh = (rows: Row[]): Row[] => (this.isNarrowed ? rows : rows.filter(({ key }) => !recent.has(key)));
		const acts: Group[] = [{ label: about, rows: fresh(clipping) }, { label: say('palette.group.do'), rows: fresh(rest) }];
		return this.isNarrowed ? acts : [{ label: say('palette.group.recent'), rows: again }, ...acts, { label: say('palette.group.go'), rows: this.#places(MOST + 1) }];
	}

	#commands(about: readonly About[], most: number): Row[] {
		const able = (Object.keys(COMMANDS) as MenuCommand[]).filter((command) => about.includes(COMMANDS[command]!.about) && this.#isAble(command));
		return best(able, this.typed, (command) => this.#saying(command), most)
			.map(({ one, pieces }) => ({ key: one, deed: { do: 'command', command: one }, icon: COMMANDS[one]!.icon, dot: null, lead: '', name: pieces, note: '', keys: saidKey(one) }));
	}

	/** What undo and redo would turn stands behind them. */
	#saying(command: MenuCommand): string {
		const { undo, redo } = this.#parts.undoing.state;
		const step = command === 'undo' ? undo : command === 'redo' ? redo : null;
		const act = COMMANDS[command]!.words;
		return step ? say('palette.step', { act, what: inSentence(sayOf(step.label)) }) : act;
	}

	#isAble(command: MenuCommand): boolean {
		const { library, reader, standing, undoing } = this.#parts;
		const { about, changes } = COMMANDS[command]!;
		if (changes && standing.summary?.readOnly) return false;
		if (command === 'undo') return undoing.state.undo !== null;
		if (command === 'redo') return undoing.state.redo !== null;
		if (command === 'change-many') return library.chosenCount > 1;
		if (command === 'trash') return library.where !== 'trash' && library.chosenCount > 0;
		if (command === 'save-search') return library.isFiltered;
		switch (about) {
			case 'clipping': return library.chosenCount > 0 || reader.clipping !== null;
			case 'trashed': return library.where === 'trash' && library.chosenCount > 0;
			case 'article': return reader.clipping !== null;
			case 'beside': return this.#parts.isBeside;
			case 'two': return library.chosenCount === 2 && library.whole === null;
			default: return true;
		}
	}

	/** Tags and collections that the open or chosen clippings could be given, by the name that is typed. */
	#filing(most: number): Row[] {
		const { collections, library, reader, standing, tags } = this.#parts;
		if (standing.summary?.readOnly) return [];
		const carried = new Set((library.chosenCount > 1 ? [] : reader.clipping?.tags ?? []).map(({ id }) => id));
		const open = tags.branches.filter(({ id }) => id !== null && !carried.has(id));
		const tagged = best(open, this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({
			rank, row: { key: `tag ${one.name}`, deed: { do: 'tag', name: one.name }, icon: TagSign, dot: null, lead: `${say('palette.lead.tag')} `, name: pieces, note: '', keys: '' } satisfies Row,
		}));
		const put = best(collections.all, this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({
			rank, row: { key: `collect ${one.id}`, deed: { do: 'collect', id: one.id, name: one.name }, icon: FolderPlus, dot: null, lead: `${say('palette.lead.collect')} `, name: pieces, note: above(one.path), keys: '' } satisfies Row,
		}));
		return [...tagged, ...put].sort((a, b) => a.rank - b.rank).slice(0, Math.min(most, 4)).map(({ row }) => row);
	}

	#places(most: number): Row[] {
		const { collections, searches, standing, tags } = this.#parts;
		const counts = standing.summary;
		const fixed: { name: string; count: number | undefined; icon: Sign; deed: Deed }[] = [
			{ name: say('frame.side.all'), count: counts?.clippings, icon: LibraryBig, deed: { do: 'place', only: null } },
			...(['inbox', 'needs-a-look', 'flagged'] as const).map((command) => ({
				name: COMMANDS[command]!.words, count: { inbox: counts?.unfiled, 'needs-a-look': counts?.unsure, flagged: counts?.flagged }[command], icon: COMMANDS[command]!.icon, deed: { do: 'command', command } as Deed,
			})),
			{ name: say('frame.side.recent'), count: undefined, icon: Clock, deed: { do: 'place', only: 'recent' } },
			{ name: say('frame.side.trash'), count: counts?.trashed, icon: Trash, deed: { do: 'trash' } },
		];
		const row = (key: string, deed: Deed, icon: Sign | null, dot: string | null, pieces: readonly Piece[], notes: readonly (string | null | undefined)[]): Row =>
			({ key, deed, icon, dot, lead: '', name: pieces, note: notes.filter(Boolean).join(', '), keys: deed.do === 'command' ? saidKey(deed.command) : '' });
		const many = (count: number | null | undefined): string => (count ? number(count) : '');
		const all = [
			...best(fixed, this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({ rank, row: row(`to ${one.name}`, one.deed, one.icon, null, pieces, [many(one.count)]) })),
			...(this.typed.trim() === '' ? [] : [
				...best(tags.branches, this.typed, ({ name }) => lastOf(name), most).map(({ one, pieces, rank }) => ({
					rank, row: row(`branch ${one.name}`, one.id === null ? { do: 'branch', text: branchQuery(one.name) } : { do: 'tagged', name: one.name }, null, one.colour, pieces, [tagNote(one.name), many(one.total)]),
				})),
				...best(searches.all, this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({
					rank, row: row(`search ${one.id}`, { do: 'search', id: one.id }, ListFilter, null, pieces, [say('palette.note.search'), many(searches.counts.get(one.id))]),
				})),
				...best(standing.recent.filter(({ place, isThere }) => isThere && place !== standing.place), this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({
					rank, row: row(`archive ${one.place}`, { do: 'archive', place: one.place }, LibraryBig, null, pieces, [say('palette.note.archive')]),
				})),
				...best(collections.all, this.typed, ({ name }) => name, most).map(({ one, pieces, rank }) => ({
					rank, row: row(`shelf ${one.id}`, { do: 'collection', id: one.id }, Folder, null, pieces, [collectionNote(one.path), many(one.count)]),
				})),
			]),
		];
		return all.sort((a, b) => a.rank - b.rank).slice(0, most).map((one) => one.row);
	}

	#clippings(): Row[] {
		return this.#found.map((row) => ({
			key: `clipping ${row.id}`, deed: { do: 'reveal', row }, icon: Newspaper, dot: null, lead: '', name: row.headline,
			note: [row.publication, saidDate(row.published, 'short')].filter(Boolean).join(', '), keys: '', isPrint: true, language: row.language,
		}));
	}

	async #ask(text: string): Promise<void> {
		const asked = new AbortController();
		this.#asked = asked;
		try {
			const query = Query.parse({ text: text.slice(0, 10_000), sort: 'relevance' });
			const { rows } = await this.#parts.archive['clippings.search']({ query, offset: 0, limit: MOST_CLIPPINGS }, { signal: asked.signal });
			if (!asked.signal.aborted) this.#found = rows;
		} catch (error) {
			if (asked.signal.aborted) return;
			// Everything else is still offered; the list says what is wrong with the archive.
			this.#found = [];
			if (!Fault.is(error)) throw error;
		}
	}

	#stop(): void {
		clearTimeout(this.#timer);
		this.#asked?.abort();
		this.#asked = null;
	}
}

/** "Thesis" of "Thesis/The closure"; nothing for what stands in nothing. */
const holderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** "in Thesis" */
const above = (path: string): string => (holderOf(path) === '' ? '' : say('palette.note.in', { path: holderOf(path) }));
const collectionNote = (path: string): string => (holderOf(path) === '' ? say('palette.note.collection') : say('palette.note.collection-in', { path: holderOf(path) }));
const tagNote = (name: string): string => {
	const branch = parentOf(name);
	return branch === null ? say('palette.note.tag') : say('palette.note.tag-in', { branch });
};

