// Owns the deciding of what differs between a clipping here and the same one in an import: what of both sides stands afterwards, as changes that can be undone. Must not open transactions, and must not know how a change is carried out.
import { FIELD_NAMES, type FieldName } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import type { ClippingId, CollectionId, ImportId } from '../../shared/model';
import type { ConflictPart, Decision } from '../../shared/returning';
import type { AnnotationState, Change, DecisionState, FieldsChange, FieldState } from './changes';
import { Collections, pathNames } from './collections';
import { ConflictReader, shownPart, type Differing, type LooseHighlight, type Parts } from './conflicts';
import { NOUNS } from './field-rows';
import { FlagRows } from './flags';
import type { History } from './history';
import { packIds } from './id-list';
import type { WriteDb } from './open';
import { tagKey, tagName, Tags } from './tags';

const isField = (part: ConflictPart): part is FieldName => (FIELD_NAMES as readonly string[]).includes(part);
/** Two texts as one: each once, the one that is here first. */
const joined = (mine: string | null, theirs: string | null, gap: string): string => [mine, theirs].filter((text, at, all) => text && all.indexOf(text) === at).join(gap);

/** Works inside a transaction that the caller opened. */
export class Deciding {
	readonly #conflicts: ConflictReader;
	readonly #history: History;
	readonly #tags: Tags;
	readonly #collections: Collections;
	readonly #flags: FlagRows;
	readonly #newUid: () => string;

	constructor(db: WriteDb, history: History, newUid: () => string) {
		this.#conflicts = new ConflictReader(db);
		this.#history = history;
		this.#tags = new Tags(db);
		this.#collections = new Collections(db, newUid);
		this.#flags = new FlagRows(db);
		this.#newUid = newUid;
	}

