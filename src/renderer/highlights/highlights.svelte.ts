// Owns the highlights of the open clipping: which there are, what is selected to become one, which is open, lit or being noted, and every act on them. Must not know elements of the page.
import { untrack } from 'svelte';
import type { Annotation, AnnotationEdit, ChosenRange, TextPart } from '../../shared/annotation';
import { HighlightColour, textParts } from '../../shared/annotation';
import type { Clipping, ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient } from '../clients';
import type { Toasts } from '../ui/toasts.svelte';
import { recall, remember } from '../ui/remembered';
import { firstOf, moved, stretched, type Step, type Stretch } from './by-keyboard';
import { marksByPart, type LocalMark } from './stretches';

interface Parts {
	archive: Pick<ArchiveClient, 'annotations.of' | 'annotations.add' | 'annotations.change' | 'annotations.remove'>;
	toasts: Toasts;
	/** Says what was done, with the way back. */
	say: (text: string) => void;
	/** The clipping that is open. */
	clipping: () => Clipping | null;
}

export const COLOURS = HighlightColour.options;
const isColour = (value: unknown): value is HighlightColour => HighlightColour.safeParse(value).success;
const NONE: readonly LocalMark[] = [];

/** Words chosen without a pointer: a stretch of one part of the text. */
export interface ByKeyboard extends Stretch { part: number }

export class Highlights {
	all = $state.raw<readonly Annotation[]>([]);
	/** The colour of the next highlight: that of the last. */
	colour = $state<HighlightColour>(recall('highlight-colour', 'lemon', isColour));
	/** What is selected of the text. */
	chosen = $state.raw<ChosenRange | null>(null);
	/** The highlight whose bar is open, and whether the bar takes the focus. */
	open = $state.raw<{ uid: string; takesFocus: boolean } | null>(null);
	/** The highlight that the pointer or the focus is on, in the text or in the margin. */
	lit = $state<string | null>(null);
	/** The highlight that has the focus. */
	focused = $state<string | null>(null);
	/** The highlight whose note is being written. */
	noting = $state<string | null>(null);
	/** Words that are being chosen without a pointer. */
	keyboard = $state.raw<ByKeyboard | null>(null);
	/** The highlight that is to stand on other words: those being chosen. */
	reshaping = $state<string | null>(null);
	/** The highlight that is to be shown and to have the focus, once it stands on the page. */
	wanted = $state.raw<{ uid: string } | null>(null);

