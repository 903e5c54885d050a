// Owns the archive package: a bag of records, originals and pictures, with what archives ask for about them. docs/archive-package.md says the same in words.
import type { Clipping } from '../../shared/model';
import { safeStem } from './file-names';
import type { ExportFormat, FormatWriter, Nameable, Placement } from './format';
import { jsonl, wholeArchive } from './jsonl';
import { mets } from './mets';
import { premis } from './premis';
import { roCrate } from './ro-crate';
import type { Beyond } from './source';

/** Readers of bags differ on "%" in a path (RFC 8493 §2.1.3): none has one. */
const unambiguous = (path: string): string => path.split('/').map((part) => safeStem(part.replaceAll('%', '_'), 200)).join('/');

/** The JSON Lines export, whose records bring everything back, under paths that every reader of bags takes alike. */
class PackageWriter implements FormatWriter {
	readonly #records = jsonl.begin();

	place(clipping: Nameable): Placement {
		const { record, original, pictures } = this.#records.place(clipping);
		return { record, original: original && unambiguous(original), pictures };
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		const { pictures, ...rest } = this.#records.illustrate(clipping, placement);
		return { ...rest, pictures: new Map([...pictures].map(([sha256, path]) => [sha256, path === placement.original ? path : unambiguous(path)])) };
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return this.#records.record(clipping, placement, beyond);
	}
}

export const archivePackage: ExportFormat = {
	...jsonl,
	facts: {
		...jsonl.facts,
		id: 'package',
		label: 'Archive package',
		hint: 'a bag that proves itself, with everything',
		extension: '',
		carries: [...jsonl.facts.carries, 'What was done to each clipping (PREMIS)', 'Digests of every file (BagIt), METS, RO-Crate'],
		loses: [],
	},
	isBag: true,
	canProve: true,
	begin: () => new PackageWriter(),
	documents: (exported) => [
		wholeArchive(exported),
		{ file: 'ro-crate-metadata.json', sections: roCrate(exported) },
		{ file: 'metadata/premis.xml', sections: premis(exported) },
		{ file: 'metadata/mets.xml', sections: mets(exported) },
	],
};