	/**
	 * Decides what is named of a clipping, and carries it out; answers the changes, in their order. What has been decided already may be
	 * decided anew: the clipping as it is now is what "mine" means.
	 */
	carry(run: ImportId, clipping: ClippingId, decisionOf: (differing: Differing) => Decision | null, at: number): Change[] {
		const made: Change[] = [];
		const carry = (change: Change | null): void => {
			if (!change) return;
			this.#history.carry([change], at);
			made.push(change);
		};
		const decided = this.#conflicts.of(run, clipping).flatMap((differing) => {
			const decision = decisionOf(differing);
			return decision === null || decision === differing.decided ? [] : [{ ...differing, decision }];
		});
		if (decided.length === 0) return [];
		const now = this.#conflicts.parts(clipping);
		carry(this.#fields(clipping, now, decided));
		for (const { part, theirs, decision } of decided) {
			if (decision === 'keep') continue;
			if (part === 'tags') this.#tag(clipping, now.tags, theirs as string[], decision, made, carry);
			if (part === 'collections') this.#collect(clipping, now.collections, theirs as string[], decision, carry);
			if (part === 'flagged') carry(this.#flags.change([clipping], decision === 'take' ? theirs === true : now.flagged || theirs === true));
			if (part === 'highlights') carry(this.#highlights(clipping, now.highlights, theirs as LooseHighlight[], decision));
		}
		const state = (which: (one: (typeof decided)[number]) => Decision | null): DecisionState[] => decided.map((one) => [clipping, one.part, which(one)]);
		carry({ is: 'decisions', import: run, before: state(({ decided: before }) => before), after: state(({ decision }) => decision) });
		return made;
	}

	/** Fields, rights and notes. With both, a field stays, and what it is over there goes into the notes. */
	#fields(clipping: ClippingId, now: Parts, decided: readonly (Differing & { decision: Decision })[]): FieldsChange | null {
		const change: FieldsChange = { is: 'fields', clipping, before: {}, after: {} };
		let notes = now.notes;
		const text = (part: ConflictPart, both: string): string | null => {
			const one = decided.find((differing) => differing.part === part);
			if (!one || one.decision === 'keep') return null;
			return one.decision === 'take' ? (one.theirs as string | null) ?? '' : joined(now[part as 'rights'], one.theirs as string | null, both);
		};
		const note = text('notes', '\n\n');
		if (note !== null) notes = note;
		for (const { part, theirs, decision } of decided) {
			if (!isField(part) || decision === 'keep') continue;
			const [mine, other] = [now[part], theirs as FieldState];
			if (decision === 'take' || mine.value === null) {
				// A headline is never taken away: there is always something a clipping is called.
				if (other.value === null && (part === 'headline' || decision === 'both')) continue;
				change.before[part] = mine;
				change.after[part] = other;
			} else if (other.value !== null) notes = joined(notes, `Other ${NOUNS[part]}: ${shownPart(part, other) ?? ''}`, '\n\n');
		}
		const rights = text('rights', '\n');
		if (rights !== null && (rights || null) !== now.rights) change.rights = { before: now.rights, after: rights || null };
		const embargo = decided.find(({ part }) => part === 'embargo');
		// Of two embargoes both hold: the one that is here stays, and where there is none, theirs comes.
		const held = embargo?.decision === 'take' ? (embargo.theirs as string | null) : embargo?.decision === 'both' ? (now.embargo ?? (embargo.theirs as string | null)) : now.embargo;
		if (held !== now.embargo) change.embargo = { before: now.embargo, after: held };
		if (notes !== now.notes) change.notes = { before: now.notes, after: notes };
		return Object.keys(change.after).length > 0 || change.rights || change.embargo || change.notes ? change : null;
	}

	#tag(clipping: ClippingId, mine: readonly string[], theirs: readonly string[], decision: Decision, made: Change[], carry: (change: Change) => void): void {
		const [here, there] = [new Set(mine.map(tagKey)), new Set(theirs.map(tagKey))];
		for (const name of theirs) {
			if (here.has(tagKey(name)) || !isUsable(name)) continue;
			const known = this.#tags.named(name);
			const tag = known ?? this.#tags.ensure(name);
			if (!known) made.push({ is: 'tags', before: [], after: [{ id: tag.id, name: tag.name, colour: tag.colour }] });
			carry({ is: 'taggings', tag: tag.id, clippings: packIds([clipping]), before: false, after: true });
		}
		if (decision === 'both') return;
		for (const name of mine) {
			const tag = there.has(tagKey(name)) ? null : this.#tags.named(name);
			if (tag) carry({ is: 'taggings', tag: tag.id, clippings: packIds([clipping]), before: true, after: false });
		}
	}

	#collect(clipping: ClippingId, mine: readonly string[], theirs: readonly string[], decision: Decision, carry: (change: Change | null) => void): void {
		const [here, there] = [new Set(mine.map(tagKey)), new Set(theirs.map(tagKey))];
		for (const path of theirs) {
			if (here.has(tagKey(path))) continue;
			carry(this.#collections.putting(this.#shelf(path, carry), [clipping]));
		}
		if (decision === 'both') return;
		for (const path of mine) {
			const id = there.has(tagKey(path)) ? null : this.#collections.named(path);
			if (id !== null) carry(this.#collections.taking(id, [clipping]));
		}
	}

	/** The collection on a path, made where it is new. */
	#shelf(path: string, carry: (change: Change) => void): CollectionId {
		let id: CollectionId | null = null;
		for (const name of pathNames(path)) {
			let next: CollectionId | null = this.#collections.child(id, name);
			if (next === null) {
				const { id: made, change }: ReturnType<Collections['adding']> = this.#collections.adding(name, id);
				carry(change);
				next = made;
			}
			id = next;
		}
		return id!;
	}

	/** With both, a highlight that is another over there stands twice. */
	#highlights(clipping: ClippingId, mine: readonly LooseHighlight[], theirs: readonly LooseHighlight[], decision: Decision): Change | null {
		const here = new Map(mine.map((state) => [state.uid, state]));
		const whole = (state: LooseHighlight): AnnotationState => ({ ...state, clipping });
		const differs = (state: LooseHighlight): boolean => {
			const known = here.get(state.uid);
			return !known || JSON.stringify([known.colour, known.note, known.selectors]) !== JSON.stringify([state.colour, state.note, state.selectors]);
		};
		const other = theirs.filter(differs);
		if (decision === 'both') return other.length === 0 ? null : { is: 'annotations', before: [], after: other.map((state) => whole(here.has(state.uid) ? { ...state, uid: this.#newUid() } : state)) };
		const there = new Set(theirs.map(({ uid }) => uid));
		const before = mine.filter((state) => !there.has(state.uid) || other.some(({ uid }) => uid === state.uid)).map(whole);
		return before.length + other.length === 0 ? null : { is: 'annotations', before, after: other.map(whole) };
	}
}

function isUsable(name: string): boolean {
	try {
		return tagName(name) !== '';
	} catch (error) {
		if (Fault.is(error, 'tag/unusable')) return false;
		throw error;
	}
}
