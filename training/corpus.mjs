// Owns the reading of the labelled clippings (when they are there) and the predictions' form for the scorer. Must not train.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Folder of the labelled sets; `CUTTINGS_CORPORA` names another. */
export const corpora = resolve(process.env.CUTTINGS_CORPORA ?? join(root, '..', 'shared', 'corpora'));
export const clippings = join(corpora, 'textclips', 'open');
export const hasCorpora = existsSync(clippings);

/** All cases, each with its bytes, its life-like file name and its truth. */
export function loadCases() {
	return readdirSync(clippings)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => {
			const json = JSON.parse(readFileSync(join(clippings, file), 'utf8'));
			const given = json.input?.fileName;
			const fileName = (given ? (extname(given) === '.txt' ? given : `${given}.txt`) : 'page.txt').replace(/[/\0]/g, '_');
			return { name: json.name, json, fileName, bytes: readFileSync(join(clippings, `${file.slice(0, -5)}.txt`)) };
		});
}

/** Deals the sites into `count` folds of like size; all clippings of a site are in one fold. */
export function foldsOf(cases, count) {
	const bySite = new Map();
	for (const [i, item] of cases.entries()) bySite.set(item.json.site, [...(bySite.get(item.json.site) ?? []), i]);
	const folds = Array.from({ length: count }, () => []);
	const groups = [...bySite].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
	for (const [, members] of groups) folds.reduce((least, fold) => (fold.length < least.length ? fold : least)).push(...members);
	const foldOf = new Array(cases.length);
	folds.forEach((fold, k) => fold.forEach((i) => (foldOf[i] = k)));
	return foldOf;
}

/** A draft in the form the scorer takes. */
export function prediction(name, draft, reader) {
	return {
		name,
		title: draft.headline?.value ?? null,
		byline: draft.byline?.value.signatories.map((signatory) => signatory.name) ?? [],
		siteName: draft.publication?.value ?? null,
		publishedTime: draft.published ? reader.likeliestReading(draft.published.value) : null,
		standfirst: draft.standfirst?.value ?? null,
		captions: draft.captions.map(({ text, credit }) => ({ text, credit })),
		body: reader.bodyText(draft.blocks),
	};
}
