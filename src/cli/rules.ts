// Owns the options by which an import is told about all it brings. Must not import anything itself.
import { DateOrder, type ImportRulesInput } from '../shared/model';
import type { Arguments, Option } from './arguments';

export const RULE_OPTIONS: readonly Option[] = [
	{ name: 'tag', value: 'TAG', many: true, says: 'Tag what is kept. May be given more than once.' },
	{ name: 'collection', value: 'PATH', says: 'Put what is kept into this collection, such as Thesis/The closure. Made when it is new.' },
	{ name: 'publication', value: 'NAME', says: 'The newspaper all of it comes from, whatever the text says.' },
	{ name: 'date-order', value: 'ORDER', says: `How dates in figures are meant that can be read in more than one way: one of ${DateOrder.options.join(', ')}.` },
	{ name: 'rights', value: 'TEXT', says: 'Who holds the rights and what may be done, kept with each clipping.' },
];

export const rulesOf = (args: Arguments): ImportRulesInput => ({
	tags: [...args.all('tag')],
	collection: args.one('collection'),
	publication: args.one('publication'),
	dateOrder: args.oneOf('date-order', DateOrder.options),
	rights: args.one('rights'),
});
