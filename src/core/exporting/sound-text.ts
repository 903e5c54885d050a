// Owns what of a text may stand in a file that other programs read as UTF-8: whole characters that Unicode gives to texts. Must not know any one format.

/** Halves of characters and the places of Unicode that are no characters (U+FDD0 to U+FDEF, U+xFFFE, U+xFFFF): no reader of UTF-8 has to take them. */
const UNSOUND = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/g;

/** A text in which each of those is U+FFFD, the character that stands for one that could not be written. */
export const soundText = (text: string): string => text.replace(UNSOUND, '\ufffd');

/** A value on one line: what breaks a line or cannot be seen becomes a space. */
export const oneLine = (text: string): string => soundText(text).replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A value as JSON that every reader takes: what JSON can only write as half a character stands as U+FFFD. */
export const soundJson = (value: unknown, indent?: number): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? soundText(part) : part), indent);
