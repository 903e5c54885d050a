// Owns what an export asks of whoever can print: a sheet of markup in, PDF out. Must not know a browser or a window.

/** A document to be printed. Its markup names nothing but its own pictures and fonts, by relative addresses: "picture/0", "font/newsreader-400". */
export interface Sheet {
	html: string;
	/** CSS, linked from the markup as "style.css". */
	style: string;
	pictures: readonly { name: string; mediaType: string; bytes: Uint8Array }[];
	/** With a structure tree, and an outline of its headings. */
	tagged: boolean;
}

/** Prints one sheet after another. Runs no script of a sheet and asks no network for anything in it. */
export interface Printer {
	/** A whole PDF. Rejects with `export/no-printer` where printing cannot be had. */
	print(sheet: Sheet, signal?: AbortSignal): Promise<Uint8Array>;
}
