// Owns the command that tells what belongs with a clipping: versions of its story, and others that are like it. Changes nothing but what is known of likeness.
import { Fault } from '../shared/errors';
import type { SimilarClipping, Version } from '../shared/similar';
import type { Archive } from '../core/archive';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

const USUAL = 12;
const MOST = 50;

/** What has not been compared yet is compared first, where the archive can be written. */
async function linked(archive: Archive): Promise<void> {
	if (archive.readOnly || !archive.find.hasUnlinked()) return;
	try {
		await archive.linkVersions();
	} catch (error) {
		// Another program writes; what is known by now is told.
		if (!Fault.is(error, 'archive/locked')) throw error;
	}
}

const named = (one: Version | SimilarClipping): string => [one.id, one.published?.edtf ?? '', harmless(one.headline), harmless(one.publication ?? '')].join('\t');

function compared(version: Version, own: Version): string {
	const cut = version.cells.filter(({ is }) => is === 'cut').length;
	return [`${version.words.toLocaleString('en')} words`, `${Math.round(version.share * 100)} % of the first printed`, cut > 0 ? `${cut} of ${version.cells.length} paragraphs cut` : '', version.id === own.id ? 'this one' : ''].filter(Boolean).join(', ');
}

const why = ({ shared, sameDay, signedBy }: SimilarClipping): string =>
	[sameDay ? 'same day' : '', signedBy === null ? '' : `also by ${signedBy}`, shared.length > 0 ? `both say ${shared.join(', ')}` : ''].filter(Boolean).join('; ');

async function run(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const id = archive.clippings.find(args.operands[0]!);
	const limit = args.count('limit') ?? USUAL;
	if (limit > MOST) throw new Misuse(`--limit is at most ${MOST}.`, 'similar');
	await linked(archive);
	const { versions, similar } = archive.find.similar(id, limit);
	if (json) {
		for (const version of versions) await out.json({ version });
		for (const one of similar) await out.json({ similar: one });
		await out.json({ summary: { id, versions: versions.length, similar: similar.length } });
		return STATUS.done;
	}
	const own = versions.find((one) => one.id === id);
	for (const version of own ? versions : []) {
		await out.line(`version\t${named(version)}\t${compared(version, own!)}`);
	}
	for (const one of similar) await out.line(`similar\t${named(one)}\t${harmless(why(one))}`);
	if (out.surface.columns !== null && versions.length + similar.length === 0) await out.line('Nothing in this archive is like it.');
	return STATUS.done;
}

export const similarCommand: Command = {
	name: 'similar',
	says: 'Tell the versions of a clipping\'s story, and other clippings that are like it, each with why.',
	more: ['Versions come first, the first printed before the others. Clippings of which there are several versions are found with: cuttings search is:duplicate'],
	examples: ['cuttings similar 312', 'cuttings similar 312 --limit 5 --json'],
	operands: { label: 'ID', least: 1, most: 1 },
	options: [{ name: 'limit', value: 'N', says: `At most N similar clippings besides the versions; ${USUAL} unless given, at most ${MOST}.` }],
	use: 'browses',
	run,
};
