// Owns a process that keeps clippings and says after each commit which ones, until somebody kills it.
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Blobs } from '../../../src/core/files/blobs';
import { databasePath } from '../../../src/core/layout';
import { Clippings } from '../../../src/core/store/clippings';
import { openForWriting, transaction } from '../../../src/core/store/open';
import { uidSource } from '../../../src/core/store/uid';

const [dir = '', name = ''] = process.argv.slice(2);
const db = openForWriting(databasePath(dir));
const clippings = new Clippings(db, uidSource(Date.now));
const blobs = new Blobs(dir);
const provenance = { spans: [], how: 'shape' as const, certainty: 0.9 };

for (let batch = 0; ; batch++) {
	const fresh = Array.from({ length: 1 + (batch % 7) }, (_, i) => {
		const text = `${name} ${batch} ${i} `.repeat(batch % 5 === 4 && i === 0 ? 12_000 : 40);
		return { text, bytes: Buffer.from(text) };
	});
	for (const one of fresh) if (!blobs.isInline(one.bytes.length)) await blobs.put(one.bytes, createHash('sha256').update(one.bytes).digest('hex'));
	const kept = transaction(db, () => fresh.map(({ text, bytes }, i) => {
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const headline = `${name} story ${batch} part ${i}`;
		const id = clippings.insert({
			kind: 'article', tags: [`batch/${batch % 3}`], importedAt: Date.now(),
			original: { sha256, size: bytes.length, bytes: blobs.isInline(bytes.length) ? bytes : null, fileName: `${name}-${batch}-${i}.txt`, modifiedAt: null, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0 },
			draft: {
				language: 'en', publication: null, headline: { value: headline, from: provenance }, kicker: null, standfirst: null, byline: null, dateline: null,
				published: null, updated: null, section: null, edition: null, page: null, url: null, captions: [],
				blocks: [{ role: 'paragraph', text, span: { line: 1, endLine: 1, start: 0, end: text.length }, certainty: 1 }],
			},
		});
		return { id, sha256, headline };
	}));
	process.stdout.write(kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
	// An import waits for the disk between its transactions; a loop without a gap would leave nobody else a turn.
	await delay(2);
}
