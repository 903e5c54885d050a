// Owns what can be done with a picture from its menu. Must not do it; picture-acts.ts does.
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import ImageMinus from '@lucide/svelte/icons/image-minus';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import type { Clipping } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { Screens } from '../screens';
import type { MenuRow } from '../ui/menu';
import type { KeptPicture } from './placing';
import { nameOf } from './placing';

export function pictureMenu({ acts, pictureActs, standing, viewer }: Screens, clipping: Clipping, picture: KeptPicture): MenuRow[] {
	const isStuck = standing.summary?.readOnly ?? false;
	/** The clipping is this picture: without it there would be nothing. */
	const isItself = picture.sha256 === clipping.original.sha256;
	return [
		{ is: 'act', label: say('pictures.menu.open'), act: () => viewer.open(clipping, picture), icon: Maximize2, keys: 'Enter' },
		{ is: 'act', label: say('pictures.menu.save'), act: () => pictureActs.saveCopy(picture), icon: Download },
		{ is: 'act', label: say('pictures.menu.copyName'), act: () => void acts.copy(nameOf(picture), say('pictures.menu.copiedName')), icon: Copy },
		{ is: 'rule' },
		{ is: 'act', label: say('pictures.menu.takeOff'), act: () => pictureActs.detach(picture), icon: ImageMinus, isOff: isStuck || isItself },
	];
}
