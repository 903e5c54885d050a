// Owns the table of export formats. A format is one line here and one writer file beside; nothing else names it.
import { canStand, type FormatWays } from '../../shared/exporting';
import type { Format, FormatId } from '../../shared/model';
import { atomCsv } from './atom-csv';
import { biblatex, bibtex } from './bibtex';
import { cslJson } from './csl-json';
import { dublinCore } from './dc-csv';
import { ead2002, ead3 } from './ead';
import { epub } from './epub';
import type { ExportFormat } from './format';
import { besideOrNot } from './format-options';
import { jsonLd } from './json-ld';
import { jsonl } from './jsonl';
import { markdown } from './markdown';
import { ninjs } from './ninjs';
import { archivePackage } from './package';
import { pdf } from './pdf';
import { plainText } from './plain-text';
import { ris } from './ris';
import { staticSite } from './site';
import { wacz } from './wacz';

export const FORMATS = {
	package: archivePackage,
	markdown: besideOrNot(markdown),
	text: plainText,
	site: staticSite,
	epub,
	pdf,
	jsonl,
	'dc-csv': besideOrNot(dublinCore),
	'atom-csv': besideOrNot(atomCsv),
	ead3: besideOrNot(ead3),
	ead2002: besideOrNot(ead2002),
	'csl-json': cslJson,
	ris,
	bibtex,
	biblatex,
	jsonld: besideOrNot(jsonLd),
	ninjs: besideOrNot(ninjs),
	wacz,
} as const satisfies Record<FormatId, ExportFormat>;

/** What each format is, carries and loses, and what can be chosen of it, in the order in which they are offered. */
export function formats(): Format[] {
	return (Object.values(FORMATS) as ExportFormat[]).map(({ facts, options, canProve }) => ({ ...facts, options: [...(options ?? [])], canProve: canProve === true }));
}

/** A value for every option of a format: what was chosen where it fits, else what the format has by itself. Choices may be remembered from another day. */
export const waysOf = ({ options }: ExportFormat, chosen: FormatWays): FormatWays =>
	Object.fromEntries((options ?? []).map((option) => [option.id, canStand(option, chosen[option.id]) ? chosen[option.id]! : option.default]));

/** A format as the chosen options make it. */
export function formatAs(id: FormatId, chosen: FormatWays): ExportFormat {
	const format: ExportFormat = FORMATS[id];
	return format.chosen?.(waysOf(format, chosen)) ?? format;
}
