// Holds what the sample archive is there for: that every kind of thing one can see is in it, and that it is made once.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { fillWithSample, SAMPLE_SIZE } from '../../src/core/sample';
import { Query } from '../../src/shared/model';

let place: string;
let archive: Archive;

beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-sample-test-')));
	archive = await openArchive(join(place, 'archive'));
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

const found = (text: string): number => archive.clippings.ids(Query.parse({ text })).length;

test('it holds what there is to see, read as it stands', async () => {
	await fillWithSample(archive);
	expect(SAMPLE_SIZE).toBe(24);
	expect(archive.summary()).toMatchObject({ clippings: 24, trashed: 0, flagged: 2 });
	const all = archive.clippings.ids(Query.parse({})).map((id) => archive.clippings.get(id));
	expect(all.map(({ original: { fileName }, headline, publication, published }) => `${fileName}: ${headline} | ${publication} | ${published?.edtf ?? published?.printed}`).sort()).toMatchInlineSnapshot(`
		[
		  "Głos Portu 1982-03-14.txt: Ostatni kadłub opuścił stocznię w Averil | Głos Portu | 1982-03-14",
		  "Le Phare de Saint-Maur - la derniere coque.txt: À Port Averil, la dernière coque glisse sans fanfare | Le Phare de Saint-Maur | 1982-03-12",
		  "Slip No. 2 opens to pleasure boats - The Averil Courier.html: Slip No. 2 opens to pleasure boats | The Averil Courier | 1986-05-17",
		  "beacon 1982-11-19 fog.txt: Ferry feels her way home after nine hours in fog | Evening Beacon | 1982-11-19",
		  "beacon-bridge.txt: Swing bridge stays open, and so does the question | Evening Beacon | 1983-02-05",
		  "courier 1982-11-20 fog.txt: Nine hours in the fog, and the band played until two | The Averil Courier | 1982-11-20",
		  "courier-1982-03-11.txt: Last hull leaves the Averil yard as 1,400 wait for an answer | The Averil Courier | 1982-03-11",
		  "el-faro-de-la-ria_astillero.txt: El astillero de Averil bota su último casco | El Faro de la Ría | 1982-03-13",
		  "gazette-letters.txt: What the river owes us | Tidewater Gazette | 03/04/82",
		  "hafenbote 1982-11-20 nebel.txt: Neun Stunden Nebel, und die Kapelle spielte bis zwei | Der Hafenbote | 1982-11-20",
		  "hafenbote-1982-03-12.txt: Averil: Die Werft schweigt, die Stadt rechnet | Der Hafenbote | 1982-03-12",
		  "haigang.txt: 阿弗里尔船厂最后一艘船下水 | 海港日报 | 1982-03-14",
		  "havenbode.txt: De helling is leeg, de bezems hangen aan de reling | De Havenbode | 1982-03-13",
		  "ledger 1982-11-20 fog.txt: Ferry nine hours late in fog | The Northern Ledger | 1982-11-20",
		  "ledger-1982-03-14.txt: Board denies it has set a date for the yard | The Northern Ledger | 1982-03-14",
		  "marfa-1982-03-12.txt: صمت في حوض السفن بعد إنزال آخر سفينة | صحيفة المرفأ | 1982-03-12",
		  "packet-1982-03-16.txt: Two thousand walk from the gate to the Guildhall | Morning Packet | 1982-03-16",
		  "packet-1982-09-09.txt: Ferry offices to close at Michaelmas | Morning Packet | 1982-09-09",
		  "packet-museum.txt: Brooms, brass and the order book | Morning Packet, p. 7 | 1986-07",
		  "record-1951-06-02-launch.txt: LAUNCH OF THE "AVERIL STAR." | THE QUAYSIDE RECORD | 1951-06-02",
		  "renwick-1951-launch.jpg: Launch of the Averil Star, 1951 | null | 1951-05-31",
		  "wangan-1982-03-13.txt: 英アヴェリルの造船所、最後の進水 | 湾岸新報 | 1982-03-13",
		  "yard-timeline.md: The yard in dates | Averil Local History Society, Occasional Papers | 1986-10",
		  "Портовый вестник.txt: В Аверилe спустили последнее судно | Портовый вестник | 1982-03-15",
		]
	`);
	expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThanOrEqual(9);
	expect(found('has:picture')).toBe(4);
	expect(found('kind:image')).toBe(1);
	expect(found('has:highlight')).toBe(3);
	expect(found('is:duplicate')).toBeGreaterThanOrEqual(3);
	expect(found('is:unsure')).toBeGreaterThanOrEqual(1);
	expect(found('tag:Shipyard')).toBeGreaterThanOrEqual(11);
	expect(archive.collections.list().map(({ path, count }) => [path, count])).toEqual([['Thesis', 10], ['Thesis/Before the Board', 3], ['Thesis/The closure', 5], ['Thesis/After', 3], ['Night of the fog', 4]]);
	for (const { query } of archive.searches.list()) expect(archive.clippings.ids(query).length).toBeGreaterThan(0);
});

test('an archive that holds anything is left as it is', async () => {
	await archive.import([{ text: 'The Averil Courier\n\nA notice\n\nThe yard was sold.\n', name: 'notice.txt' }], {});
	await fillWithSample(archive);
	expect(archive.summary().clippings).toBe(1);
});
