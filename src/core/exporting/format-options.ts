// Owns the options that several formats have in the same way. Must not know any one format.
import type { FormatOption, FormatWays } from '../../shared/exporting';
import { said } from '../../shared/said';
import { NO_PICTURES, type ExportFormat, type Loss } from './format';

export const ORIGINALS: FormatOption = {
	kind: 'switch', id: 'originals', label: 'Originals and pictures', default: true,
	says: 'Lays the originals and the pictures beside, byte for byte. Without them, only what is written about them goes along.',
};

export const UNTITLED = 'Press clippings';
export const TITLE: FormatOption = {
	kind: 'text', id: 'title', label: 'Title', default: '', empty: UNTITLED,
	says: `What the whole is called. ${UNTITLED}, where nothing is typed.`,
};
/** The title that was typed, on one line. */
export const titleOf = (ways: FormatWays): string => String(ways[TITLE.id] ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim() || UNTITLED;

const ORIGINALS_LOST: Loss = { what: said('said.lost.originals'), becomes: said('said.becomes.chosen'), in: () => true };
const PICTURE_FILES_LOST: Loss = { what: said('said.lost.pictures'), becomes: said('said.becomes.chosen-captions'), in: ({ pictures }) => pictures.count > 0 };

/** The same format with no file of a clipping beside its record. */
export const withoutOriginals = (format: ExportFormat): ExportFormat => ({
	...format,
	takesOriginals: false,
	losses: [ORIGINALS_LOST, PICTURE_FILES_LOST, ...format.losses],
	begin: () => {
		const writer = format.begin();
		return {
			place: (clipping) => ({ ...writer.place(clipping), original: null }),
			illustrate: (_, placement) => ({ ...placement, pictures: NO_PICTURES }),
			record: (clipping, placement, beyond) => writer.record(clipping, placement, beyond),
		};
	},
});

/** A format that lays files beside, with the choice not to. */
export const besideOrNot = (format: ExportFormat): ExportFormat => ({
	...format,
	options: [...(format.options ?? []), ORIGINALS],
	chosen: (ways) => {
		const made = format.chosen?.(ways) ?? format;
		return ways[ORIGINALS.id] === false ? withoutOriginals(made) : made;
	},
});
