// Owns the commands for pictures of clippings: attach one, get one out, and the line that names one. Must not read a picture itself.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '../shared/errors';
import type { Clipping, Picture } from '../shared/model';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

/** "Picture 1: ferry.jpg, 640 × 400, 81,204 bytes, caption 1". */
export function pictureLine({ fileName, address, bytes, width, height, caption }: Picture, number: number): string {
	const facts = [
		fileName || address || 'without a name',
		width !== null && height !== null ? `${width} × ${height}` : '',
		bytes === null ? 'not here, only named' : `${bytes.toLocaleString('en')} bytes`,
		caption === null ? '' : `caption ${caption + 1}`,
	];
	return `Picture ${number}: ${facts.filter(Boolean).join(', ')}`;
}

const pictureJson = (clipping: Clipping) => clipping.pictures.map(({ id: _, ...picture }, at) => ({ clipping: clipping.id, number: at + 1, ...picture }));

async function attach(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [reference = '', file = ''] = args.operands;
	const caption = args.count('caption');
	if (caption === 0) throw new Misuse('Captions are counted from 1.', 'attach');
	const archive = await context.archive();
	const clipping = await archive.pictures.attach(archive.clippings.find(reference), caption === null ? null : caption - 1, { path: resolve(file) });
	if (json) {
		for (const picture of pictureJson(clipping)) await out.json(picture);
		await out.json({ summary: { pictures: clipping.pictures.length } });
	} else for (const [at, picture] of clipping.pictures.entries()) await out.line(harmless(pictureLine(picture, at + 1)));
	return STATUS.done;
}

async function picture(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [reference = '', which = '1'] = args.operands;
	if (!/^[1-9]\d{0,5}$/.test(which)) throw new Misuse('Pictures are counted from 1.', 'picture');
	const target = args.one('output');
	if (target === null && (json || out.surface.columns !== null)) throw new Misuse('A picture is not for reading here. Say where it goes with --output FILE, or send it to a pipe.', 'picture');
	const archive = await context.archive();
	const clipping = archive.clippings.get(archive.clippings.find(reference));
	const found = clipping.pictures[Number(which) - 1];
	if (!found?.sha256) throw new Fault('picture/missing', { picture: which });
	const { bytes, mediaType } = await archive.pictures.bytes(found.sha256);
	if (target === null) {
		await out.bytes(bytes);
		return STATUS.done;
	}
	const path = resolve(target);
	await save(path, bytes);
	if (json) {
		await out.json({ path, bytes: bytes.length, mediaType, sha256: found.sha256 });
		await out.json({ summary: { written: 1 } });
	} else await out.line(`Wrote ${harmless(path)}, ${bytes.length.toLocaleString('en')} bytes.`);
	return STATUS.done;
}

/** Writes a new file; nothing is ever overwritten. */
async function save(path: string, bytes: Uint8Array): Promise<void> {
	try {
		await writeFile(path, bytes, { flag: 'wx' });
	} catch (cause) {
		switch ((cause as NodeJS.ErrnoException).code) {
			case 'EEXIST': throw new Fault('export/target-exists', { path }, { cause });
			case 'ENOSPC': case 'EDQUOT': throw new Fault('disk/full', { path }, { cause });
			case 'ENOENT': throw new Fault('disk/missing', { path }, { cause });
			default: throw new Fault('export/unwritable', { path }, { cause });
		}
	}
}

export const attachCommand: Command = {
	name: 'attach',
	says: 'Keep a picture with a clipping.',
	more: [
		'The picture is copied into the archive; the file is left as it is. With --caption it goes to that caption of the clipping, counted from 1 as show lists them. A picture that the clipping only names gets its file so.',
		'What the clipping has then is printed, a picture a line.',
	],
	examples: ['cuttings attach 12 ferry.jpg --caption 1', 'cuttings attach 12 scan.tif'],
	operands: { label: 'ID FILE', least: 2, most: 2 },
	options: [{ name: 'caption', value: 'N', says: 'The caption that describes it.' }],
	use: 'changes',
	run: attach,
};

export const pictureCommand: Command = {
	name: 'picture',
	says: 'Get a picture of a clipping out of the archive.',
	more: ['N is the picture\'s number as show lists it; the first unless given. Its bytes are those that were received. Without --output they go to the pipe or file that the output goes to. A file that is there already is left as it is.'],
	examples: ['cuttings picture 12 --output ferry.jpg', 'cuttings picture 12 2 > second.png'],
	operands: { label: 'ID [N]', least: 1, most: 2 },
	options: [{ name: 'output', value: 'FILE', says: 'The new file it is written to.' }],
	use: 'browses',
	run: picture,
};
