// Holds that a package whose coming back was cut short by the death of the process goes on where it was, and ends as if nothing had happened. Real processes, really killed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareArchives } from '../../src/core/keeping/compare-archives';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { bundle, type Bundle } from '../support/bundle';
import { keep, tempArchive, tempFolder } from '../support/archive';

const CLIPPINGS = 900;
let child: Bundle;
beforeAll(async () => {
	child = await bundle('tests/support/returning-child.ts');
}, 90_000);
afterAll(() => child.remove());

/** Runs in a process of its own and kills it once `enough` outcomes were told; Infinity lets it end. Answers what was told. */
function returned(dir: string, path: string, enough: number): Promise<string[]> {
	return new Promise((resolve, reject) => {
		const running = spawn(process.execPath, [child.path, dir, path], { stdio: ['ignore', 'pipe', 'pipe'] });
		let told = '';
		let complained = '';
		running.stderr.setEncoding('utf8').on('data', (text: string) => { complained += text; });
		running.stdout.setEncoding('utf8').on('data', (text: string) => {
			told += text;
			if (told.split('\n').length > enough) running.kill('SIGKILL');
		});
		running.on('error', reject);
		running.on('close', (code, signal) => {
			if (code !== 0 && (signal !== 'SIGKILL' || enough === Infinity)) reject(new Error(`It ended with ${code ?? signal}. ${complained}`));
			else resolve(told.split('\n').filter(Boolean));
		});
	});
}

it('killed twice in the middle, it goes on and gives the same archive, numbers and all', async () => {
	const archive = await tempArchive();
	const ids = await keep(archive, ...Array.from({ length: CLIPPINGS }, (_, n) => ({ headline: `Notice ${n}`, publication: 'Courier', tags: [n % 2 === 0 ? 'even' : 'odd/one'], body: [`The yard was sold on day ${n}.`] })));
	const shelf = archive.collections.add('Thesis', null);
	archive.collections.collect(ids.slice(0, 700), [shelf], []);
	archive.collections.arrange(shelf, [ids[699]!, ids[5]!], ids[0]!);
	archive.searches.add('Yard', { text: 'yard', collection: shelf });
	archive.clippings.trash(ids.slice(10, 30));
	archive.merges.merge({ first: ids[40]!, second: ids[41]! });
	const { path } = await archive.export({ of: 'everything' }, 'package', tempFolder(), {});
	await archive.close();

	const dir = join(tempFolder(), 'again');
	const first = await returned(dir, path, 200);
	const second = await returned(dir, path, 500);
	for (const told of [first, second]) expect(told).not.toContain('ended');
	const third = await returned(dir, path, Infinity);
	expect(third.at(-1), `${third.length} lines`).toBe('ended');
	expect(third.filter((outcome) => outcome === 'kept').length).toBeLessThan(CLIPPINGS - 100);
	expect(third).toHaveLength(CLIPPINGS + 1);

	const { differences, clippings } = await compareArchives(archive.dir, dir);
	expect(differences).toEqual([]);
	expect(clippings).toBe(CLIPPINGS);
	const [was, is] = [archive.dir, dir].map((place) => {
		const db = openForReading(databasePath(place));
		const numbers = db.prepare('SELECT id, hex(uid), merged_into FROM clippings ORDER BY id').all();
		const members = db.prepare('SELECT * FROM memberships ORDER BY collection, position').all();
		const open = db.prepare('SELECT restores, ended_at IS NULL AS open FROM returns').all();
		const differing = db.prepare('SELECT count(*) AS count FROM conflicts').all();
		db.close();
		return { numbers, members, open, differing };
	});
	expect(is!.numbers).toEqual(was!.numbers);
	expect(is!.members).toEqual(was!.members);
	expect(is!.open).toEqual([{ restores: 1, open: 0 }]);
	expect(is!.differing).toEqual([{ count: 0 }]);
}, 180_000);
