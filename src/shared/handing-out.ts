// Owns how many clippings go out of the archive at once by another way than an export: onto paper, or dragged away. Pure.

/** One document is set for the printer, and somebody waits for its dialog. More is a volume: a PDF. */
export const MOST_PRINTED = 200;
/** From here on making the sheet is work of its own, that is shown and can be stopped. */
export const MANY_PRINTED = 20;
/** Files dragged away are made while the hand is already on its way. */
export const MOST_CARRIED = 100;
