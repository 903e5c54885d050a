// Owns the way from a text to a draft: the one door of the reader. Must not read files, ask the clock or keep state.
import type { Draft } from '../../shared/draft';
import { assemble, publicationCertainty } from './assemble';
import { type Choice, choose, chooseByline } from './choose';
import { dateOrderOf } from './date-order';
import { unpack } from './pack';
import { type Hints, type Page, pageOf } from './page';
import { type PublicationChoice, choosePublication } from './publication';
import { type Models, scoreLines } from './scores';
import { WEIGHTS } from './weights';

let models: Models | null = null;

/** Below this chance a publication's name is no suggestion worth a look: none is given. Above it, and below what counts as sure, it is marked as a suggestion. */
const LEAST_PUBLICATION = 0.15;

/** What is chosen on a page with given trees; `guess` is the likeliest publication, however unlikely. */
export function chooseAll(page: Page, trees: Models): { choice: Choice; publication: PublicationChoice | null; guess: PublicationChoice | null } {
	const { scores, rows } = scoreLines(page, trees);
	const choice = choose(page, scores);
	const guess = choosePublication(page, rows, trees.publication, choice.headline);
	const publication = guess && publicationCertainty(page, guess) >= LEAST_PUBLICATION ? guess : null;
	// A paper's name has the form of a person's in many languages.
	const { byline } = choice;
	if (publication && byline && publication.line === byline.line && !byline.read.cue) choice.byline = chooseByline(page, scores, choice.headline, new Set([byline.line]));
	return { choice, publication, guess };
}

/** Reads a page with given trees; for the bench, which also reads with trees that have not seen a case. */
export function readWith(page: Page, trees: Models): Draft {
	const { choice, publication } = chooseAll(page, trees);
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
