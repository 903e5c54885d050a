// Owns what can be done with a picture from its menu. Must not do it; picture-acts.ts does.
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import ImageMinus from '@lucide/svelte/icons/image-minus';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import type { Clipping } from '../../shared/model';
import type { Screens } from '../screens';
import type { MenuRow } from '../ui/menu';
import type { KeptPicture } from './placing';
import { nameOf } from './placing';

export function pictureMenu({ acts, pictureActs, standing, viewer }: Screens, clipping: Clipping, picture: KeptPicture): MenuRow[] {
	const isStuck = standing.summary?.readOnly ?? false;
	/** The clipping is this picture: without it there would be nothing. */
	const isItself = picture.sha256 === clipping.original.sha256;
	return [
		{ is: 'act', label: 'Open', act: () => viewer.open(clipping, picture), icon: Maximize2, keys: 'Enter' },
		{ is: 'act', label: 'Save a copy…', act: () => pictureActs.saveCopy(picture), icon: Download },
		{ is: 'act', label: 'Copy the name', act: () => void acts.copy(nameOf(picture), 'Copied the name of the picture.'), icon: Copy },
		{ is: 'rule' },
		{ is: 'act', label: 'Take off this clipping', act: () => pictureActs.detach(picture), icon: ImageMinus, isOff: isStuck || isItself },
	];
}