	readonly #parts: Parts;
	readonly #text = $derived.by(() => this.#parts.clipping());
	readonly textParts = $derived<readonly TextPart[]>(this.#text ? textParts(this.#text) : []);
	readonly #numbers = $derived(new Map(this.textParts.map(({ of, index }, number) => [`${of} ${index}`, number])));
	readonly #marks = $derived(marksByPart(this.textParts, this.all));

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Asks for the highlights of a clipping that is being opened. What comes back shows them, at the same moment as the clipping. */
	async fetch(id: ClippingId, signal: AbortSignal): Promise<() => void> {
		const all = await this.#parts.archive['annotations.of']({ id }, { signal });
		return () => {
			if (untrack(() => this.#parts.clipping()?.id) !== id) this.#leave();
			this.all = all;
		};
	}

	/** Another clipping, or none, is open. */
	#leave(): void {
		this.all = [];
		this.chosen = null;
		this.open = null;
		this.lit = null;
		this.focused = null;
		this.noting = null;
		this.keyboard = null;
		this.reshaping = null;
	}

	byUid(uid: string | null): Annotation | undefined {
		return this.all.find((one) => one.uid === uid);
	}

	/** The number of a part of the text, which its element bears. */
	numberOf(of: TextPart['of'], index: number): number | undefined {
		return this.#numbers.get(`${of} ${index}`);
	}

	marksIn(number: number | undefined): readonly LocalMark[] {
		return (number === undefined ? undefined : this.#marks.get(number)) ?? NONE;
	}

	/** Highlights with a note, or one being written. */
	get noted(): Annotation[] {
		return this.all.filter(({ at, note, uid }) => at !== null && (note !== '' || uid === this.noting));
	}

	/** Those of them whose words end in a part. */
	notedIn(number: number | undefined): Annotation[] {
		const part = number === undefined ? undefined : this.textParts[number];
		return part ? this.noted.filter(({ at }) => at!.end > part.start && at!.end <= part.end + 1) : [];
	}

	/** Makes a highlight of what is selected, in a colour or the last one used; or gives the one that is being reshaped these words. */
	async mark(colour?: HighlightColour, isNoted = false): Promise<void> {
		const { chosen, reshaping } = this;
		const clipping = this.#parts.clipping();
		if (!clipping) return;
		if (!chosen) {
			const focused = this.byUid(this.open?.uid ?? this.focused);
			if (focused) return isNoted ? this.note(focused.uid) : this.change(focused.uid, { colour: colour ?? this.colour });
			return this.#parts.toasts.show({ kind: 'done', text: say('highlights.acts.selectFirst') });
		}
		if (reshaping !== null) {
			this.leaveKeyboard();
			this.wanted = { uid: reshaping };
			return this.change(reshaping, { range: chosen, ...(colour && { colour }) });
		}
		const used = colour ?? this.colour;
		this.#useColour(used);
		const wasKeyboard = this.keyboard !== null;
		await this.#try(async () => {
			const made = await this.#parts.archive['annotations.add']({ id: clipping.id, range: chosen, colour: used, note: '' });
			this.#put(made);
			this.chosen = null;
			this.keyboard = null;
			if (isNoted) this.noting = made.uid;
			else if (wasKeyboard) this.wanted = { uid: made.uid };
		});
	}

	async change(uid: string, edit: AnnotationEdit): Promise<void> {
		if (edit.colour) this.#useColour(edit.colour);
		await this.#try(async () => this.#put(await this.#parts.archive['annotations.change']({ uid, edit })));
	}

	note(uid: string): void {
		this.open = null;
		this.noting = uid;
	}

	/** Keeps the note that was written. False when it could not be kept. */
	async keepNote(uid: string, note: string): Promise<boolean> {
		const known = this.byUid(uid);
		const isKept = known?.note === note || await this.#try(async () => this.#put(await this.#parts.archive['annotations.change']({ uid, edit: { note } })));
		if (isKept && this.noting === uid) this.noting = null;
		return isKept;
	}

	async remove(uid: string): Promise<void> {
		const had = this.byUid(uid);
		if (!had) return;
		await this.#try(async () => {
			await this.#parts.archive['annotations.remove']({ uid });
			this.all = this.all.filter((one) => one.uid !== uid);
			this.open = null;
			this.lit = null;
			this.#parts.say(had.note === '' ? say('highlights.acts.removed') : say('highlights.acts.removedNoted'));
		});
	}

	/** Shows a highlight and gives it the focus. */
	show(uid: string): void {
		this.wanted = { uid };
	}

	/** Goes to the next highlight in the text, or the one before. */
	step(way: 1 | -1): void {
		const inText = this.all.filter(({ at }) => at !== null);
		if (inText.length === 0) return this.#parts.toasts.show({ kind: 'done', text: say('highlights.acts.none') });
		const at = inText.findIndex(({ uid }) => uid === (this.focused ?? this.lit));
		const next = at < 0 ? (way === 1 ? 0 : inText.length - 1) : (at + way + inText.length) % inText.length;
		this.show(inText[next]!.uid);
	}

	/** Begins to choose words by keyboard, at a part of the text or the first of its body. */
	begin(part = this.textParts.findIndex(({ of }) => of === 'block')): void {
		const number = part < 0 ? 0 : part;
		const text = this.textParts[number]?.text;
		if (text === undefined) return;
		this.open = null;
		this.keyboard = { part: number, ...firstOf(text) };
	}

	/** Begins to choose other words for a highlight, from those it has in its first part. */
	reshape(uid: string): void {
		const part = this.textParts.findIndex((_, number) => this.marksIn(number).some((mark) => mark.uid === uid));
		const mark = this.marksIn(part).find((one) => one.uid === uid);
		if (!mark) return;
		this.open = null;
		this.reshaping = uid;
		this.keyboard = { part, start: mark.start, end: mark.end };
	}

	leaveKeyboard(): void {
		this.keyboard = null;
		this.reshaping = null;
		this.chosen = null;
	}

	/** Goes on by a word or a sentence, or lengthens what is chosen by one. */
	go(step: Step, way: 1 | -1, isStretched: boolean): void {
		const { keyboard } = this;
		const text = keyboard && this.textParts[keyboard.part]?.text;
		if (!keyboard || text === null || text === undefined) return;
		const next = (isStretched ? stretched : moved)(text, keyboard, step, way);
		if (next.start === keyboard.start && next.end === keyboard.end && !isStretched) return this.goPart(way, way === -1);
		this.keyboard = { part: keyboard.part, ...next };
	}

	/** Goes to the next paragraph or the one before: its first word, or its last. */
	goPart(way: 1 | -1, isLast = false): void {
		const { keyboard } = this;
		const part = keyboard && keyboard.part + way;
		const text = part === null ? undefined : this.textParts[part]?.text;
		if (part === null || text === undefined) return;
		const first = firstOf(text);
		this.keyboard = { part, ...(isLast ? moved(text, { start: text.length, end: text.length }, 'word', -1) : first) };
	}

	#useColour(colour: HighlightColour): void {
		this.colour = colour;
		remember('highlight-colour', colour);
	}

	/** What was made or changed stands there at once; the archive's own answer follows. */
	#put(one: Annotation): void {
		if (one.clipping !== this.#parts.clipping()?.id) return;
		const others = this.all.filter(({ uid }) => uid !== one.uid);
		this.all = [...others, one].sort((a, b) => (a.at?.start ?? Infinity) - (b.at?.start ?? Infinity));
	}

	async #try(act: () => Promise<unknown>): Promise<boolean> {
		try {
			await act();
			return true;
		} catch (error) {
			this.#parts.toasts.trouble(error);
			return false;
		}
	}
}
