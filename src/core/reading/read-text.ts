// Owns the way from a text to a draft: the one door of the reader. Must not read files, ask the clock or keep state.
import type { Draft } from '../../shared/draft';
import { assemble } from './assemble';
import { choose } from './choose';
import { dateOrderOf } from './date-order';
import { unpack } from './pack';
import { type Hints, type Page, pageOf } from './page';
import { choosePublication } from './publication';
import { type Models, scoreLines } from './scores';
import { WEIGHTS } from './weights';

let models: Models | null = null;

/** Reads a page with given trees; for the bench, which also reads with trees that have not seen a case. */
export function readWith(page: Page, trees: Models): Draft {
	const { scores, rows } = scoreLines(page, trees);
	const choice = choose(page, scores);
	return assemble(page, choice, choosePublication(page, rows, trees.publication, choice.headline), dateOrderOf(page));
}

/**
 * Reads a decoded text into a draft. Never throws; linear in the length of the text. Offsets in the draft are UTF-16
 * code units into `text` as given. Nothing is invented: what is not found is null.
 */
export function readText(text: string, hints: Hints): Draft {
	models ??= unpack(WEIGHTS);
	return readWith(pageOf(text, hints), models);
}
