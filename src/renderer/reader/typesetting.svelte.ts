// Owns how an article is set: size, face and paper, remembered for this computer. Must not style anything; styles/tokens.css does, by the names here.
import { recall, remember } from '../ui/remembered';

/** In pixels, size over line: LOOK's 16/24, 18/28, 20/32 and 22/36. */
export const SIZES = ['small', 'usual', 'large', 'largest'] as const;
export type TypeSize = (typeof SIZES)[number];
export const FACES = ['serif', 'sans'] as const;
export type Face = (typeof FACES)[number];
/** `window`: as light or dark as the window itself, which may follow the system. */
export const PAPERS = ['window', 'light', 'sepia', 'dark'] as const;
export type Paper = (typeof PAPERS)[number];

const among = <Value extends string>(all: readonly Value[]) => (value: unknown): value is Value => all.some((one) => one === value);

export class Typesetting {
	size = $state<TypeSize>(recall('type-size', 'usual', among(SIZES)));
	face = $state<Face>(recall('type-face', 'serif', among(FACES)));
	paper = $state<Paper>(recall('paper', 'window', among(PAPERS)));

	readonly isSmallest = $derived(this.size === SIZES[0]);
	readonly isLargest = $derived(this.size === SIZES.at(-1));

	/** So many sizes up or down; a size that there is not is none. */
	step(by: number): void {
		const size = SIZES[SIZES.indexOf(this.size) + by];
		if (!size) return;
		this.size = size;
		remember('type-size', size);
	}

	set(face: Face): void {
		this.face = face;
		remember('type-face', face);
	}

	lay(paper: Paper): void {
		this.paper = paper;
		remember('paper', paper);
	}

	/** As it came; the answer puts back what was chosen. */
	reset(): () => void {
		const { size, face, paper } = this;
		const wear = (one: { size: TypeSize; face: Face; paper: Paper }): void => {
			this.step(SIZES.indexOf(one.size) - SIZES.indexOf(this.size));
			this.set(one.face);
			this.lay(one.paper);
		};
		wear({ size: 'usual', face: 'serif', paper: 'window' });
		return () => wear({ size, face, paper });
	}

	/** Another window of this archive has chosen: this one follows. */
	start(): () => void {
		const follow = (event: StorageEvent): void => {
			if (event.key?.endsWith('type-size')) this.size = recall('type-size', 'usual', among(SIZES));
			else if (event.key?.endsWith('type-face')) this.face = recall('type-face', 'serif', among(FACES));
			else if (event.key?.endsWith('paper')) this.paper = recall('paper', 'window', among(PAPERS));
		};
		window.addEventListener('storage', follow);
		return () => window.removeEventListener('storage', follow);
	}
}
