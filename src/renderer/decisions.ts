// Owns what a person decides of readings, and taking any act back: in the queue, beside the article, by key or by menu. Must not hold state; every screen has its own.
import { say, sayOf } from '../shared/words/say';
import type { MenuCommand } from '../shared/contract';
import type { FieldName } from '../shared/draft';
import { Fault } from '../shared/errors';
import type { ClippingId } from '../shared/model';
import type { ArchiveClient } from './clients';
import type { Frame } from './frame/frame.svelte';
import type { Undoing } from './frame/undoing.svelte';
import type { Decided, Look } from './look/look.svelte';
import { FIELDS, THREADS } from './reader/fields';
import type { Reader } from './reader/reader.svelte';
import { isTyping } from './ui/keys';
import type { Toasts } from './ui/toasts.svelte';
import { inSentence } from './ui/words';

interface Parts {
	archive: ArchiveClient;
	frame: Frame;
	look: Look;
	reader: Reader;
	toasts: Toasts;
	undoing: Undoing;
}

/** Commands that mean what is chosen in the list. */
const OF_THE_LIST: ReadonlySet<MenuCommand> = new Set(['next', 'previous', 'edit', 'tag', 'flag', 'move-up', 'move-down', 'trash', 'restore', 'copy', 'select-all', 'open-beside', 'open-window']);

export class Decisions {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Takes the last act back, or does it again. In a text field that is the field's own matter. */
	turn(way: 'undo' | 'redo', step: number | null = null): void {
		if (step === null && isTyping(document.activeElement)) {
			document.execCommand(way);
			return;
		}
		this.#try(async () => {
			const { archive, toasts, undoing } = this.#parts;
			try {
				const { label } = await archive[`history.${way}`]({ step });
				const state = await undoing.ask();
				const [back, word] = way === 'undo' ? ([state.redo, say('act.said.redo')] as const) : ([state.undo, say('act.said.undo')] as const);
				const act = back && { label: word, run: () => this.turn(way === 'undo' ? 'redo' : 'undo', back.id) };
				toasts.show({ kind: 'done', text: way === 'undo' ? say('act.said.undone', { what: inSentence(sayOf(label)) }) : say('act.said.redone', { what: inSentence(sayOf(label)) }), ...(act && { act }) });
			} catch (error) {
				if (!Fault.is(error, 'history/nothing')) throw error;
				toasts.show({ kind: 'done', text: way === 'undo' ? say('act.said.no-undo') : say('act.said.no-redo') });
			}
		});
	}

	/** Says what was done, with the way back. */
	say(text: string): void {
		this.#try(async () => {
			const { archive, toasts, undoing } = this.#parts;
			const { undo } = await undoing.ask();
			toasts.show({ kind: 'done', text, ...(undo && { act: { label: say('act.said.undo'), run: () => this.#try(() => archive['history.undo']({ step: undo.id })) } }) });
		});
	}

	/** Goes to the queue of what needs a look, to one clipping in it when that is given. */
	look(id: ClippingId | null = null): void {
		const { frame, look } = this.#parts;
		frame.isDrawerOpen = false;
		this.#try(() => look.open(id));
	}

	/** Whether a command that means the chosen clippings means the one at hand in the queue; then it is done there. */
	takesInQueue(command: MenuCommand, trash: (ids: readonly ClippingId[]) => void): boolean {
		const { look } = this.#parts;
		if (!look.isOpen || !OF_THE_LIST.has(command)) return false;
		const field = FIELDS.find(({ name }) => name === look.field);
		if (command === 'next' || command === 'previous') this.#try(() => look.move(command === 'next' ? 1 : -1));
		else if (command === 'edit' && field && look.clipping) look.edit(field.name);
		else if (command === 'trash' && look.clipping) trash([look.clipping.id]);
		return true;
	}

	acceptAndNext(): void {
		this.#try(() => this.#parts.look.acceptAll());
	}

	keepAsText(): void {
		this.#try(() => this.#parts.look.keepAsText());
	}

	/** In the queue: a clipping has been dealt with. */
	decided({ clipping, how }: Decided): void {
		this.say(how === 'accepted' ? say('act.said.needs-no-look', { headline: clipping.headline }) : say('act.said.text-only', { headline: clipping.headline }));
	}

	/** In the ordinary reader: a value counts as known. */
	accept(name: FieldName): void {
		this.#try(async () => {
			await this.#parts.reader.accept(name);
			this.say(say('act.said.accepted', { field: inSentence(THREADS[name].label) }));
		});
	}

	/** In the ordinary reader: an open date has one of its readings, or is left open. */
	settle(reading: string | null): void {
		this.#try(async () => {
			await this.#parts.reader.settle(reading);
			this.say(reading === null ? say('act.said.date-open') : say('act.said.date-settled'));
		});
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
