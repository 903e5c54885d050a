// Owns the way from a text to a draft: the one door of the reader. Must not read files, ask the clock or keep state.
import type { Draft } from '../../shared/draft';
import { assemble } from './assemble';
import { choose, chooseByline } from './choose';
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
	const publication = choosePublication(page, rows, trees.publication, choice.headline);
	// A paper's name has the form of a person's in many languages.
	const { byline } = choice;
	if (publication && byline && publication.line === byline.line && !byline.read.cue) choice.byline = chooseByline(page, scores, choice.headline, new Set([byline.line]));
	return assemble(page, choice, publication, dateOrderOf(page));
}

/**
 * Reads a decoded text into a draft. Never throws; linear in the length of the text. Offsets in the draft are UTF-16
 * code units into `text` as given. Nothing is invented: what is not found is null.
 */
export function readText(text: string, hints: Hints): Draft {
	models ??= unpack(WEIGHTS);
	return readWith(pageOf(text, hints), models);
}
