// Owns the bag an export is put into (BagIt 1.0, RFC 8493): payload under data/, its digests and sizes counted as it is written, tag files at the end. Must not know what is in it.
import { createHash, type Hash } from 'node:crypto';
import type { Sink } from './format';
import type { Scratch } from './scratch';
import type { Staging } from './staging';

/** sha512 as the RFC recommends, sha256 for everybody else's tools. */
const ALGORITHMS = ['sha512', 'sha256'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

const manifestOf = (algorithm: Algorithm): string => `manifest-${algorithm}.txt`;
const MANIFESTS: ReadonlySet<string> = new Set(ALGORITHMS.map(manifestOf));

/** Of what is written under this name, everything stands beside the payload: it describes the bag. */
const TAG_FOLDER = 'metadata/';

class Tally {
	bytes = 0;
	readonly #hashes: Record<Algorithm, Hash> = { sha512: createHash('sha512'), sha256: createHash('sha256') };

	add(piece: Uint8Array): void {
		this.bytes += piece.length;
		for (const algorithm of ALGORITHMS) this.#hashes[algorithm].update(piece);
	}

	digests(): Record<Algorithm, string> {
		return { sha512: this.#hashes.sha512.digest('hex'), sha256: this.#hashes.sha256.digest('hex') };
	}
}

export interface BagAbout {
	/** Milliseconds UTC. */
	now: number;
	/** What made the bag: "Cuttings". */
	agent: string;
	/** Of the bag, stable: a URN. */
	identifier: string;
	description: string;
	/** What else `bag-info.txt` says, in its order. */
	more?: readonly (readonly [label: string, value: string])[];
}

/** One line of `bag-info.txt`: no line breaks, whatever comes in. */
const tagLine = (label: string, value: string | number): string => `${label}: ${String(value).replace(/[\r\n]+/g, ' ')}\n`;

/** A byte count as people write it, for `Bag-Size`. */
function humanSize(bytes: number): string {
	const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
	let [size, unit] = [bytes, 0];
	for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
	return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

/** Takes files as a folder does, and lays them in a bag. Paths must hold no "%", CR or LF: readers of bags differ on those. */
export class Bag implements Sink {
	readonly #staging: Staging;
	/** Files that grow, by their path in the bag. */
	readonly #growing = new Map<string, Tally>();
	/** Lines not yet in their manifests: files are finished in any order, and manifests are written one line after another. */
	#lines: { file: string; digests: Record<Algorithm, string> }[] = [];
	#payload = { bytes: 0, files: 0 };
	#tagLines: { file: string; digests: Record<Algorithm, string> }[] = [];

	constructor(staging: Staging) {
		this.#staging = staging;
	}

	async write(file: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
		await this.#drain();
		const place = inBag(file);
		const pieces = typeof content === 'string' ? [Buffer.from(content, 'utf8')] : content instanceof Uint8Array ? [content] : content;
		await this.#staging.write(place, this.#tallied(place, pieces));
	}

	async append(file: string, text: string): Promise<void> {
		await this.#grow(inBag(file), text);
	}

	async settle(): Promise<void> {
		await this.#staging.settle();
	}

	scratch(): Promise<Scratch> {
		return this.#staging.scratch();
	}

	/** Writes what makes the folder a bag, once all of its payload is there: it can be read and verified then. Tag files may still be added. */
	async close(): Promise<void> {
		await this.#staging.settle();
		// The manifests have begun to grow already where files were finished early: they are done last.
		for (const [file, tally] of this.#growing) {
			if (MANIFESTS.has(file)) continue;
			this.#done(file, tally);
			this.#growing.delete(file);
		}
		await this.#drain();
		await this.#grow('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
		// Every payload file in every manifest, and no payload still makes a manifest: empty ones are valid.
		for (const algorithm of ALGORITHMS) await this.#grow(manifestOf(algorithm), '');
	}

	/** Writes what the bag says of itself, and the digests of all that is not payload. Closes it when that is not done yet. */
	async finish(about: BagAbout): Promise<void> {
		if (!this.#growing.has('bagit.txt')) await this.close();
		await this.#staging.settle();
		const { bytes, files } = this.#payload;
		await this.#grow('bag-info.txt', [
			tagLine('Bagging-Date', new Date(about.now).toISOString().slice(0, 10)),
			tagLine('Bag-Software-Agent', about.agent),
			tagLine('External-Identifier', about.identifier),
			tagLine('External-Description', about.description),
			tagLine('Payload-Oxum', `${bytes}.${files}`),
			tagLine('Bag-Size', humanSize(bytes)),
			...(about.more ?? []).map(([label, value]) => tagLine(label, value)),
		].join(''));
		for (const [file, tally] of this.#growing) this.#tagLines.push({ file, digests: tally.digests() });
		this.#growing.clear();
		for (const algorithm of ALGORITHMS) {
			await this.#staging.append(`tagmanifest-${algorithm}.txt`, this.#tagLines.map(({ file, digests }) => `${digests[algorithm]}  ${file}\n`).join(''));
		}
	}

	async *#tallied(file: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const tally = new Tally();
		for await (const piece of pieces) {
			tally.add(piece);
			yield piece;
		}
		this.#done(file, tally);
	}

	#done(file: string, tally: Tally): void {
		const line = { file, digests: tally.digests() };
		if (!file.startsWith('data/')) return void this.#tagLines.push(line);
		this.#payload.bytes += tally.bytes;
		this.#payload.files += 1;
		this.#lines.push(line);
	}

	async #drain(): Promise<void> {
		const lines = this.#lines;
		if (lines.length === 0) return;
		this.#lines = [];
		for (const algorithm of ALGORITHMS) await this.#grow(manifestOf(algorithm), lines.map(({ file, digests }) => `${digests[algorithm]}  ${file}\n`).join(''));
	}

	async #grow(file: string, text: string): Promise<void> {
		let tally = this.#growing.get(file);
		if (!tally) this.#growing.set(file, tally = new Tally());
		tally.add(Buffer.from(text, 'utf8'));
		await this.#staging.append(file, text);
	}
}

const inBag = (file: string): string => (file.startsWith(TAG_FOLDER) ? file : `data/${file}`);
