// Owns the page on which changed pictures of the window are looked over: one HTML file with everything in it. Must not judge anything.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPE = { before: 'webp', after: 'webp', difference: 'png' };
const SIDES = /** @type {const} */ (['before', 'after', 'difference']);

/**
 * Makes the page of what the last run left in `test-results/snapshots`.
 * @param {string} results the folder `test-results`
 * @returns {string | null} the page's path; null when nothing looked different
 */
export function snapshotsPage(results) {
	const folder = join(results, 'snapshots');
	if (!existsSync(folder)) return null;
	const names = readdirSync(folder).filter((file) => file.endsWith('-after.webp')).map((file) => file.slice(0, -'-after.webp'.length)).sort();
	if (names.length === 0) return null;
	/** @param {string} name @param {keyof typeof TYPE} side */
	const picture = (name, side) => `<figure><img alt="${name}, ${side}" src="data:image/${TYPE[side]};base64,${readFileSync(join(folder, `${name}-${side}.${TYPE[side]}`)).toString('base64')}"><figcaption>${side}</figcaption></figure>`;
	const sections = names.map((name) => `<section><h2>${name}</h2><div>${SIDES.map((side) => picture(name, side)).join('')}</div></section>`);
	const page = join(results, 'snapshots.html');
	writeFileSync(page, `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${names.length} screens look different</title>
<style>
body { margin: 24px; font: 14px/20px system-ui, sans-serif; background: #e9e9e6; color: #222; }
section { margin-block: 24px; } h2 { font-size: 16px; }
div { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12px; }
figure { margin: 0; } img { width: 100%; border: 1px solid #999; } figcaption { text-align: center; }
</style>
<h1>${names.length} screens look different</h1>
<p>As they should? Then <code>npm run snapshots -- --accept</code> keeps the new ones.</p>
${sections.join('\n')}
</html>
`);
	return page;
}
