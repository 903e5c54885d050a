// Owns what several formats say of a clipping in the same way: names parted, running text, what is lost. Must not know any one format.
import { BODY_ROLES, type Block, type Byline, type Signatory } from '../../shared/draft';
import type { Clipping, Lost } from '../../shared/model';
import { said } from '../../shared/said';
import type { Loss } from './format';

/** A person's name parted as catalogues part it. A name that cannot be parted is `literal`. */
export type PartedName =
	| { literal: string }
	| { family: string; given: string; particle: string; suffix: string };

const SUFFIX = /^(?:jr|sr|jun|sen|ii|iii|iv)\.?$/i;
/** Begins a family name though it is written small: "van der Berg", "de la Cruz". */
const PARTICLE = /^(?:\p{Ll}[\p{Ll}’']*)$/u;
/** Scripts in which a name stands without a space between its parts, or with the family first: not parted by guess. */
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Parts a signatory's name into given and family name: the last word is the family's, small words before it belong to it
 * as a particle, "Jr." and the like stand apart. "Family, Given" is taken at its word. Organisations stay whole.
 */
export function partedName({ name, kind }: Pick<Signatory, 'name' | 'kind'>): PartedName {
	const whole = name.replace(/\s+/gu, ' ').trim();
	if (kind === 'organisation' || UNPARTED.test(whole) || !whole.includes(' ')) return { literal: whole };
	const [before, after, more] = whole.split(/\s*,\s*/u);
	if (more !== undefined) return { literal: whole };
	if (before && after && !SUFFIX.test(after)) return { family: before, given: after, particle: '', suffix: '' };
	const words = (before ?? '').split(' ');
	let suffix = after ?? '';
	if (suffix === '' && words.length > 2 && SUFFIX.test(words.at(-1)!)) suffix = words.pop()!;
	const family = words.pop()!;
	const particles: string[] = [];
	while (words.length > 1 && PARTICLE.test(words.at(-1)!)) particles.unshift(words.pop()!);
	if (words.length === 0) return { literal: whole };
	return { family, given: words.join(' '), particle: particles.join(' '), suffix };
}

/** Whoever made a clipping: those who signed it, and the agency it came from when that is not among them. */
export function makers(byline: Byline | null): Signatory[] {
	if (!byline) return [];
	const { signatories, agency } = byline;
	const known = agency === null || signatories.some(({ name }) => name.toLowerCase() === agency.toLowerCase());
	return known ? signatories : [...signatories, { name: agency, kind: 'organisation', role: null }];
}

export const isBody = (block: Block): boolean => BODY_ROLES.has(block.role) && block.text.trim() !== '';

/** The running text of a clipping, a paragraph a line group, parted by empty lines. */
export const runningText = ({ blocks }: Pick<Clipping, 'blocks'>): string => blocks.filter(isBody).map(({ text }) => text).join('\n\n');

/** What may be done with a clipping, in words: who holds the rights, and how long it is kept back; null when nobody has said either. */
export const usageOf = ({ rights, embargo }: Pick<Clipping, 'rights' | 'embargo'>): string | null =>
	[rights, embargo === null ? null : embargo === '..' ? 'Restricted until further notice.' : `Restricted until the end of ${embargo}.`].filter((said) => said !== null && said !== '').join(' ') || null;

export const PROVENANCE_LOST: Loss = { what: said('said.lost.provenance'), becomes: said('said.becomes.out'), in: (clipping) => clipping.hasProvenance };
export const ASIDE_LOST: Loss = { what: said('said.lost.aside'), becomes: said('said.becomes.out'), in: (clipping) => clipping.hasSetAside };
export const LAYOUT_LOST: Loss = { what: said('said.lost.layout'), becomes: said('said.becomes.out'), in: (clipping) => clipping.hasPage };
export const COLOURS_LOST: Loss = { what: said('said.lost.colours'), becomes: said('said.becomes.out-names'), in: (clipping) => clipping.hasTags };
export const HIGHLIGHTS_LOST: Loss = { what: said('said.lost.highlights'), becomes: said('said.becomes.out'), in: (clipping) => clipping.hasHighlights };
export const PICTURES_LOST: Loss = { what: said('said.lost.pictures'), becomes: said('said.becomes.out-captions'), in: (clipping) => clipping.pictures.count > 0 };
export const TEXT_LOST: Loss = { what: said('said.lost.text'), becomes: said('said.becomes.out-citation'), in: (clipping) => clipping.hasText };
export const CHANGES_LOST: Lost = { what: said('said.lost.changes'), becomes: said('said.becomes.out') };

/** Losses as a format's facts name them. */
export const named = (losses: readonly Lost[], ...more: Lost[]): Lost[] =>
	[...losses.map(({ what, becomes }) => ({ what, becomes })), ...more];
