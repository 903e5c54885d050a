// Owns what is said after a backup was put in place: what is there, what is lost, what is safe. Must not act.
import { say } from '../../shared/words/say';
import type { RestoredBackup } from '../../shared/contract';
import type { Toast } from '../ui/toasts.svelte';
import { moment } from '../ui/words';

/** A loss stays on screen until somebody has read it. */
export function restoredToast({ madeAt, clippings: there, lost, kept }: RestoredBackup): Toast {
	const back = say('frame.restored.back', { moment: moment(madeAt), count: there });
	const gone = lost === null ? say('frame.restored.unknown') : lost === 0 ? '' : say('frame.restored.lost', { count: lost });
	const safe = kept === null ? '' : say('frame.restored.kept', { name: kept });
	return { kind: lost === 0 ? 'done' : 'trouble', text: [back, gone, safe].filter(Boolean).join(' ') };
}
