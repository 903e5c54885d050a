// Owns what a person can do with the pictures of a clipping: give one to a caption, take one off, save a copy. Must not hold state.
import type { Token } from '../../shared/contract';
import type { Clipping, ClippingId, Picture } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient, Offer } from '../clients';
import type { Undoing } from '../frame/undoing.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { KeptPicture } from './placing';
import { nameOf } from './placing';

interface Parts {
	archive: Pick<ArchiveClient, 'pictures.attach' | 'pictures.bytes' | 'pictures.detach' | 'history.undo'>;
	desktop: Pick<DesktopClient, 'desktop.chooseSources' | 'desktop.clipboard' | 'desktop.saveCopy'>;
	offer: Offer;
	toasts: Toasts;
	undoing: Pick<Undoing, 'ask'>;
}

type Source = { from: 'token'; token: Token } | { from: 'paste'; bytes: Uint8Array<ArrayBuffer>; name: string };

/** What a picture is called that came without a name. */
const NAMELESS = say('pictures.acts.nameless');

export class PictureActs {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Keeps a file that was dropped at a caption. A file that only a program holds, such as a picture dragged from a browser, gives its bytes. */
	drop(id: ClippingId, caption: number, files: readonly File[]): Promise<void> {
		return this.#try(async () => {
			const [file] = files;
			if (!file) return this.#parts.toasts.show({ kind: 'trouble', text: say('pictures.acts.noFile') });
			await this.#attach(id, caption, await this.#sourceOf(file), file.name);
		});
	}

	/** Keeps what was copied: a file, or a picture itself. */
	paste(id: ClippingId, caption: number, files: readonly File[]): Promise<void> {
		return this.#try(async () => {
			const [file] = files;
			if (file) return this.#attach(id, caption, await this.#sourceOf(file), file.name || NAMELESS);
			const { tokens: [token], picture } = await this.#parts.desktop['desktop.clipboard']();
			if (token) return this.#attach(id, caption, { from: 'token', token }, null);
			if (picture) return this.#attach(id, caption, { from: 'paste', bytes: picture, name: NAMELESS }, null);
			this.#parts.toasts.show({ kind: 'done', text: say('pictures.acts.nothingCopied') });
		});
	}

	choose(id: ClippingId, caption: number): Promise<void> {
		return this.#try(async () => {
			const { tokens: [token] } = await this.#parts.desktop['desktop.chooseSources']({ folder: false, isPicture: true });
			if (token) await this.#attach(id, caption, { from: 'token', token }, null);
		});
	}

	detach(picture: Picture): void {
		void this.#try(async () => {
			await this.#done(async () => {
				await this.#parts.archive['pictures.detach']({ id: picture.id });
				return say('pictures.acts.tookOff', { name: nameOf(picture) });
			});
		});
	}

	saveCopy(picture: KeptPicture): void {
		void this.#try(async () => {
			const { bytes } = await this.#parts.archive['pictures.bytes']({ sha256: picture.sha256 });
			const isSaved = await this.#parts.desktop['desktop.saveCopy']({ name: nameOf(picture).slice(-200), bytes });
			if (isSaved) this.#parts.toasts.show({ kind: 'done', text: say('pictures.acts.savedCopy', { name: nameOf(picture) }) });
		});
	}

	async #sourceOf(file: File): Promise<Source> {
		const [token] = await this.#parts.offer([file]);
		if (token) return { from: 'token', token };
		return { from: 'paste', bytes: new Uint8Array(await file.arrayBuffer()), name: (file.name || NAMELESS).slice(-200) };
	}

	async #attach(id: ClippingId, caption: number, source: Source, said: string | null): Promise<void> {
		await this.#done(async () => {
			const clipping: Clipping = await this.#parts.archive['pictures.attach']({ id, caption, source });
			const kept = clipping.pictures.findLast((picture) => picture.caption === caption && picture.sha256 !== null);
			const name = kept ? nameOf(kept) : said;
			return name === null ? say('pictures.acts.keptNameless') : say('pictures.acts.kept', { name });
		});
	}

	/** Says what was done, with the way back where it has become a step of the history. */
	async #done(act: () => Promise<string>): Promise<void> {
		const { archive, toasts, undoing } = this.#parts;
		const before = (await undoing.ask()).undo?.id;
		const text = await act();
		const { undo } = await undoing.ask();
		const step = undo && undo.id !== before ? undo.id : null;
		toasts.show({ kind: 'done', text, ...(step !== null && { act: { label: say('pictures.acts.undo'), run: () => void this.#try(() => archive['history.undo']({ step })) } }) });
	}

	async #try(act: () => Promise<unknown>): Promise<void> {
		try {
			await act();
		} catch (error) {
			this.#parts.toasts.trouble(error);
		}
	}
}
