// Owns the composing of SQL from fragments with bound values. Must not interpolate anything a person typed into the text.

import type { Value } from './open';

/** A piece of SQL with the values its question marks stand for. */
export class Sql {
	readonly text: string;
	readonly values: readonly Value[];

	constructor(text: string, values: readonly Value[]) {
		this.text = text;
		this.values = values;
	}
}

/** Values are bound; fragments nest. `sql\`id = ${7} AND ${other}\`` */
export function sql(parts: TemplateStringsArray, ...slots: (Value | Sql)[]): Sql {
	let text = parts[0]!;
	const values: Value[] = [];
	slots.forEach((slot, i) => {
		if (slot instanceof Sql) {
			text += slot.text;
			values.push(...slot.values);
		} else {
			text += '?';
			values.push(slot);
		}
		text += parts[i + 1]!;
	});
	return new Sql(text, values);
}

/** Fragments with a word between them. */
export function joined(fragments: readonly Sql[], between: ' AND ' | ' OR ' | ' INTERSECT ' | ' UNION ' | ' EXCEPT '): Sql {
	return new Sql(fragments.map((fragment) => fragment.text).join(between), fragments.flatMap((fragment) => fragment.values));
}

/** A list as one bound value, to be read with `json_each`. */
export const list = (items: readonly (number | string)[]): Sql => sql`(SELECT value FROM json_each(${JSON.stringify(items)}))`;
