// Owns what is said to whoever prints: sheets of markup one way, PDF the other, or what came of it on paper. Sheets are never reachable from a page.
import { z } from 'zod';
import { command, query } from './rpc';

const bytes: z.ZodType<Uint8Array, Uint8Array> = z.instanceof(Uint8Array);

export const PrintSheet = z.object({
	html: z.string(),
	style: z.string(),
	pictures: z.array(z.object({ name: z.string().regex(/^[\w-]+$/), mediaType: z.string(), bytes })),
	tagged: z.boolean(),
});
export type PrintSheet = z.infer<typeof PrintSheet>;

/** What came of a sheet that was handed to a printer: `left` when somebody closed the dialog. */
export const Printed = z.object({ outcome: z.enum(['printed', 'left']) });
export type Printed = z.infer<typeof Printed>;

/** Host → main. */
export const printing = {
	/** A sheet as PDF. */
	'print.sheet': query(PrintSheet, bytes),
	/** Shows the system's dialog for a sheet, and answers when that is closed. `print/no-printer`, `print/failed`. */
	'print.paper': command(PrintSheet, Printed),
} as const;
