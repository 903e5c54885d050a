// Owns the names of exported files: legible, and safe on Windows, macOS and Linux at once. Must not touch the disk.
import type { KeptDate } from '../../shared/model';

/** Room for a name without its extension. 120 bytes of UTF-8 leave space for " (original)", a number and an extension under every file system's 255, and under the 143 of encrypted home folders. */
const STEM_BYTES = 120;

/** Names that Windows keeps for devices, whatever their extension (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

const JOINERS = /[\u200c\u200d]/;
const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Takes out what cannot be seen: controls, direction marks, half characters. Joiners stay where they join (emoji, Persian). */
function visible(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
		.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/gu, '')
		.replace(/\p{Cf}/gu, (mark, at: number, whole: string) =>
			JOINERS.test(mark) && /[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u.test(whole.slice(Math.max(0, at - 2), at)) ? mark : '');
}

function cut(text: string, bytes: number): string {
	if (encoder.encode(text).length <= bytes) return text;
	let kept = '';
	let room = bytes;
	for (const { segment } of graphemes.segment(text)) {
		room -= encoder.encode(segment).length;
		if (room < 0) break;
		kept += segment;
	}
	const space = kept.lastIndexOf(' ');
	return space > kept.length * 0.6 ? kept.slice(0, space) : kept;
}

/**
 * Makes any text a file name without extension: no character that a system or an Obsidian link refuses, no
 * device name, nothing invisible, at most `bytes` bytes of UTF-8 cut between whole characters. Never empty.
 */
export function safeStem(text: string, bytes: number = STEM_BYTES): string {
	const plain = visible(text.slice(0, 4 * bytes))
		.replace(/[/\\|]/g, '-')
		.replace(/:(?=\s)/g, ' -')
		.replace(/:/g, '-')
		.replace(/["]/g, "'")
		.replace(/\[/g, '(')
		.replace(/\]/g, ')')
		.replace(/[<>?*#^]/g, '')
		.replace(/\s+/g, ' ');
	// A leading dot hides a file, a leading dash or tilde means something to a shell; Windows drops trailing dots and spaces.
	const trimmed = cut(plain.replace(/^[\s.~-]+/, ''), bytes).replace(/[\s.]+$/, '');
	if (trimmed === '') return 'Untitled';
	const beforeDot = (trimmed.split('.')[0] ?? '').trimEnd();
	return DEVICE.test(beforeDot) ? `_${trimmed}` : trimmed;
}

const BY_MEDIA_TYPE: Readonly<Record<string, string>> = { 'text/plain': 'txt', 'text/markdown': 'md', 'text/html': 'html' };

/** The extension an original keeps: that of its name when it is a plain one, else one for its media type. Without the dot. */
export function safeExtension(fileName: string, mediaType: string): string {
	const own = /\.([a-z0-9]{1,10})$/i.exec(fileName)?.[1]?.toLowerCase();
	return own ?? BY_MEDIA_TYPE[mediaType] ?? 'bin';
}

/** What of a publication date may stand in a file name: the day, month or year it surely lies in ("1982-03-11", "1982-03", "1982"), else nothing. */
export function datePart(date: Pick<KeptDate, 'firstDay' | 'lastDay'> | null): string {
	const first = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date?.firstDay ?? '');
	const last = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date?.lastDay ?? '');
	if (!first || !last || first[1] !== last[1]) return '';
	if (first[2] !== last[2]) return first[1] ?? '';
	return first[3] === last[3] ? first[0] : `${first[1]}-${first[2]}`;
}

/** A 52-bit hash of a name as the least discerning file system sees it: without case, accents' encoding, or joiners. */
function fingerprint(name: string): number {
	const folded = name.normalize('NFKD').replace(/\p{Cf}/gu, '').toUpperCase().toLowerCase();
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (let i = 0; i < folded.length; i++) {
		const code = folded.charCodeAt(i);
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
	return 2 ** 32 * (0xfffff & low) + (high >>> 0);
}

/** The names given out in one folder. Holds a number for each, not the name: a hundred thousand cost a few megabytes. */
export class FileNames {
	readonly #next = new Map<number, number>();

	/**
	 * Gives a stem nobody has in this folder: the one asked for, or the same with " 2", " 3" …
	 * Two stems that happen to share a hash are told apart too, which costs a number and nothing else.
	 */
	take(stem: string): string {
		const asked = fingerprint(stem);
		const next = this.#next.get(asked);
		if (next === undefined) {
			this.#next.set(asked, 2);
			return stem;
		}
		for (let number = next; ; number++) {
			const name = `${stem} ${number}`;
			const key = fingerprint(name);
			if (this.#next.has(key)) continue;
			this.#next.set(key, 2);
			this.#next.set(asked, number + 1);
			return name;
		}
	}
}
