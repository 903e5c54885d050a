// Owns the proof that files dragged out have a folder each, and that none stays behind.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CarriedFolder } from '../../src/main/carried-folder';
import { tempFolder } from '../support/archive';

it('makes an empty folder for each drag, which nobody else may read, and removes what a run before left', async () => {
	const place = join(tempFolder(), 'Dragged');
	mkdirSync(join(place, '1'), { recursive: true });
	writeFileSync(join(place, '1', 'left.txt'), 'left');
	const carried = new CarriedFolder(place);
	const [first, second] = await Promise.all([carried.fresh(), carried.fresh()]);
	expect(first).not.toBe(second);
	expect([readdirSync(first), readdirSync(second)]).toEqual([[], []]);
	if (process.platform !== 'win32') expect(statSync(first).mode & 0o077).toBe(0);
	writeFileSync(join(first, 'hull.txt'), 'hull');
	await carried.clear();
	expect(existsSync(place)).toBe(false);
	await carried.clear();
});

it('says where no folder can be made', async () => {
	const place = join(tempFolder(), 'file');
	const carried = new CarriedFolder(join(place, 'Dragged'));
	writeFileSync(place, '');
	await expect(carried.fresh()).rejects.toMatchObject({ code: 'disk/denied' });
});
