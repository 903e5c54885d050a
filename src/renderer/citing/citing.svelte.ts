// Owns copying citations: the style that is usual, and whether the archive's own reference goes along; both are remembered. Must not word a citation; the core does.
import { CitationStyle, MOST_CITED } from '../../shared/citing';
import type { Citation } from '../../shared/citing';
import type { ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';
import type { Toasts } from '../ui/toasts.svelte';
import { isFlag, recall, remember } from '../ui/remembered';
import { STYLE_WORDS } from './styles';

interface Parts { archive: ArchiveClient; desktop: DesktopClient; toasts: Toasts }

const isStyle = (value: unknown): value is CitationStyle => CitationStyle.safeParse(value).success;
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export class Citing {
	readonly #parts: Parts;
	/** The style used last. */
	style = $state<CitationStyle>(recall('citation-style', 'chicago', isStyle));
	withReference = $state(recall('citation-reference', false, isFlag));

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Puts the citations of these on the clipboard, plain and with italics, an entry a line. Another style becomes the usual one. */
	async copy(ids: readonly ClippingId[], style: CitationStyle = this.style): Promise<void> {
		const { desktop, toasts } = this.#parts;
		this.style = style;
		remember('citation-style', style);
		if (ids.length === 0) return;
		if (ids.length > MOST_CITED) return toasts.show({ kind: 'done', text: say('citing.copied.tooMany', { most: MOST_CITED }) });
		const cited = await this.#cited(ids);
		await desktop['desktop.copy']({ text: cited.map(({ text }) => text).join('\n'), html: cited.map(({ html }) => `<p>${html}</p>`).join('\n') });
		toasts.show({ kind: 'done', text: say('citing.copied.citations', { count: cited.length, style: STYLE_WORDS[style] }) });
	}

	/** Puts words of a clipping on the clipboard, with its citation after them. */
	async copyQuotation(words: string, id: ClippingId): Promise<void> {
		const [cited] = await this.#cited([id]);
		const { desktop, toasts } = this.#parts;
		await desktop['desktop.copy']({
			text: [words, cited?.text].filter(Boolean).join('\n'),
			html: [`<blockquote>${escaped(words)}</blockquote>`, cited && `<p>${cited.html}</p>`].filter(Boolean).join('\n'),
		});
		toasts.show({ kind: 'done', text: say('citing.copied.quotation') });
	}

	toggleReference(): void {
		this.withReference = !this.withReference;
		remember('citation-reference', this.withReference);
	}

	#cited(ids: readonly ClippingId[]): Promise<Citation[]> {
		return this.#parts.archive['clippings.cite']({ ids: [...ids], style: this.style, reference: this.withReference });
	}
}
