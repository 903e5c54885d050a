// Owns what is said after a backup was put in place: what is there, what is lost, what is safe. Must not act.
import type { RestoredBackup } from '../../shared/contract';
import type { Toast } from '../ui/toasts.svelte';
import { clippings, moment } from '../ui/words';

/** A loss stays on screen until somebody has read it. */
export function restoredToast({ madeAt, clippings: there, lost, kept }: RestoredBackup): Toast {
	const back = `The backup of ${moment(madeAt)} is in place, with ${clippings(there)}.`;
	const gone = lost === null ? ' What was kept after it is not in it.' : lost === 0 ? '' : ` ${clippings(lost)} kept after it ${lost === 1 ? 'is' : 'are'} not in it.`;
	const safe = kept === null ? '' : ` The damaged file stays beside it as ${kept}.`;
	return { kind: lost === 0 ? 'done' : 'trouble', text: back + gone + safe };
}
