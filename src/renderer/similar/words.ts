// Owns how likeness is said: how many papers, how much later, and why a clipping is similar. Must not know any screen.
import type { Kindred, SimilarClipping, TagSuggestion, Version } from '../../shared/similar';
import { say } from '../../shared/words/say';
import { join } from '../ui/words';

/** "One story, five papers"; where a paper has it twice, "One story, printed three times". */
export function storyTitle(versions: readonly Kindred[]): string {
	const papers = new Set(versions.map(({ publication }) => publication)).size;
	return papers === versions.length ? say('similar.words.papers', { count: papers }) : say('similar.words.times', { count: versions.length });
}

/** "4 other papers", "1 other version" */
export const othersSaid = (others: readonly Kindred[], own: string | null): string =>
	say(arePapers(others, own) ? 'similar.words.otherPapers' : 'similar.words.otherVersions', { count: others.length });

/** "Compare with 4 other papers" */
export const compareSaid = (others: readonly Kindred[], own: string | null): string =>
	say(arePapers(others, own) ? 'similar.words.comparePapers' : 'similar.words.compareVersions', { count: others.length });

/** Each is of a paper of its own. */
function arePapers(others: readonly Kindred[], own: string | null): boolean {
	const papers = new Set(others.map(({ publication }) => publication));
	return papers.size === others.length && !papers.has(own) && !papers.has(null);
}

/** "3 days later, 4 paragraphs shorter" */
export function versionSaid({ daysLater, paragraphsMore }: Version, from: number | null): string {
	const days = daysLater === null || from === null ? null : daysLater - from;
	const parts = [
		days === null ? '' : days === 0 ? say('similar.words.theSameDay') : say(days > 0 ? 'similar.words.later' : 'similar.words.earlier', { count: Math.abs(days) }),
		paragraphsMore === 0 ? '' : say(paragraphsMore > 0 ? 'similar.words.longer' : 'similar.words.shorter', { count: Math.abs(paragraphsMore) }),
	].filter(Boolean);
	return parts.join(', ');
}

/** "Same day, also by Jane Doe. Both name Averil, slipway and Tallis." */
export function whySaid({ shared, sameDay, signedBy }: SimilarClipping): string {
	const about = [sameDay ? say('similar.words.sameDay') : '', signedBy === null ? '' : say('similar.words.alsoBy', { name: signedBy })].filter(Boolean).join(', ');
	const words = shared.length === 0 ? '' : say('similar.words.bothSay', { words: join(shared) });
	return [about, words].filter(Boolean).join('; ').replace(/^./u, (letter) => letter.toUpperCase());
}

/** "3 similar clippings carry it; named in the text" */
export function reasonSaid({ similar, named }: TagSuggestion): string {
	const parts = [similar > 0 ? say('similar.words.carried', { count: similar }) : '', named > 0 ? say('similar.words.named', { count: named }) : ''];
	return parts.filter(Boolean).join(', ');
}
