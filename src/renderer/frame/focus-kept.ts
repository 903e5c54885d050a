// Owns that the focus never falls on nothing: when what had it goes away, the list has it, or whatever the window is about. Must not take it from where a person put it.

/** Where the focus may come to rest, the likeliest first. What cannot take it (there is none, or it is not shown) is passed over. */
const RESTS = ['[role=dialog]', '[data-look-field][tabindex="0"]', 'main [role=listbox][tabindex="0"], main [role=grid][tabindex="0"]'] as const;
/** Where it waits for one of those. */
const STAND_INS = ['nav [aria-current=page]', '[data-sheet]'] as const;

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

export interface KeptFocus {
	/** Where nothing has it yet, what the window is about takes it. */
	take: () => void;
	stop: () => void;
}

/** Keeps the focus somewhere. A click beside everything still takes it away, as everywhere; the arrows then lead to the list again, where `step` goes one further or one back. */
export function keepFocus(step: (by: 1 | -1) => void): KeptFocus {
	/** What a person or a part of the window gave it to; null when it was given up. */
	let had: Element | null = null;
	/** What only has it for want of something better. */
	let standIn: Element | null = null;
	let isWaiting = false;

	function takes(where: string): HTMLElement | null {
		// Of dialogs the one on top, which came last.
		const [one] = [...document.querySelectorAll<HTMLElement>(where)].slice(-1);
		one?.focus({ preventScroll: true });
		return one && document.activeElement === one ? one : null;
	}
	function rest(): void {
		if (RESTS.some(takes)) return;
		for (const where of STAND_INS) {
			const one = takes(where);
			if (!one) continue;
			standIn = one;
			return;
		}
	}
	function come(event: FocusEvent) {
		had = event.target instanceof Element ? event.target : null;
		standIn = null;
	}
	/** What is gone, or can have it no more, did not give it away. Whoever means to hand it on does so before the next frame. */
	function look() {
		const isGone = isNowhere() && had !== null && (!had.isConnected || had.matches(':disabled'));
		if (isWaiting || !(isGone || (standIn !== null && document.activeElement === standIn))) return;
		isWaiting = true;
		requestAnimationFrame(() => {
			isWaiting = false;
			if (isNowhere() || document.activeElement === standIn) rest();
		});
	}
	function press(event: KeyboardEvent) {
		const by = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key as 'ArrowDown' | 'ArrowUp'];
		if (by === undefined || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !isNowhere()) return;
		rest();
		if (document.activeElement?.matches('[role=listbox], [role=grid]') !== true) return;
		event.preventDefault();
		step(by);
	}

	const changes = new MutationObserver(look);
	changes.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
	addEventListener('focusin', come);
	addEventListener('keydown', press);
	return {
		take() {
			if (isNowhere()) rest();
		},
		stop() {
			changes.disconnect();
			removeEventListener('focusin', come);
			removeEventListener('keydown', press);
		},
	};
}
