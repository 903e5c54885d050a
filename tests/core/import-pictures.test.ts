// Holds that pictures become records of their clippings, whichever way they come: inside a page, beside it, in a mail, a document, a ZIP, or by themselves.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { sha256 } from '../../src/core/files/hash';
import { databasePath, originalPath } from '../../src/core/layout';
import { openForWriting } from '../../src/core/store/open';
import type { WriteDb } from '../../src/core/store/open';
import { Query } from '../../src/shared/model';
import type { Clipping, ClippingId, SourceOutcome } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import { bundle } from '../support/bundle';
import type { Bundle } from '../support/bundle';
import { tempArchive } from '../support/archive';
import { clippingText, temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';
import { docxOf, drawn, large, mimeOf, tiff, zipOf } from '../support/pictures';

const BODY = [
	'The ferry Ann of Averil ran aground off Long Point on Monday evening in thick fog, and all forty of her passengers were brought ashore in lifeboats.',
	'The harbour master, Ivo Brandt, said that the buoy had been missing for weeks. He had written to the board about it twice, he said, and had no answer.',
	'An inquiry opens on Thursday. Until then the boats of the rowing club carry the post across the bay, as they did in the winter of 1947.',
];
const CAPTION = 'The ferry on the sandbank on Tuesday morning';
const page = (source: string, n = 0): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry ${n} runs aground | The Quayside Courier</title>
<meta property="og:site_name" content="The Quayside Courier"></head><body><article><h1>Ferry ${n} runs aground off Long Point</h1><p class="byline">By Marta Ellison</p><time datetime="1987-03-09">9 March 1987</time>
<p>${BODY[0]}</p><figure><img src="${source}" width="640" height="400" alt="a ferry"><figcaption>${CAPTION} (Piet Vos/Quayside Photos)</figcaption></figure><p>${BODY[1]}</p><p>${BODY[2]}</p></article></body></html>`;

let folder: Folder;
let worker: Bundle;
beforeAll(async () => {
	folder = temporaryFolder();
	worker = await bundle('src/core/importing/worker.ts');
});
afterAll(() => {
	worker.remove();
	folder.remove();
});

/** Imports what lies at these places; the outcomes by name. */
async function taken(archive: Archive, ...paths: string[]): Promise<Map<string, SourceOutcome>> {
	const outcomes = new Map<string, SourceOutcome>();
	await archive.import(paths.map((path) => ({ path })), { onOutcome: (outcome) => outcomes.set(outcome.name, outcome) });
	return outcomes;
}
const id = (outcome: SourceOutcome | undefined): ClippingId => {
	expect(outcome).toMatchObject({ outcome: 'kept' });
	return (outcome as Extract<SourceOutcome, { outcome: 'kept' }>).id;
};
const one = async (archive: Archive, path: string): Promise<Clipping> => archive.clippings.get(id((await taken(archive, path)).get(basename(path))));
const bytesOf = async (archive: Archive, hash: string | null): Promise<Buffer> => Buffer.from((await archive.pictures.bytes(hash!)).bytes);

describe('a page', () => {
	it('with its own folder beside it brings its pictures, which are no clippings of their own', async () => {
		const archive = await tempArchive();
		const [small, big] = [drawn(1), large(2)];
		const place = join(folder.path, 'saved');
		for (const [name, ending] of [['ferry.html', '_files'], ['fähre.htm', '-Dateien'], ['bac.html', '_fichiers']] as const) {
			const stem = name.replace(/\.html?$/, '');
			folder.write(`saved/${name}`, page(`./${stem}${ending}/the%20ferry.png`, ending.length));
			folder.write(`saved/${stem}${ending}/the ferry.png`, ending === '_files' ? big : small);
			folder.write(`saved/${stem}${ending}/style.css`, 'p { color: red }');
		}
		const outcomes = await taken(archive, place);
		expect([...outcomes.keys()].sort()).toEqual(['saved/bac.html', 'saved/ferry.html', 'saved/fähre.htm'].sort());
		const ferry = archive.clippings.get(id(outcomes.get('saved/ferry.html')));
		expect(ferry.pictures).toMatchObject([{ position: 0, fileName: 'the ferry.png', address: './ferry_files/the%20ferry.png', sha256: sha256(big), bytes: big.length, mediaType: 'image/png', caption: 0, hasThumbnail: true }]);
		expect(ferry.captions).toMatchObject([{ text: CAPTION, credit: expect.stringContaining('Piet Vos') as string }]);
		expect(await bytesOf(archive, sha256(big))).toEqual(Buffer.from(big));
		expect(await bytesOf(archive, sha256(small))).toEqual(Buffer.from(small));
		// Two pages show the same small picture: one file.
		expect(archive.clippings.get(id(outcomes.get('saved/fähre.htm'))).pictures[0]!.sha256).toBe(archive.clippings.get(id(outcomes.get('saved/bac.html'))).pictures[0]!.sha256);
		expect(ferry.hasPage).toBe(true);
		expect(archive.pictures.page(ferry.id)).toContain('<img data-picture="0" alt="a ferry">');
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('reaches nothing outside its own folder', async () => {
		const archive = await tempArchive();
		const secret = folder.write('trap/secret.png', drawn(3));
		mkdirSync(join(folder.path, 'trap/in/page_files'), { recursive: true });
		symlinkSync(secret, join(folder.path, 'trap/in/page_files/link.png'));
		symlinkSync(join(folder.path, 'trap'), join(folder.path, 'trap/in/other_files'));
		for (const [at, source] of ['page_files/../../secret.png', '../secret.png', `file://${secret}`, secret, 'page_files/link.png', 'page_files/%2e%2e/%2e%2e/secret.png', 'page_files\\..\\..\\secret.png'].entries()) {
			const kept = await one(archive, folder.write(`trap/in/page.html`, page(source, at)));
			expect(kept.pictures.map((picture) => picture.sha256)).toEqual(kept.pictures.map(() => null));
		}
		const other = await one(archive, folder.write('trap/in/other.html', page('other_files/secret.png', 99)));
		expect(other.pictures[0]!.sha256).toBeNull();
	});

	it('that only names its picture waits for it, and gets it when the file comes', async () => {
		const archive = await tempArchive();
		const named = await one(archive, folder.write('waits.html', page('https://courier.example/img/ann-of-averil-aground.jpg?w=800', 4)));
		expect(named.pictures).toMatchObject([{ sha256: null, bytes: null, mediaType: '', caption: 0, fileName: 'ann-of-averil-aground.jpg', hasThumbnail: false }]);
		const picture = folder.write('later/ann-of-averil-aground.jpg', drawn(5, { type: 'image/jpeg' }));
		expect((await taken(archive, picture)).get('ann-of-averil-aground.jpg')).toMatchObject({ outcome: 'kept', id: named.id });
		expect(archive.clippings.get(named.id).pictures).toMatchObject([{ caption: 0, mediaType: 'image/jpeg', width: 640, height: 400, hasThumbnail: true }]);
		expect((await taken(archive, picture)).get('ann-of-averil-aground.jpg')).toMatchObject({ outcome: 'duplicate', id: named.id });
		expect(archive.summary().clippings).toBe(1);
		// A name that any picture has tells nobody which is meant.
		await one(archive, folder.write('any.html', page('https://courier.example/image.jpg', 6)));
		const own = await one(archive, folder.write('image.jpg', drawn(7, { type: 'image/jpeg' })));
		expect(own.kind).toBe('image');
	});

	it('dragged from a browser keeps its markup and its address', async () => {
		const archive = await tempArchive();
		const { ids } = await archive.import([{ html: `<article><h1>Ferry runs aground off Long Point</h1>${BODY.map((text) => `<p>${text}</p>`).join('')}<p>Naïve “quotes”</p></article>`, url: 'https://courier.example/ferry', name: 'Selection' }], {});
		const clipping = archive.clippings.get(ids[0]!);
		expect(clipping).toMatchObject({ url: 'https://courier.example/ferry', hasPage: true, headline: 'Ferry runs aground off Long Point', original: { mediaType: 'text/html', fileName: 'Selection' } });
		expect(clipping.blocks.map((block) => block.text)).toContain('Naïve “quotes”');
	});
});

