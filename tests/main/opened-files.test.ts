// Owns the proof of what counts as opened with the program, and that it is handed on once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesNamed, GivenOver, OpenedFiles } from '../../src/main/opened-files';
import { tempFolder } from '../support/archive';

describe('files named to the program', () => {
	it('are those that are there: no options, no archive, not the program itself', () => {
		const dir = tempFolder();
		for (const name of ['a.txt', '-b.txt']) writeFileSync(join(dir, name), 'x');
		for (const name of ['own', 'archive', 'press']) mkdirSync(join(dir, name));
		const argv = ['electron', '--inspect=0', join(dir, 'own'), '--archive', join(dir, 'archive'), `--archive=${join(dir, 'archive')}`, 'a.txt', './press', join(dir, 'a.txt'), '-b.txt', './-b.txt', 'gone.txt', ''];
		expect(filesNamed(argv, dir, join(dir, 'own'))).toEqual(['a.txt', 'press', '-b.txt'].map((name) => join(dir, name)));
		expect(filesNamed(['electron'], dir, dir)).toEqual([]);
	});

	it('come from a second start only as far as they make sense', () => {
		expect(GivenOver.parse({ archive: '/a', files: ['/b.txt'] })).toEqual({ archive: '/a', files: ['/b.txt'] });
		for (const broken of [null, undefined, 'x', { archive: 'relative', files: ['relative'] }, { archive: 3, files: 'x' }, []]) expect(GivenOver.parse(broken)).toEqual({ archive: null, files: [] });
	});

	it('are told of as they come, and taken once', () => {
		const opened = new OpenedFiles();
		let told = 0;
		const stop = opened.onMore(() => { told++; });
		opened.add([]);
		opened.add(['/a', '/b']);
		opened.add(['/c']);
		stop();
		expect([told, opened.take(), opened.take(), opened.isEmpty]).toEqual([2, ['/a', '/b', '/c'], [], true]);
	});
});
