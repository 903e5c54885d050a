// Proves likeness: versions of one story are found whatever papers do to them, other stories are not, and it stays true over edits, the trash and undo; what differs is told word by word; tags are offered with a reason.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, cellsOf } from '../../src/core/matching/compare';
import { comparable, sameStory } from '../../src/core/matching/likeness';
import { namesIn } from '../../src/core/matching/names';
import { packSketch, sketchOf, unpackSketch } from '../../src/core/matching/sketch';
import { folded } from '../../src/core/store/fold';
import type { ComparedParagraph } from '../../src/shared/similar';
import { Query, type ClippingId } from '../../src/shared/model';
import { keep, tempArchive, type Written } from '../support/archive';

const dated = (edtf: string): Written['published'] => ({ printed: edtf, edtf, readings: [edtf] });
/** Words nobody has written: each story draws from its own. */
const invented = (story: number, count: number): string[] => Array.from({ length: count }, (_, at) => `w${story}x${((at * 7919 + story * 104_729) % 9973).toString(36)}`);
const paragraphsOf = (story: number, count = 8): string[] => Array.from({ length: count }, (_, at) => `${invented(story * 100 + at, 24).join(' ')}.`);
const found = async (...written: Written[]) => {
	const archive = await tempArchive();
	const ids = await keep(archive, ...written) as unknown as ClippingId[];
	await archive.linkVersions();
	return { archive, ids, versions: (id: ClippingId) => archive.find.similar(id).versions.map((one) => one.id) };
};

describe('a sketch', () => {
	it('is the same for the same words, small, and survives packing', () => {
		fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 300 }), (words) => {
			const sketch = sketchOf(words);
			expect(sketch.length).toBeLessThanOrEqual(12);
			expect([...sketch]).toEqual([...new Set(sketch)].sort((a, b) => a - b));
			expect(unpackSketch(packSketch(sketch))).toEqual(sketch);
			expect(sketchOf([...words])).toEqual(sketch);
		}));
	});
});

describe('likeness', () => {
	const ready = (paragraphs: readonly string[], day: string | null = null) => comparable(folded(paragraphs.join('\n')).split(' '), [], day);

	it('finds the same text, cut to half, reordered, or with a lead of its own, and never an unrelated one', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 4, max: 12 }), (story, length) => {
			const whole = paragraphsOf(story, length);
			const wire = ready(whole, '1982-03-14');
			const lead = invented(story + 5_000, 18).join(' ');
			for (const version of [whole, whole.slice(0, Math.ceil(length / 2)), [...whole].reverse(), [lead, ...whole]]) expect(sameStory(wire, ready(version, '1982-03-15'))).toBeGreaterThan(0);
			expect(sameStory(wire, ready(paragraphsOf(story + 1_000, length), '1982-03-14'))).toBe(-Infinity);
		}), { numRuns: 60 });
	});

	it('says no to two stories that share one paragraph, whenever they were printed', () => {
		const [one, other] = [paragraphsOf(1), paragraphsOf(2)];
		for (const day of ['1982-03-14', '1982-05-01', null]) expect(sameStory(ready(one, '1982-03-14'), ready([one[0]!, ...other], day))).toBeLessThan(0);
	});
});

