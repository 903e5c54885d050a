// Owns the judgement whether the values of a draft are right, as far as the truth of its clipping says. Must not read clippings, nor learn.
import { foldsOf } from './corpus.mjs';
import { FOLDS } from './train.mjs';
import { labelsOf } from './labels.mjs';

const tokensOf = (reader, text) => reader.keyOf(text ?? '').split(' ').filter(Boolean);

/** F1 of words, each as often as it stands there. */
function agreement(a, b) {
	if (!a.length || !b.length) return 0;
	const left = new Map();
	for (const token of b) left.set(token, (left.get(token) ?? 0) + 1);
	let hits = 0;
	for (const token of a) {
		const times = left.get(token) ?? 0;
		if (times > 0) hits++;
		left.set(token, times - 1);
	}
	return (2 * hits) / (a.length + b.length);
}

const sameNames = (reader, got, wanted) => {
	const keys = (names) => [...new Set(names.map((name) => reader.keyOf(name).replace(/^(?:by|von|por|par|di) /, '')))].sort().join('\n');
	return keys(got) === keys(wanted);
};

/**
 * Whether the publication is right. Where its name is not known, or cannot be seen in the text, a value can only be right if it is kin to
 * the address the clipping comes from: null where the kinship leaves it open.
 */
function judgePublication(reader, value, { siteName, siteNameAlt = [] }, site) {
	const key = reader.publicationKey(value);
	if (siteName) return [siteName, ...siteNameAlt].some((name) => reader.publicationKey(name) === key);
	const address = reader.publicationKey(site);
	if (key === address) return true;
	return key.length > 2 && (address.includes(key) || key.includes(address)) ? null : false;
}

/** By field, whether the draft's value is right: true, false, or null where there is no value or no truth. `publication` may be a guess the draft was not given. */
export function judge(reader, draft, { truth, site }, publication = draft.publication?.value) {
	const wordsOf = (text) => tokensOf(reader, text);
	const title = draft.headline && truth.title ? [truth.title, ...(truth.titleAlt ?? [])].some((one) => reader.keyOf(one) === reader.keyOf(draft.headline.value)) : null;
	return {
		headline: title,
		byline: draft.byline && truth.byline?.length ? sameNames(reader, draft.byline.value.signatories.map(({ name }) => name), truth.byline) : null,
		published: draft.published && truth.publishedDates?.length ? truth.publishedDates.includes(reader.likeliestReading(draft.published.value)) : null,
		publication: publication ? judgePublication(reader, publication, truth, site) : null,
		standfirst: draft.standfirst && truth.standfirst ? agreement(wordsOf(draft.standfirst.value), wordsOf(truth.standfirst)) >= 0.9 : null,
		captions: draft.captions.map(({ text, credit }) => {
			if (!truth.captions?.length) return null;
			return truth.captions.some((one) => [[text, one.text], [`${text} ${credit ?? ''}`, `${one.text} ${one.credit ?? ''}`], [text, `${one.text} ${one.credit ?? ''}`]].some(([a, b]) => agreement(wordsOf(a), wordsOf(b)) >= 0.8));
		}),
	};
}

/** Fields that are in the truth and not in the draft. */
export const missedIn = (draft, { truth }) =>
	[['headline', truth.title], ['byline', truth.byline?.length], ['published', truth.publishedDates?.length], ['publication', truth.siteName], ['standfirst', truth.standfirst]].filter(([field, known]) => known && !draft[field]).map(([field]) => field);

/**
 * Reads each clipping with trees that have not seen its site: the draft, what was chosen, its judgement and its fold. `models` are
 * those of the folds, unpacked.
 */
export function readUnseen(reader, cases, models) {
	const foldOf = foldsOf(cases, FOLDS);
	return cases.map((item, i) => {
		const page = reader.pageOf(reader.decode(item.bytes).text, { fileName: item.fileName });
		const { choice, publication, guess } = reader.chooseAll(page, models[foldOf[i]]);
		const before = Uint8Array.from(choice.body);
		const draft = reader.assemble(page, choice, publication, reader.dateOrderOf(page));
		return { item, page, choice, guess, draft, body: before, fold: foldOf[i], right: judge(reader, draft, item.json) };
	});
}

/** The values of drafts with their signs and whether they are right, by field; values that nothing can be said of are left out. */
export function valuesOf(reader, readings) {
	const { signs } = reader;
	const out = Object.fromEntries(Object.keys(signs.SIGNS).map((field) => [field, []]));
	for (const { item, page, choice, guess, draft, body, fold, right } of readings) {
		const add = (field, given, row) => {
			if (given !== null && given !== undefined) out[field].push({ fold, signs: row(), right: +given });
		};
		add('headline', right.headline, () => signs.headlineSigns(page, choice));
		add('standfirst', right.standfirst, () => signs.standfirstSigns(page, choice));
		add('byline', right.byline, () => signs.bylineSigns(page, choice));
		// A date that can be read in two ways has no meaning yet: its certainty is not weighed.
		if (draft.published?.value.edtf) add('published', right.published, () => signs.publishedSigns(page, choice));
		add('publication', judge(reader, draft, item.json, guess?.value).publication, () => signs.publicationSigns(page, guess));
		choice.captions.forEach((caption, k) => add('caption', right.captions[k], () => signs.captionSigns(page, caption, choice)));
		const marks = labelsOf(reader, page, item.json.truth).body;
		if (marks) for (let i = 0; i < body.length; i++) if (body[i] && marks[i] >= 0) add('body', marks[i] === 1, () => signs.bodySigns(choice.bodyScores[i]));
	}
	return out;
}

const ROWS = { headline: 'headlineSigns', standfirst: 'standfirstSigns', byline: 'bylineSigns', published: 'publishedSigns' };

/**
 * What a queue of unsure clippings would hold: by clipping, the least chance of its values (0 for a date that can be read in two ways) and
 * whether one of them is wrong. `chances` by field and fold, as learned on other sites.
 */
export function queueOf(reader, readings, chances) {
	const { signs } = reader;
	return readings.map(({ page, choice, guess, draft, fold, right }) => {
		const sure = Object.entries(ROWS).filter(([field]) => draft[field]).map(([field, rows]) => [field, field === 'published' && !draft.published.value.edtf ? 0 : chances[field][fold](signs[rows](page, choice))]);
		if (draft.publication) sure.push(['publication', chances.publication[fold](signs.publicationSigns(page, guess))]);
		return { missing: !draft.headline, fields: sure.map(([field, p]) => ({ field, p, right: right[field] })) };
	});
}
