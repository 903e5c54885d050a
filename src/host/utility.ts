// Owns the host process: takes ports from main, opens the archive it is told to, serves it on every port. Must not import Electron; what it needs of it comes with the process.
import type { Archive } from '../core/archive';
import { openArchive, restoreNewestBackup, sqliteVersion } from '../core/archive';
import { archive as archiveContract } from '../shared/contract';
import { control, PortOffer } from '../shared/control';
import type { Handlers } from '../shared/rpc';
import { serve } from '../shared/rpc';
import { emitterPort } from '../shared/ports';
import { Grants } from './grants';
import { archiveHandlers } from './host';
import { noteStatement, noteTurn, report, watchTurns } from './log';

/** What Electron adds to Node's process in a utility process. */
interface ParentPort {
	on(event: 'message', listener: (message: { data: unknown; ports: Parameters<typeof emitterPort>[0][] }) => void): void;
}
const { parentPort } = process as unknown as { parentPort: ParentPort };

const isChecked = process.env['CUTTINGS_CHECK_OUTPUTS'] === '1';
const options = { report, onTurn: noteTurn, checkOutputs: isChecked, later: (work: () => void) => { setImmediate(work); } };
const workerFile = new URL('./worker.js', import.meta.url);

const grants = new Grants();
const madeListeners = new Set<(made: { token: string; path: string }) => void>();
let archive: Archive | null = null;

const controlHandlers: Handlers<typeof control> = {
	'host.sqlite': () => sqliteVersion(),
	'host.open': async ({ place, readOnly, create }) => {
		archive = await openArchive(place, { readOnly, create, workerFile, onSlow: noteStatement });
		if (!archive.readOnly) await archive.imports.watching.start();
	},
	'host.grant': ({ grants: given }) => grants.add(given),
	'host.restoreBackup': async ({ place }) => {
		const { madeAt, clippings, lost, kept } = await restoreNewestBackup(place);
		return { madeAt, clippings, lost, kept };
	},
	'host.close': async () => {
		const closing = archive;
		archive = null;
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
	} else if (archive) {
		serve(archiveContract, archiveHandlers({ archive, grants, onMade: (made) => { for (const tell of madeListeners) tell(made); } }), emitterPort(port), options);
	} else {
		port.close();
	}
});
