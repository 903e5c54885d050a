// Owns reading which files a file manager has put on the clipboard, as each platform writes it. Must not open them.
import type { Clipboard } from 'electron';
import { fileURLToPath } from 'node:url';

/** Electron before 45 hands out raw formats at once, by name. */
interface OlderClipboard { readBuffer(format: string): Buffer }

/** Absolute paths, none when the clipboard holds no files. */
export async function filesOnClipboard(clipboard: Clipboard): Promise<string[]> {
	if (process.platform === 'win32') return windowsFiles(await rawFormat(clipboard, 'FileNameW'));
	if (process.platform === 'darwin') return uriList((await rawFormat(clipboard, 'public.file-url')).toString('utf8'));
	for (const format of ['text/uri-list', 'x-special/gnome-copied-files']) {
		const files = uriList((await rawFormat(clipboard, format)).toString('utf8'));
		if (files.length > 0) return files;
	}
	return [];
}

/** The bytes of one of the platform's own formats, empty when the clipboard does not hold it. */
export async function rawFormat(clipboard: Clipboard, format: string): Promise<Buffer> {
	if ('readBuffer' in clipboard) return (clipboard as unknown as OlderClipboard).readBuffer(format);
	for (const item of await clipboard.read()) {
		const type = item.types.find((name) => name === format || name.endsWith(`;format="${format}"`));
		const held = type && await item.getType(type);
		if (held instanceof Blob) return Buffer.from(await held.arrayBuffer());
	}
	return Buffer.alloc(0);
}

/** A list of URIs, one a line, "#" comments (RFC 2483, section 5). Desktops put a word such as "copy" before theirs. */
export function uriList(text: string): string[] {
	return text.split(/[\r\n\0]+/).flatMap((line) => {
		if (!line.startsWith('file:')) return [];
		try {
			return [fileURLToPath(line)];
		} catch {
			return [];
		}
	});
}

/** UTF-16, ended by a null. Windows gives only the first file this way. */
export function windowsFiles(buffer: Buffer): string[] {
	const [first = ''] = buffer.toString('utf16le').split('\0');
	return first === '' ? [] : [first];
}
