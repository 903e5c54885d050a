// Owns text inside XML 1.0: escaped, and without the characters no XML may hold. Must not know any vocabulary.

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Text or the value of an attribute in double quotes. Characters outside XML's Char (XML 1.0 §2.2) become U+FFFD: they can be written in no way. */
export const xmlText = (text: string): string => text
	.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
	.replace(/[&<>"\r]/g, (character) => ESCAPES[character]!);

/** `<name attributes>text</name>`, or nothing for no text. */
export const element = (name: string, text: string | number | null | undefined, attributes = ''): string =>
	(text === null || text === undefined || text === '' ? '' : `<${name}${attributes && ` ${attributes}`}>${xmlText(String(text))}</${name}>`);

/** A path as a relative URI reference: its parts percent-encoded. */
export const pathUri = (path: string): string => path.split('/').map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
