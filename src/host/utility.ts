// Owns the host process: takes ports from main, opens the archive it is told to, serves it on every port. Must not import Electron; what it needs of it comes with the process.
import type { Archive } from '../core/archive';
import { openArchive, restoreNewestBackup, sqliteVersion } from '../core/archive';
import type { Sheet } from '../core/exporting/printer';
import { archive as archiveContract } from '../shared/contract';
import { control, PortOffer } from '../shared/control';
import { Fault } from '../shared/errors';
import { printing } from '../shared/printing';
import type { Handlers } from '../shared/rpc';
import { openLine, serve } from '../shared/rpc';
import { emitterPort } from '../shared/ports';
import { Grants } from './grants';
import { archiveHandlers } from './host';
import { keepLinked } from './linking';
import { noteStatement, noteTurn, report, watchTurns } from './log';

/** What Electron adds to Node's process in a utility process. */
interface ParentPort {
	on(event: 'message', listener: (message: { data: unknown; ports: Parameters<typeof emitterPort>[0][] }) => void): void;
}
const { parentPort } = process as unknown as { parentPort: ParentPort };

const isChecked = process.env['CUTTINGS_CHECK_OUTPUTS'] === '1';
const options = { report, onTurn: noteTurn, checkOutputs: isChecked, later: (work: () => void) => { setImmediate(work); } };
const workerFile = new URL('./worker.js', import.meta.url);
const finderFile = new URL('./finding.js', import.meta.url);

const press = openLine(printing);
const paper = (sheet: Sheet, signal?: AbortSignal) => press.client['print.paper']({ ...sheet, pictures: [...sheet.pictures] }, { signal });
const printer = { print: (sheet: Sheet, signal?: AbortSignal) => press.client['print.sheet']({ ...sheet, pictures: [...sheet.pictures] }, { signal }) };
const grants = new Grants();
const madeListeners = new Set<(made: { token: string; path: string }) => void>();
let archive: Archive | null = null;
let stopLinking: () => void = () => undefined;

const controlHandlers: Handlers<typeof control> = {
	'host.sqlite': () => sqliteVersion(),
	'host.open': async ({ place, readOnly, create, sample }) => {
		archive = await openArchive(place, { readOnly, create, workerFile, finderFile, onSlow: noteStatement });
		if (sample) await (await import('../core/sample')).fillWithSample(archive);
		stopLinking = keepLinked(archive, report);
		if (!archive.readOnly) await archive.imports.watching.start();
	},
	'host.grant': ({ grants: given }) => grants.add(given),
	'host.restoreBackup': async ({ place }) => {
		const { madeAt, clippings, lost, kept } = await restoreNewestBackup(place);
		return { madeAt, clippings, lost, kept };
	},
	'host.carryOut': async ({ ids, folder }) => {
		if (!archive) throw new Fault('host/restarting', {});
		return { files: await archive.carryOut(ids, folder) };
	},
	'host.close': async () => {
		const closing = archive;
		archive = null;
		stopLinking();
		await closing?.close();
	},
	'host.made': (emit) => {
		madeListeners.add(emit);
		return () => { madeListeners.delete(emit); };
	},
};

watchTurns();
// Ctrl+C in a terminal reaches every process of the app; main closes the archive in peace and then ends this one.
process.on('SIGINT', () => undefined);
process.on('unhandledRejection', (error) => { report(error, 'a promise nobody waited for'); });

parentPort.on('message', ({ data, ports: [port] }) => {
	const { line } = PortOffer.parse(data);
	if (!port) return;
	if (line === 'control') {
		serve(control, controlHandlers, emitterPort(port), options);
	} else if (line === 'printing') {
		press.attach(emitterPort(port));
	} else if (archive) {
		serve(archiveContract, archiveHandlers({ archive, grants, printer, paper, onMade: (made) => { for (const tell of madeListeners) tell(made); } }), emitterPort(port), options);
	} else {
		port.close();
	}
});
