// Owns how the fields, values and edits of a batch are said. Pure.
import { BATCH_WORDS, type BatchEditInput, type BatchField } from '../../shared/batch';
import { say } from '../../shared/words/say';
import { said } from '../ui/dates';

/** What a field is called inside a sentence. */
export const FIELD_WORDS: Readonly<Record<BatchField, string>> = {
	publication: say('batch.field.publication'),
	published: say('batch.field.published'),
	page: say('batch.field.page'),
	edition: say('batch.field.edition'),
	section: say('batch.field.section'),
	byline: say('batch.field.byline'),
	dateline: say('batch.field.dateline'),
	kicker: say('batch.field.kicker'),
	url: say('batch.field.url'),
	rights: say('batch.field.rights'),
	embargo: say('batch.field.embargo'),
	headline: say('batch.field.headline'),
	standfirst: say('batch.field.standfirst'),
	notes: say('batch.field.notes'),
};

/** What a row says has changed, by how the archive calls it. */
const CHANGED: ReadonlyMap<string, string> = new Map([
	...(Object.entries(BATCH_WORDS) as [BatchField, string][]).map(([field, word]) => [word, FIELD_WORDS[field]] as const),
	['tag', say('batch.field.tag')], ['collection', say('batch.field.collection')], ['flag', say('batch.field.flag')], ['trash', say('batch.field.trash')],
]);
const STANDS: Readonly<Record<string, Readonly<Record<string, string>>>> = { flag: { flagged: say('batch.value.flagged') }, trash: { 'in the trash': say('batch.value.trashed') } };

export const changedWords = (what: string): string => CHANGED.get(what) ?? what;
/** A value as it stands in a row: the archive's own words are said, what a person wrote stays. */
export const valueWords = (what: string, value: string | null): string | null => (value === null ? null : STANDS[what]?.[value] ?? value);

/** A field's value as it is read, not as it is kept: dates in words. */
export const fieldValue = (field: string, value: string): string => (field === 'published' ? said(value, 'long') : value);

/** "newspaper “Harbour Post”", "without the tag ferry" */
export function editWords(edit: BatchEditInput, collection: string | null): string {
	switch (edit.do) {
		case 'set': return say('batch.edit.set', { field: FIELD_WORDS[edit.field], value: edit.value });
		case 'clear': return say('batch.edit.clear', { field: FIELD_WORDS[edit.field] });
		case 'replace': return say('batch.edit.replace', { find: edit.find, field: FIELD_WORDS[edit.field] });
		case 'tag': return edit.on ? say('batch.edit.tag', { name: edit.name }) : say('batch.edit.untag', { name: edit.name });
		case 'collect': {
			const name = collection ?? say('batch.edit.theCollection');
			return edit.on ? say('batch.edit.collect', { collection: name }) : say('batch.edit.uncollect', { collection: name });
		}
		case 'flag': return edit.on ? say('batch.edit.flag') : say('batch.edit.unflag');
		case 'settle': return say('batch.edit.settle');
		case 'trash': return edit.on ? say('batch.edit.trash') : say('batch.edit.untrash');
	}
}
