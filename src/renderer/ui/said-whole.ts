// Owns the tooltip of a line that does not fit: it says the whole of it, and is there only while the line is cut. Must not change the line.

/** To be attached to an element of one line, cut by `text-overflow`. Its text may change. */
export function saidWhole(line: HTMLElement): () => void {
	const look = (): void => {
		if (line.scrollWidth > line.clientWidth) line.title = line.textContent.trim();
		else line.removeAttribute('title');
	};
	line.addEventListener('pointerenter', look);
	return () => line.removeEventListener('pointerenter', look);
}
