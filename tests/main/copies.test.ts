// Owns the proof that a copy of a picture gets a name every disk takes, and that what stands in its way is said.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileNameFrom, writeCopy } from '../../src/main/copies';
import { tempFolder } from '../support/archive';

it('takes the last part of a name and nothing that leads elsewhere', () => {
	expect(fileNameFrom('slip.jpg')).toBe('slip.jpg');
	expect(fileNameFrom('https://courier.example/pictures/slip.jpg?width=800#top')).toBe('slip.jpg');
	expect(fileNameFrom('../../etc/passwd')).toBe('passwd');
	expect(fileNameFrom('C:\\pictures\\slip.jpg')).toBe('slip.jpg');
	expect(fileNameFrom('a<b>:c"d|e*\u0000f.png')).toBe('a_b__c_d_e__f.png');
	expect(fileNameFrom('..')).toBe('Picture');
	expect(fileNameFrom('https://courier.example/')).toBe('Picture');
	expect(fileNameFrom(`${'x'.repeat(300)}.jpg`)).toHaveLength(150);
});

it('writes the bytes as they are, and says when there is no place for them', async () => {
	const folder = tempFolder();
	const bytes = new Uint8Array([0xff, 0xd8, 0, 1, 2]);
	await writeCopy(join(folder, 'slip.jpg'), bytes);
	expect(new Uint8Array(readFileSync(join(folder, 'slip.jpg')))).toEqual(bytes);
	await expect(writeCopy(join(folder, 'none', 'slip.jpg'), bytes)).rejects.toMatchObject({ code: 'disk/missing' });
	mkdirSync(join(folder, 'taken'));
	await expect(writeCopy(join(folder, 'taken'), bytes)).rejects.toThrow();
});
