// Owns the app as a printer for the command line: no window that is seen, no archive, sheets in and PDF out over the line to whoever started it. Ends with that line.
import { app } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../shared/errors';
import { PrintSheet } from '../shared/printing';
import { PrintRoom } from './print-room';

/** What says that this is no window to work in. */
export const PRINT_ONLY = '--print-only';
export const isPrintOnly = (argv: readonly string[]): boolean => argv.includes(PRINT_ONLY) && process.send !== undefined;

/** Must be called before the app is ready. */
export function printOnly(): void {
	// Its own folder: an app that is open has the other, and nothing of this one is to stay.
	const folder = mkdtempSync(join(tmpdir(), 'cuttings-print-'));
	app.setPath('userData', folder);
	app.disableHardwareAcceleration();
	app.on('window-all-closed', () => undefined);
	app.on('quit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	const room = new PrintRoom('print');
	const answer = (message: object): void => void process.send?.(message);
	process.on('disconnect', () => app.quit());
	process.on('message', (message: { id: number; sheet: unknown }) => {
		const { id } = message;
		const sheet = PrintSheet.safeParse(message.sheet);
		if (!sheet.success) {
			answer({ id, reason: 'The sheet could not be understood.' });
			return;
		}
		room.print(sheet.data).then(
			(pdf) => answer({ id, pdf }),
			(error: unknown) => answer({ id, reason: Fault.is(error, 'export/no-printer') ? error.facts.reason : String(error) }),
		);
	});
	void app.whenReady().then(() => answer({ ready: true }));
}
