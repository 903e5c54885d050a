// Owns the name that is suggested for a search: what it asks, as one would say it. Pure.
import { fielded, isNegated, saidPieces } from '../library/field-tokens';

const LONGEST = 60;

/** "Yard closure, from The Averil Courier, 1981–1983". `places` are the names of what it asks for besides its text. */
export function suggestedName(text: string, places: readonly string[]): string {
	const { tokens, rest } = fielded(text.trim());
	const words = saidPieces(rest).map((piece) => piece.text).join('').replace(/["“”]/gu, '').replace(/\s+/gu, ' ').trim();
	const values = tokens.map(({ operator, value }) => (isNegated(operator) ? `${operator} ${value}` : value));
	const all = [words, ...places, ...values].filter((part) => part !== '').join(', ');
	const name = all.length <= LONGEST ? all : `${all.slice(0, LONGEST - 1).replace(/\s+\S*$/u, '')}…`;
	return name.slice(0, 1).toLocaleUpperCase() + name.slice(1);
}