describe('versions', () => {
	const wire = paragraphsOf(7);
	const story: Written[] = [
		{ headline: 'Board sets no date', publication: 'Northwire', body: wire, published: dated('1982-03-14') },
		{ headline: 'Board denies it', publication: 'The Northern Ledger', body: wire.slice(0, 5), published: dated('1982-03-15') },
		{ headline: 'No day named', publication: 'Morning Packet', body: [invented(900, 20).join(' '), ...wire.slice(0, 6)], published: dated('1982-03-16') },
		{ headline: 'Something else', publication: 'Morning Packet', body: paragraphsOf(8), published: dated('1982-03-14') },
	];

	it('are found, told in the order they were printed, counted in the list and asked for by is:duplicate', async () => {
		const { archive, ids, versions } = await found(...story);
		expect(versions(ids[1]!)).toEqual([ids[0], ids[1], ids[2]]);
		expect(versions(ids[3]!)).toEqual([]);
		const page = archive.find.page(Query.parse({ text: '', sort: 'oldest' }), { offset: 0, limit: 10 });
		expect(new Map(page.rows.map(({ id, versions: count }) => [id, count]))).toEqual(new Map([[ids[0], 2], [ids[1], 2], [ids[2], 2], [ids[3], undefined]]));
		expect(new Set(archive.clippings.ids(Query.parse({ text: 'is:duplicate' })))).toEqual(new Set(ids.slice(0, 3)));
		expect(archive.clippings.ids(Query.parse({ text: '-is:duplicate' }))).toEqual([ids[3]]);
		const [first, second] = archive.find.similar(ids[0]!).versions;
		expect(first).toMatchObject({ share: 1, daysLater: 0 });
		expect(second!.daysLater).toBe(1);
		expect(second!.paragraphsMore).toBe(-3);
		expect(second!.cells.map(({ is }) => is)).toEqual(['same', 'same', 'same', 'same', 'same', 'cut', 'cut', 'cut']);
	});

	it('are not counted in the trash, and are again when they come back', async () => {
		const { archive, ids, versions } = await found(...story.slice(0, 2), story[3]!);
		archive.clippings.trash([ids[1]!]);
		expect(versions(ids[0]!)).toEqual([]);
		expect(archive.clippings.ids(Query.parse({ text: 'is:duplicate' }))).toEqual([]);
		archive.history.undo();
		expect(versions(ids[0]!)).toEqual([ids[0], ids[1]]);
	});

	it('are looked at again when a clipping changes', async () => {
		const { archive, ids, versions } = await found(...story);
		archive.clippings.edit(ids[0]!, { headline: 'Another headline' });
		expect([archive.find.unlinked(), archive.find.hasUnlinked()]).toEqual([1, true]);
		await archive.linkVersions();
		expect([archive.find.unlinked(), archive.find.hasUnlinked()]).toEqual([0, false]);
		expect(versions(ids[0]!)).toEqual([ids[0], ids[1], ids[2]]);
	});

	it('are found the same in whatever order they come', async () => {
		for (const order of [[2, 3, 0, 1], [3, 1, 2, 0]]) {
			const { ids, versions } = await found(...order.map((at) => story[at]!));
			expect(versions(ids[order.indexOf(0)]!)).toHaveLength(3);
		}
	});

	it('stop being looked for when told to, and go on where they were', async () => {
		const archive = await tempArchive();
		await keep(archive, ...story);
		const stop = new AbortController();
		stop.abort();
		await archive.linkVersions({ signal: stop.signal });
		expect(archive.find.unlinked()).toBe(4);
		expect((await archive.linkVersions()).compared).toBe(4);
	});
});

describe('a comparison', () => {
	const textOf = (paragraphs: readonly ComparedParagraph[], all: boolean) => paragraphs.flatMap((one) => (one.is === 'text' ? [one.pieces.filter(({ hit }) => all || !hit).map(({ text }) => text).join('')] : []));

	it('loses no word of either text, and what it does not mark is in both', () => {
		const word = fc.constantFrom('yard', 'Board', 'slip', 'ferry', 'no', 'date', 'closed');
		const text = fc.array(fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' ')), { minLength: 1, maxLength: 6 });
		fc.assert(fc.property(text, text, (left, right) => {
			const compared = compareTexts(left, right, folded);
			expect(textOf(compared.left, true)).toEqual(left);
			expect(textOf(compared.right, true)).toEqual(right);
			const common = (side: readonly ComparedParagraph[]) => folded(textOf(side, false).join(' '));
			expect(common(compared.left)).toBe(common(compared.right));
		}));
	});

	it('tells where a paragraph was cut, and how long it was', () => {
		const compared = compareTexts(['One two three.', 'Four five six seven.', 'Eight nine.'], ['One two three.', 'Eight nine.'], folded);
		expect(compared.right.map((one) => (one.is === 'gap' ? one : 'text'))).toEqual(['text', { is: 'gap', paragraphs: 1, words: 4 }, 'text']);
	});

	it('knows a paragraph that was reworded, and one that has grown', () => {
		const first = ['the yard on the river has built three hundred hulls', 'a meeting was called for friday evening at the guildhall'];
		expect(cellsOf(first, ['the yard on the river built some hundred hulls', `${first[1]!} and many came though it rained and nobody had slept`], folded).cells.map(({ is }) => is)).toEqual(['reworded', 'grown']);
	});
});

describe('names', () => {
	it('are runs of capitals, not what opens a sentence, and in German only two in a row', () => {
		expect(namesIn(['Yesterday the Port Board met. Mr Tomas Veale spoke. Veale said that Averil would wait. Nobody else did.'], 'en').map(({ name }) => name)).toEqual(['Tomas Veale', 'Port Board', 'Averil']);
		expect(namesIn(['Gestern sprach Jens Ahlers über die Werft und den Hafen.'], 'de').map(({ name }) => name)).toEqual(['Jens Ahlers']);
	});

	it('stand with their capital within a sentence somewhere', () => {
		expect(namesIn(['Four brooms hang on a rail. Four more were sold.', '"Four of them," he said. Brooms, all.'], 'en')).toEqual([]);
		expect(namesIn(['Ferry Day came late. Nobody met Ruth Ormond. Ruth Ormond went home.'], 'en').map(({ name }) => name)).toEqual(['Ruth Ormond', 'Day']);
		expect(namesIn(['Neun Stunden lag Nebel über dem Hafen. Sieben Schiffe warteten.'], 'de')).toEqual([]);
	});

	it('are not what a number stands behind', () => {
		expect(namesIn(['The launch from Slip No. 2 drew a crowd, and Slip No. 3 stood empty beside the Port Board.'], 'en').map(({ name }) => name)).toEqual(['Port Board']);
	});

	it('are no first persons, and keep the stops of initials', () => {
		expect(namesIn(['At home, whenever I\'ve asked, he said Whenever I’ve time. It sells in the U.S. too.'], 'en').map(({ name }) => name)).toEqual(['U.S.']);
	});

	it('are no titles, labels or numbered things', () => {
		expect(namesIn(['Last Hull Leaves Averil Yard', 'LAUNCH OF THE "AVERIL STAR."', 'Name Of Vessel: a sloop', 'PORT AVERIL — It was laid down on Slip No. 2, and moved from Slip No. 3 to Box Nr. 4.'], 'en')).toEqual([]);
	});
});

