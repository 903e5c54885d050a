// Owns the proof that an address of the app's own scheme never means a file outside the page's folder.
import { isAbsolute, join, relative, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetFile, ORIGIN } from '../../src/main/addresses';

const folder = resolve('/opt/page');
const file = (path: string) => assetFile(`${ORIGIN}/${path}`, folder);

describe('an address', () => {
	it('means a file of the page', () => {
		expect(file('')).toBe(join(folder, 'index.html'));
		expect(file('assets/index.js')).toBe(join(folder, 'assets/index.js'));
		expect(file('assets/a%20b.css?x=1#y')).toBe(join(folder, 'assets/a b.css'));
	});

	it.each(['..%2fsecret', '%2e%2e%2fsecret', 'a%5c..%5csecret', 'a%00.js', '%', '%ff', './%2e/x', 'a/%2e%2e/%2e%2e/x'])('that could leave the folder means nothing: %s', (path) => {
		const found = file(path);
		expect(found === null || found.startsWith(folder)).toBe(true);
		if (path.includes('%2f') || path.includes('%5c') || path.includes('%00')) expect(found).toBeNull();
	});

	it.each(['https://app/index.html', 'cuttings://other/index.html', 'cuttings://app.evil/index.html', 'cuttings://user@app.evil/x', 'file:///etc/hosts', 'nonsense'])('of another place means nothing: %s', (address) => {
		expect(assetFile(address, folder)).toBeNull();
	});

	it('whatever it is, never leaves the folder', () => {
		const piece = fc.oneof(fc.string(), fc.constantFrom('..', '.', '%2e%2e', '%2f', '\\', '%5c', '%00', '/', 'C:', '~', '//'));
		fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
			const found = file(pieces.join('/'));
			if (found === null) return;
			const way = relative(folder, found);
			expect(way.startsWith('..') || isAbsolute(way)).toBe(false);
		}), { numRuns: 2_000 });
	});
});