describe('other sources', () => {
	it('MHTML, Word and mail bring the pictures inside them', async () => {
		const archive = await tempArchive();
		const [a, b, c, d] = [drawn(11), drawn(12), drawn(13), large(14)];
		const saved = mimeOf({ From: '<Saved by a browser>', 'Snapshot-Content-Location': 'https://courier.example/ferry' }, 'related', [
			{ type: 'text/html; charset=utf-8', bytes: page('https://courier.example/ferry.png', 11), headers: { 'Content-Location': 'https://courier.example/ferry' } },
			{ type: 'image/png', bytes: a, headers: { 'Content-Location': 'https://courier.example/ferry.png' } },
		]);
		const mhtml = await one(archive, folder.write('saved.mhtml', saved));
		expect(mhtml.pictures).toMatchObject([{ sha256: sha256(a), caption: 0 }]);

		const docx = await one(archive, folder.write('ferry.docx', await docxOf('Ferry runs aground off Long Point', BODY, b, CAPTION)));
		expect(docx.pictures.map((picture) => picture.sha256)).toEqual([sha256(b)]);

		const mail = mimeOf({ From: 'Ida Renwick <ida@example.org>', To: 'archive@example.org', Subject: 'Ferry 12 runs aground', 'Message-ID': '<1@example.org>' }, 'mixed', [
			{ type: 'text/html; charset=utf-8', bytes: page('cid:inside', 12) },
			{ type: 'image/png', bytes: c, headers: { 'Content-ID': '<inside>', 'Content-Disposition': 'inline; filename="inside.png"' } },
			{ type: 'image/png', bytes: d, headers: { 'Content-Disposition': 'attachment; filename="attached.png"' } },
			{ type: 'text/plain; name="other.txt"', bytes: clippingText(3), headers: { 'Content-Disposition': 'attachment; filename="other.txt"' } },
			{ type: 'application/octet-stream', bytes: 'MZ\0\0program', headers: { 'Content-Disposition': 'attachment; filename="run.exe"' } },
		]);
		const path = folder.write('ferry.eml', mail);
		const outcomes = await taken(archive, path);
		expect([...outcomes.keys()]).toEqual(['ferry.eml/other.txt', 'ferry.eml']);
		const clipping = archive.clippings.get(id(outcomes.get('ferry.eml')));
		expect(clipping.pictures.map((picture) => picture.sha256)).toEqual([sha256(c), sha256(d)]);
		expect(archive.clippings.get(id(outcomes.get('ferry.eml/other.txt'))).original).toMatchObject({ fileName: 'other.txt', mediaType: 'text/plain' });
		expect([...(await taken(archive, path)).values()].map((outcome) => outcome.outcome)).toEqual(['duplicate']);
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('a picture alone is a clipping whose original it is, its bytes kept once', async () => {
		const archive = await tempArchive();
		for (const [name, bytes, mediaType, drawable] of [
			['a.png', drawn(21), 'image/png', true], ['b.jpg', drawn(22, { type: 'image/jpeg' }), 'image/jpeg', true], ['c.webp', drawn(23, { type: 'image/webp' }), 'image/webp', true],
			['big.png', large(24), 'image/png', true], ['scan.tif', tiff(), 'image/tiff', false], ['called.txt', drawn(25), 'image/png', true],
		] as const) {
			const clipping = await one(archive, folder.write(name, bytes));
			expect(clipping).toMatchObject({ kind: 'image', hasPage: false, original: { sha256: sha256(bytes), mediaType }, pictures: [{ sha256: sha256(bytes), mediaType, fileName: name, hasThumbnail: drawable }] });
			expect(await bytesOf(archive, sha256(bytes))).toEqual(Buffer.from(bytes));
			expect(Buffer.from(archive.clippings.original(clipping.id))).toEqual(Buffer.from(bytes));
		}
		const [small, none] = archive.pictures.thumbnails([sha256(large(24)), sha256(tiff())]);
		expect(Buffer.from(small!.bytes!.subarray(0, 4)).toString()).toBe('RIFF');
		expect(none!.bytes).toBeNull();
		const row = archive.clippings.search(Query.parse({ sort: 'imported' }), { offset: 0, limit: 10 }).rows[0]!;
		expect(row.picture).toMatch(/^[0-9a-f]{64}$/);
	});

	it('what is called a picture and is none says so', async () => {
		const archive = await tempArchive();
		for (const [name, bytes] of [['page.jpg', page('x.png')], ['text.png', clippingText()], ['bytes.gif', new Uint8Array([1, 0, 2, 0, 3, 0, 0])]] as const) {
			expect((await taken(archive, folder.write(name, bytes))).get(name)).toMatchObject({ outcome: 'skipped', reason: 'not-a-clipping', detail: said('said.read.no-picture') });
		}
	});

	it('a damaged picture, and one that claims to be huge, are kept without a small copy', async () => {
		const archive = await tempArchive();
		const whole = drawn(31);
		const cut = whole.slice(0, whole.length / 3);
		const clipping = await one(archive, folder.write('cut.png', cut));
		expect(clipping.pictures).toMatchObject([{ sha256: sha256(cut), width: 640, height: 400 }]);
		const claims = new Uint8Array(whole);
		new DataView(claims.buffer).setUint32(16, 20_000);
		new DataView(claims.buffer).setUint32(20, 20_000);
		expect((await one(archive, folder.write('claims.png', claims))).pictures).toMatchObject([{ width: 20_000, height: 20_000, hasThumbnail: false }]);
	});
});

describe('a ZIP', () => {
	it('gives each entry as if it had come by itself, and is not kept', async () => {
		const archive = await tempArchive({ workerFile: worker.url });
		const picture = large(41);
		const inner = await zipOf({ 'deep.txt': clippingText(9) });
		const bytes = await zipOf({
			'clip 10.txt': clippingText(10), 'clip 2.txt': clippingText(2), 'pages/ferry.html': page('ferry_files/big.png', 41), 'pages/ferry_files/big.png': picture, 'pages/ferry_files/x.js': 'x()',
			'inner.zip': inner, '__MACOSX/._clip 2.txt': 'x', 'photo.png': drawn(42), 'notes.json': '{"a":1}', 'empty.txt': '',
		});
		const path = folder.write('story.zip', bytes);
		const outcomes = await taken(archive, path);
		expect([...outcomes].map(([name, outcome]) => `${name} ${'reason' in outcome ? outcome.reason : outcome.outcome}`)).toEqual([
			'story.zip/clip 2.txt kept', 'story.zip/clip 10.txt kept', 'story.zip/empty.txt empty', 'story.zip/inner.zip/deep.txt kept', 'story.zip/notes.json not-a-clipping', 'story.zip/pages/ferry.html kept', 'story.zip/photo.png kept',
		]);
		const clipping = archive.clippings.get(id(outcomes.get('story.zip/pages/ferry.html')));
		expect(clipping.pictures).toMatchObject([{ sha256: sha256(picture), caption: 0 }]);
		expect(archive.clippings.get(id(outcomes.get('story.zip/clip 2.txt'))).original).toMatchObject({ fileName: 'clip 2.txt', sha256: sha256(Buffer.from(clippingText(2))) });
		expect((await archive.check({})).findings).toEqual([]);
		expect([...(await taken(archive, path)).values()].filter((outcome) => outcome.outcome === 'kept')).toEqual([]);
	});

	it('fails by entry, not as a whole', async () => {
		const archive = await tempArchive();
		const bytes = Buffer.from(await zipOf({ 'good.txt': clippingText(1), 'bad.txt': clippingText(2).repeat(20), 'bomb.txt': Buffer.alloc(3_000_000) }));
		// The packed bytes of the second entry, spoiled.
		const at = bytes.indexOf('bad.txt') + 40;
		bytes.fill(0xff, at, at + 60);
		const outcomes = await taken(archive, folder.write('part.zip', bytes));
		expect(outcomes.get('part.zip/good.txt')).toMatchObject({ outcome: 'kept' });
		expect(outcomes.get('part.zip/bad.txt')).toMatchObject({ outcome: 'failed', reason: 'unreadable' });
		expect(outcomes.get('part.zip/bomb.txt')).toMatchObject({ outcome: 'skipped', reason: 'too-large' });
		expect((await taken(archive, folder.write('none.zip', bytes.subarray(0, 90)))).get('none.zip')).toMatchObject({ outcome: 'failed', reason: 'unreadable' });
		expect((await taken(archive, folder.write('empty.zip', await zipOf({})))).get('empty.zip')).toMatchObject({ outcome: 'skipped', reason: 'empty' });
	});

	it('inside a ZIP inside a ZIP inside a ZIP is too deep', async () => {
		const archive = await tempArchive();
		let bytes = await zipOf({ 'clip.txt': clippingText(1) });
		for (const name of ['c.zip', 'b.zip', 'a.zip']) bytes = await zipOf({ [name]: bytes });
		const outcomes = [...(await taken(archive, folder.write('deep.zip', bytes))).values()];
		expect(outcomes).toMatchObject([{ outcome: 'skipped', reason: 'too-large', name: 'deep.zip/a.zip/b.zip/c.zip' }]);
	});
});

describe('records', () => {
	it('of RIS and CSL-JSON are a clipping each, with the record as its original', async () => {
		const archive = await tempArchive();
		const ris = 'TY  - NEWS\r\nTI  - Ferry to run again\r\nAU  - Halloway, Ines\r\nT2  - The Marrow Bay Post\r\nDA  - 2021/03/05/\r\nKW  - ferries\r\nER  - \r\n\r\nTY  - NEWS\r\nTI  - Bus drivers ask for pay\r\nT2  - The Marrow Bay Post\r\nER  - \r\n';
		const outcomes = await taken(archive, folder.write('library.ris', ris));
		expect([...outcomes.keys()]).toEqual(['library.ris/library 1.ris', 'library.ris/library 2.ris']);
		const clipping = archive.clippings.get(id(outcomes.get('library.ris/library 1.ris')));
		expect(clipping).toMatchObject({ headline: 'Ferry to run again', publication: 'The Marrow Bay Post', tags: [{ name: 'ferries' }], original: { mediaType: 'application/x-research-info-systems' } });
		expect(ris).toContain(Buffer.from(archive.clippings.original(clipping.id)).toString());
		const csl = '[\n  {"type": "article-newspaper", "title": "A [very] {odd} \\"title\\"", "container-title": "The Marrow Bay Post"},\n {"type":"article-newspaper","title":"Second","issued":{"date-parts":[[2021,3]]}}\n]';
		const second = await taken(archive, folder.write('zotero.json', csl));
		expect([...second.values()].map((outcome) => outcome.outcome)).toEqual(['kept', 'kept']);
		for (const outcome of second.values()) expect(csl).toContain(Buffer.from(archive.clippings.original(id(outcome))).toString());
	});
});

describe('a picture given by hand', () => {
	it('goes to the caption that waits, moves, and can be taken off', async () => {
		const archive = await tempArchive({ workerFile: worker.url });
		const clipping = await one(archive, folder.write('hand.html', page('https://courier.example/image.jpg', 51)));
		const big = large(52);
		const given = await archive.pictures.attach(clipping.id, 0, { path: folder.write('hand.png', big) });
		expect(given.pictures).toMatchObject([{ id: clipping.pictures[0]!.id, sha256: sha256(big), caption: 0, position: 0, hasThumbnail: true }]);
		const small = drawn(53);
		const pasted = await archive.pictures.attach(clipping.id, null, { bytes: small, name: 'pasted.png' });
		expect(pasted.pictures).toMatchObject([{}, { sha256: sha256(small), caption: null, fileName: 'pasted.png', position: 1 }]);
		expect(await bytesOf(archive, sha256(small))).toEqual(Buffer.from(small));
		const off = archive.pictures.detach(pasted.pictures[0]!.id);
		expect(off.pictures.map((picture) => picture.sha256)).toEqual([sha256(small)]);
		expect(await bytesOf(archive, sha256(big))).toEqual(Buffer.from(big));
		// Position 0 stays the page's: what comes next does not slip into its place.
		expect(archive.pictures.detach(off.pictures[0]!.id).pictures).toEqual([]);
		expect((await archive.pictures.attach(clipping.id, null, { bytes: small, name: 'again.png' })).pictures).toMatchObject([{ position: 1 }]);
		await expect(archive.pictures.attach(clipping.id, 7, { bytes: small, name: 'x.png' })).rejects.toMatchObject({ code: 'request/invalid' });
		await expect(archive.pictures.attach(clipping.id, null, { bytes: Buffer.from(clippingText()), name: 'x.txt' })).rejects.toMatchObject({ code: 'source/unsupported' });
		await expect(archive.pictures.attach(clipping.id, null, { path: join(folder.path, 'not-there.png') })).rejects.toMatchObject({ code: 'source/unreadable' });
		expect(() => archive.pictures.detach(pasted.pictures[0]!.id)).toThrow(expect.objectContaining({ code: 'picture/missing' }) as Error);
		expect((await archive.check({})).findings).toEqual([]);
	});
});

describe('what is kept of pictures', () => {
	const behindItsBack = (archive: Archive, work: (db: WriteDb) => void): void => {
		const db = openForWriting(databasePath(archive.dir));
		work(db);
		db.close();
	};
	const findings = async (archive: Archive) => (await archive.check({})).findings.map(({ kind, what, id: of }) => `${kind} ${of}: ${sayOf(what)}`);

	it('is proven by a check, in the database and as a file', async () => {
		const archive = await tempArchive();
		const [small, big] = [drawn(81), large(82)];
		folder.write('proof/page.html', page('page_files/a.png', 81).replace(`<p>${BODY[2]}`, `<figure><img src="page_files/b.png" width="300" height="300"><figcaption>The lifeboats on Wednesday</figcaption></figure><p>${BODY[2]}`));
		folder.write('proof/page_files/a.png', small);
		folder.write('proof/page_files/b.png', big);
		const clipping = archive.clippings.get(id((await taken(archive, join(folder.path, 'proof/page.html'))).get('page.html')));
		expect(clipping.pictures.map((picture) => picture.sha256)).toEqual([sha256(small), sha256(big)]);
		expect(await archive.check({})).toMatchObject({ pictures: 2, originals: 1, findings: [] });
		const path = originalPath(archive.dir, sha256(big));
		chmodSync(path, 0o644);
		writeFileSync(path, Buffer.concat([big, Buffer.from('x')]));
		expect(await findings(archive)).toEqual([`original-altered ${clipping.id}: The picture b.png of “Ferry 81 runs aground off Long Point” is no longer what was received.`]);
		rmSync(path);
		behindItsBack(archive, (db) => db.prepare('UPDATE picture_files SET content = ? WHERE content IS NOT NULL').run(deflateSync('no picture')));
		await expect(archive.export({ of: 'everything' }, 'jsonl', folder.path, {})).rejects.toMatchObject({ code: 'archive/corrupt', facts: { detail: { values: { what: { key: 'said.thing.picture-numbered', values: { file: 'a.png' } } } } } });
		behindItsBack(archive, (db) => db.exec("UPDATE pages SET html = x'0011'"));
		behindItsBack(archive, (db) => db.exec('UPDATE clippings SET picture = NULL'));
		expect(await findings(archive)).toEqual([
			`original-altered ${clipping.id}: The picture a.png of “Ferry 81 runs aground off Long Point” is no longer what was received.`,
			expect.stringMatching(`^original-missing ${clipping.id}: The picture b.png of .* is missing: originals/`),
			`database ${clipping.id}: The page of “Ferry 81 runs aground off Long Point” can no longer be unpacked. Its original may still be whole.`,
			`database null: Clipping ${clipping.id} is shown by another picture than its first.`,
		]);
		await expect(archive.pictures.bytes(sha256(big))).rejects.toMatchObject({ code: 'archive/corrupt' });
	});

	it('is one file, and outlives the clipping whose original it was', async () => {
		const archive = await tempArchive();
		const small = drawn(83);
		const clipping = await one(archive, folder.write('once/page.html', page('https://courier.example/x.jpg', 83)));
		await archive.pictures.attach(clipping.id, 0, { bytes: small, name: 'x.png' });
		const alone = await one(archive, folder.write('once/own.png', small));
		const kept = (db: WriteDb): unknown => db.prepare('SELECT (SELECT count(*) FROM picture_files) AS files, (SELECT content IS NULL FROM picture_files) AS elsewhere').get();
		behindItsBack(archive, (db) => {
			expect(kept(db)).toEqual({ files: 1, elsewhere: 1 });
			db.pragma('foreign_keys = ON');
			db.prepare('DELETE FROM clippings WHERE id = ?').run(alone.id);
			expect(kept(db)).toEqual({ files: 1, elsewhere: 0 });
			expect(db.pluck('SELECT count(*) FROM pictures WHERE clipping = ?').get(alone.id)).toBe(0);
		});
		expect(await bytesOf(archive, sha256(small))).toEqual(Buffer.from(small));
		behindItsBack(archive, (db) => db.prepare('DELETE FROM clippings WHERE id = ?').run(clipping.id));
		expect(archive.pictures.page(clipping.id)).toBeNull();
	});
});

describe('an export of ours', () => {
	/** A clipping as it can be told of in another archive: numbers mean nothing there. */
	const told = (archive: Archive, clipping: Clipping) => {
		const { id: _, pictures, tags, collections: _standsIn, ...rest } = clipping;
		// Coming back is noted in the record itself; that the rest of the record comes along is proven in coming-back.test.ts.
		const { history: _history, cameWith: _cameWith, ...beyond } = archive.clippings.beyond(clipping.id);
		return { ...rest, pictures: pictures.map(({ id: _number, ...picture }) => picture), tags: tags.map(({ name, colour }) => ({ name, colour })), beyond };
	};
	const all = (archive: Archive) => [...archive.clippings.ids(Query.parse({ sort: 'imported' })), ...archive.clippings.ids(Query.parse({ where: 'trash' }))]
		.map((one) => told(archive, archive.clippings.get(one))).sort((a, b) => (a.uid < b.uid ? -1 : 1));

	async function filled(): Promise<{ archive: Archive; path: string }> {
		const archive = await tempArchive();
		folder.write('whole/page.html', page('page_files/big.png', 61));
		folder.write('whole/page_files/big.png', large(61));
		folder.write('whole/clip.txt', clippingText(61));
		folder.write('whole/long.txt', `${clippingText(62)}\n${'A long line of the story goes on and on here.\n'.repeat(3000)}`);
		folder.write('whole/photo.jpg', drawn(63, { type: 'image/jpeg' }));
		folder.write('whole/latin.txt', Buffer.from('Fähre läuft auf\n\nVon Jörg Möller\n\nAm Montag lief die Fähre vor der Küste auf eine Sandbank. Fünfzig Menschen wurden gerettet, sagte der Kapitän später im Hafen.\n', 'latin1'));
		await taken(archive, join(folder.path, 'whole'));
		const ids = archive.clippings.ids(Query.parse({ sort: 'imported' }));
		expect(ids).toHaveLength(5);
		archive.clippings.tag(ids.slice(0, 2), ['Harbour/Ferries', 'inbox'], []);
		archive.tags.colour(archive.tags.named('inbox')!.id, 'violet');
		archive.clippings.edit(ids[1]!, { notes: 'Ask *Ida* about this.', publication: null, headline: 'Another headline' });
		await archive.pictures.attach(ids[2]!, null, { bytes: drawn(64), name: 'given.png' });
		archive.clippings.trash([ids[3]!]);
		const out = join(folder.path, 'out');
		mkdirSync(out, { recursive: true });
		const made = await archive.export({ of: 'clippings', ids }, 'jsonl', out, {});
		return { archive, path: made.path };
	}

	it('comes back into an empty archive as the same records', async () => {
		const { archive, path } = await filled();
		const fresh = await tempArchive({ workerFile: worker.url, newUid: () => 'ffffffff-0000-7000-8000-000000000000' });
		const outcomes = await taken(fresh, path);
		expect([...outcomes.values()].map((outcome) => outcome.outcome)).toEqual(['kept', 'kept', 'kept', 'kept', 'kept']);
		expect(all(fresh)).toEqual(all(archive));
		for (const { uid } of all(archive)) {
			const [from, to] = [archive, fresh].map((one) => ({ one, id: one.clippings.find(uid) })) as [{ one: Archive; id: ClippingId }, { one: Archive; id: ClippingId }];
			expect(to.one.clippings.originalText(to.id)).toBe(from.one.clippings.originalText(from.id));
			expect(Buffer.from(to.one.clippings.original(to.id))).toEqual(Buffer.from(from.one.clippings.original(from.id)));
		}
		expect((await fresh.check({})).findings).toEqual([]);
		expect(fresh.clippings.search(Query.parse({ text: 'Ida' }), { offset: 0, limit: 5 }).total).toBe(1);
		// Twice is once.
		expect([...(await taken(fresh, path)).values()].every((outcome) => outcome.outcome === 'duplicate')).toBe(true);
		expect([...(await taken(archive, path)).values()].every((outcome) => outcome.outcome === 'duplicate')).toBe(true);
	});

	it('comes back out of a ZIP, and without its originals as far as the records go', async () => {
		const { archive, path } = await filled();
		const entries: Record<string, Uint8Array> = {};
		for (const file of readdirSync(path, { recursive: true, withFileTypes: true })) if (file.isFile()) entries[join(file.parentPath, file.name).slice(path.length + 1)] = readFileSync(join(file.parentPath, file.name));
		const fresh = await tempArchive();
		const outcomes = [...(await taken(fresh, folder.write('export.zip', await zipOf(entries)))).entries()];
		expect(outcomes.filter(([, { outcome }]) => outcome === 'kept')).toHaveLength(5);
		expect(outcomes).toHaveLength(5);
		expect(all(fresh)).toEqual(all(archive));

		const bare = await tempArchive();
		const file = folder.write('alone/clippings.jsonl', entries['clippings.jsonl']!);
		expect([...(await taken(bare, file)).values()].map((outcome) => outcome.outcome)).toEqual(['kept', 'kept', 'kept', 'kept', 'kept']);
		for (const [at, clipping] of all(bare).entries()) {
			const before = all(archive)[at]!;
			expect(clipping).toMatchObject({ uid: before.uid, headline: before.headline, notes: before.notes, tags: before.tags, published: before.published, importedAt: before.importedAt, trashedAt: before.trashedAt, words: before.words });
			expect(clipping.original.mediaType).toBe('application/jsonl');
			const kept = bare.clippings.find(clipping.uid);
			expect(Buffer.from(entries['clippings.jsonl']!).includes(Buffer.from(bare.clippings.original(kept)))).toBe(true);
			const text = bare.clippings.originalText(kept)!;
			for (const block of clipping.blocks) expect(text.slice(block.span.start, block.span.end).replace(/\s+/g, ' ')).toContain(block.text.replace(/\s+/g, ' '));
		}
		expect((await bare.check({})).findings).toEqual([]);
	});

	it('is not believed where it does not fit', async () => {
		const archive = await tempArchive();
		const line = { record: 'cuttings/clipping', version: 1, uid: '01958000-0000-7000-8000-00000000abcd', headline: 'A', blocks: [], html: '<p onclick="x()">Hello<script>x()</script><img src="https://x.example/a.png"><img data-picture="0"></p>', pictures: [{ position: 0, file: '../../secret.png', sha256: sha256(drawn(3)), fileName: 'x.png' }], original: { file: 'originals/other.txt', sha256: 'f'.repeat(64), fileName: 'x.txt' } };
		folder.write('odd/originals/other.txt', clippingText(71));
		folder.write('odd/clippings.jsonl', `${JSON.stringify(line)}\n\nnot json\n{"record":"cuttings/clipping","blocks":[{"role":"nonsense"}]}\n`);
		const outcomes = [...(await taken(archive, join(folder.path, 'odd'))).values()];
		expect(outcomes.map((outcome) => `${outcome.name} ${outcome.outcome}`)).toEqual(['odd/clippings.jsonl line 1 kept', 'odd/clippings.jsonl line 3 skipped', 'odd/clippings.jsonl line 4 failed']);
		const kept = archive.clippings.get(id(outcomes[0]));
		expect(kept).toMatchObject({ uid: line.uid, pictures: [{ sha256: null, fileName: 'x.png' }], original: { mediaType: 'application/jsonl', fileName: 'clippings.jsonl line 1' } });
		expect(archive.pictures.page(kept.id)).toBe('<p>Hello<img data-picture="0" alt=""></p>');
	});
});