describe('similar clippings and tags', () => {
	it('say why, and offer what several of them carry, what the text names, and nothing that is there', async () => {
		const about = (more: string) => [`The platers of Averil met at the Guildhall. Tomas Veale spoke for the boilermakers. ${more}`];
		const { archive, ids } = await found(
			{ headline: 'One', body: about('Rain fell on the harbour wall all night.'), published: dated('1982-03-14'), byline: ['Nora Tallis'], tags: ['Unions'] },
			{ headline: 'Two', body: about('Nobody from the council was seen anywhere.'), published: dated('1982-03-14'), byline: ['Nora Tallis'], tags: ['Unions', 'people/Veale'] },
			{ headline: 'Three', body: about('A band waited outside for an hour in vain.'), published: dated('1982-06-01'), tags: ['Unions'] },
			{ headline: 'Four', body: about('The lamps were lit early on that side of town.'), published: dated('1982-03-14'), byline: ['Nora Tallis'] },
			{ headline: 'Elsewhere', body: ['Onions are dear this year, says a grocer.'], tags: ['Food'] },
		);
		const { similar } = archive.find.similar(ids[3]!);
		expect(similar.map(({ headline }) => headline)).not.toContain('Elsewhere');
		expect(similar[0]).toMatchObject({ sameDay: true, signedBy: 'Nora Tallis' });
		expect(similar[0]!.shared).toEqual(expect.arrayContaining(['Veale', 'boilermakers']));
		// In five clippings "spoke" is as rare as any name; it says nothing of what they are about.
		expect(similar.flatMap(({ shared }) => shared)).not.toContain('spoke');
		const ideas = archive.find.suggestTags([ids[3]!]);
		expect(ideas).toContainEqual({ name: 'Unions', isNew: false, similar: 3, named: 0 });
		expect(ideas).toContainEqual({ name: 'people/Veale', isNew: false, similar: 0, named: 1 });
		expect(ideas.map(({ name }) => name)).not.toContain('Food');
		expect(archive.find.suggestTags([ids[0]!]).map(({ name }) => name)).not.toContain('Unions');
		expect(archive.clippings.get(ids[3]!).tags).toEqual([]);
	});

	it('call nothing a name for its capital at the head of a sentence or in a headline', async () => {
		const { archive, ids } = await found(
			{ headline: 'Four Brooms Hang On A Rail', body: ['Four brooms hang on a rail at Averil. “Seven more,” said the foreman of Averil. Onions were dear.'] },
			{ headline: 'Boats', body: ['Four boats were lost off Averil. Seven came home. Onions were theirs.'] },
		);
		expect(archive.find.similar(ids[0]!).similar.map(({ shared }) => shared)).toEqual([['Averil']]);
	});

	it('give whole names as a reason, and no number, day or first word of a sentence', async () => {
		const { archive, ids } = await found(
			{ headline: 'One', body: ['Four brooms hang in the pattern shop on Wednesday. Seventeen platers signed the register at Ellacott, and Ruth Ormond keeps it.'] },
			{ headline: 'Two', body: ['Four platers had gone by Wednesday. Seventeen stayed for the register, says Ellacott. The banner of Ruth Ormond is mended.'] },
			{ headline: 'Elsewhere', body: ['Onions are dear this year, says a grocer.'] },
		);
		const { similar } = archive.find.similar(ids[0]!);
		expect(similar.map(({ headline, shared }) => [headline, shared])).toEqual([['Two', ['Ellacott', 'Ruth Ormond', 'register']]]);
	});

	it('propose no tag once more in another spelling, above one it has, or as a part of a longer name', async () => {
		const { archive, ids } = await found(
			{ headline: 'One', body: ['The closure of the docks was talked of. The Port Board met. The Board was silent, and the Port Board went home. Board and lodging are dear, said the Board.'], tags: ['Docks/Closure'] },
			{ headline: 'Two', body: ['A closure elsewhere, and no word of docks.'], tags: ['closure', 'Docks'] },
		);
		const ideas = archive.find.suggestTags([ids[0]!]).map(({ name }) => name);
		expect(ideas).toContain('Port Board');
		for (const never of ['closure', 'Docks', 'Board', 'Docks/Closure']) expect(ideas).not.toContain(never);
	});
});
