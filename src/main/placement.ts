// Owns the sum of where a window goes: where it stood, if that is still on a screen. Pure; all measures in the screen's own pixels.
import type { Rectangle } from 'electron';

export const SMALLEST = { width: 400, height: 400 };
const USUAL = { width: 1440, height: 900 };
/** So much of the window's top edge must be on a screen, in pixels, or nobody could take hold of it. */
const GRIP = { width: 120, height: 32 };

/** How far a window stands from the one it came from. */
const STEP = 32;

/** Where to put a window that comes from another: a step down and to the right of it, as large as it may be, on the same screen. */
export function beside(near: Rectangle, size: { width: number; height: number }, screen: Rectangle): Rectangle {
	const width = Math.min(Math.max(size.width, SMALLEST.width), screen.width);
	const height = Math.min(Math.max(size.height, SMALLEST.height), screen.height);
	const fit = (wanted: number, from: number, room: number, least: number): number => (wanted + room <= least ? wanted : from);
	return { x: fit(near.x + STEP, screen.x, width, screen.x + screen.width), y: fit(near.y + STEP, screen.y, height, screen.y + screen.height), width, height };
}

/** Where to put the window: where it stood, if it can still be reached there; else in the middle of the main screen. */
export function placement(kept: Rectangle | null, screens: readonly Rectangle[], main: Rectangle): Partial<Rectangle> {
	const size = { width: Math.max(kept?.width ?? USUAL.width, SMALLEST.width), height: Math.max(kept?.height ?? USUAL.height, SMALLEST.height) };
	const isInReach = kept && screens.some((area) =>
		Math.min(kept.x + size.width, area.x + area.width) - Math.max(kept.x, area.x) >= GRIP.width
		&& kept.y >= area.y
		&& kept.y + GRIP.height <= area.y + area.height);
	if (isInReach) return { x: kept.x, y: kept.y, ...size };
	return { width: Math.min(size.width, main.width), height: Math.min(size.height, main.height) };
}
