// Owns rows of comma-separated values (RFC 4180) that a spreadsheet cannot mistake for formulas, and the way back. Must not know what a clipping is.
import { soundText } from './sound-text';

/** Begins what a spreadsheet may calculate, or hide: as OWASP lists them ("CSV Injection"). Apostrophes before it are counted along, so that the way back is sure. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A text that every spreadsheet shows as text. Reversible: `plainCell(safeCell(text)) === text` for any text. */
export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** What `safeCell` was given. */
export const plainCell = (cell: string): string => (/^''*[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One row, without its line end. */
export const csvRow = (cells: readonly string[]): string => cells.map((cell) => quoted(safeCell(cell))).join(',');

/** Between rows. */
export const ROW_END = '\r\n';

/** Parts values in one cell. */
export const PARTS = '|';
/** Stands for the sign that parts values, where it is in one (U+2223 DIVIDES looks the same). */
const IN_VALUE = '\u2223';

/** Control characters, but for tabs and line ends, end a cell for some importers and a database's text for others. */
const readable = (value: string): string => soundText(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');

/** Several values in one cell, parted by "|". */
export const severalValues = (values: readonly string[]): string => values.map((value) => readable(value).replaceAll(PARTS, IN_VALUE)).join(PARTS);
