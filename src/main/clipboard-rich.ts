// Owns what stands on the clipboard beside plain text: markup with the address of its page and a picture, read; and text with its markup, written. Must not judge it.
import type { Clipboard } from 'electron';
import { rawFormat } from './clipboard-files';

/** Markup as copied, and where its page lives when the program says so. Null when there is none. */
export async function markupOnClipboard(clipboard: Clipboard): Promise<{ html: string; url: string | null } | null> {
	const html = textIn(await rawFormat(clipboard, 'text/html')).replace(/\0+$/, '');
	if (html.trim() === '') return null;
	return { html, url: await sourceOf(clipboard) };
}

/** Electron before 45 takes text and markup by name. */
interface OlderClipboard { write(both: { text: string; html: string }): void }

/** The same words twice: plain, and with their markup for programs that take it. */
export async function writeRich(clipboard: Clipboard, text: string, html: string): Promise<void> {
	if ('readBuffer' in clipboard) return (clipboard as unknown as OlderClipboard).write({ text, html });
	// Subtle: an older Electron has no such class to import by name.
	const { ClipboardItem } = await import('electron');
	await clipboard.write([new ClipboardItem({ 'text/plain': new Blob([text], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })]);
}

/** A picture as PNG; null when there is none. */
export async function pictureOnClipboard(clipboard: Clipboard): Promise<Uint8Array<ArrayBuffer> | null> {
	const bytes = await rawFormat(clipboard, 'image/png');
	// Subtle: a view crosses a port with all of its buffer.
	return bytes.length > 0 ? new Uint8Array(bytes) : null;
}

/** Browsers write the page's address in formats of their own: Firefox as UTF-16, Chromium as it is, Windows in the head of its own HTML format. */
async function sourceOf(clipboard: Clipboard): Promise<string | null> {
	const said = [
		(await rawFormat(clipboard, 'text/x-moz-url-priv')).toString('utf16le'),
		textIn(await rawFormat(clipboard, 'chromium/x-source-url')),
		/^SourceURL:(.+)$/m.exec((await rawFormat(clipboard, 'HTML Format')).subarray(0, 4096).toString('utf8'))?.[1] ?? '',
	];
	for (const text of said) {
		const address = text.replace(/\0/g, '').trim();
		if (/^https?:\/\/\S+$/.test(address) && address.length <= 4_000) return address;
	}
	return null;
}

/** UTF-16 where a byte order mark says so, else UTF-8. */
const textIn = (bytes: Buffer): string => (bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8'));
