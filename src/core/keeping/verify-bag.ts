// Owns the proof of a bag (BagIt 1.0 of RFC 8493, and 0.97 before it): every file listed is there and what it was, every file there is listed. Changes nothing, opens no archive.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import type { Progress } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { bagInFolder, textIn, type BagFiles } from '../files/bag-files';
import { bagsInZip } from '../formats/bag-zip';
import { Refusal } from '../formats/reading-of';

/** The algorithms a manifest may name that Node knows under the same name. */
const ALGORITHMS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

export interface BagFinding {
	/** `missing`, `added` and `altered` are files; `malformed` is what makes it no whole bag; `unsafe` a path that leads out of it. */
	kind: 'missing' | 'added' | 'altered' | 'malformed' | 'unsafe';
	/** Path in the bag, with "/". */
	file: string;
	what: Said;
}

export interface BagReport {
	version: string | null;
	/** Payload files that were read, and their bytes. */
	files: number;
	bytes: number;
	/** Which digests were compared. */
	algorithms: string[];
	findings: BagFinding[];
	cancelled: boolean;
}

export interface VerifyOptions {
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

type Digests = Map<string, Map<string, string>>;

const LINE = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/;

/** As RFC 8493 §2.1.3 writes them; nothing else is encoded. */
const decoded = (path: string): string => path.replace(/%(0D|0A|25)/gi, (code) => decodeURIComponent(code));
const isSafe = (path: string): boolean => !path.startsWith('/') && !path.startsWith('~') && !/^[A-Za-z]:/.test(path) && !path.split(/[\\/]/).includes('..');

class Verifying {
	readonly report: BagReport = { version: null, files: 0, bytes: 0, algorithms: [], findings: [], cancelled: false };
	readonly #bag: BagFiles;
	/** Paths that the bag itself says are elsewhere. */
	#fetched: ReadonlySet<string> = new Set();
	readonly #options: VerifyOptions;

	constructor(bag: BagFiles, options: VerifyOptions) {
		this.#bag = bag;
		this.#options = options;
	}

	async run(): Promise<void> {
		await this.#declaration();
		const names = (await this.#bag.names()).sort();
		for (const file of this.#bag.unsafe) this.#find('unsafe', file, said('said.bag.unsafe'));
		const payload = await this.#manifests(names, 'manifest');
		const tags = await this.#manifests(names, 'tagmanifest');
		if (payload.size === 0) this.#find('malformed', 'manifest-….txt', said('said.bag.no-manifest'));
		this.report.algorithms = [...new Set([...payload.keys(), ...tags.keys()])];
		const payload_ = await this.#bag.payload();
		if (payload_ === null) this.#find('malformed', 'data', said('said.bag.no-payload'));
		const there = payload_ ?? new Map<string, number>();
		this.#fetched = new Set((await textIn(this.#bag, 'fetch.txt') ?? '').split(/\r\n|\n|\r/).flatMap((line) => /^\S+[ \t]+\S+[ \t]+(.+)$/.exec(line)?.[1] ?? []).map(decoded));
		await this.#compare(payload, there, true);
		await this.#compare(tags, null, false);
		await this.#oxum(there);
	}

	#find(kind: BagFinding['kind'], file: string, what: Said): void {
		this.report.findings.push({ kind, file, what });
	}

	async #declaration(): Promise<void> {
		const text = await textIn(this.#bag, 'bagit.txt');
		if (text === null) return this.#find('malformed', 'bagit.txt', said('said.bag.no-bag'));
		const told = /^BagIt-Version: (\d+\.\d+)\r?\n?Tag-File-Character-Encoding: (\S+)\r?\n?$/.exec(text);
		if (!told) return this.#find('malformed', 'bagit.txt', said('said.bag.declaration'));
		this.report.version = told[1]!;
		if (!['0.97', '1.0'].includes(told[1]!)) this.#find('malformed', 'bagit.txt', said('said.bag.version', { version: told[1]! }));
		if (told[2]!.toUpperCase() !== 'UTF-8') this.#find('malformed', 'bagit.txt', said('said.bag.encoding', { encoding: told[2]! }));
	}

	/** Digests by algorithm and path. */
	async #manifests(names: readonly string[], kind: 'manifest' | 'tagmanifest'): Promise<Digests> {
		const all: Digests = new Map();
		for (const name of names) {
			const algorithm = new RegExp(`^${kind}-([a-z0-9]+)\\.txt$`).exec(name)?.[1];
			if (!algorithm) continue;
			if (!ALGORITHMS.includes(algorithm)) {
				this.#find('malformed', name, said('said.bag.algorithm', { algorithm }));
				continue;
			}
			const listed = new Map<string, string>();
			for (const line of (await textIn(this.#bag, name) ?? '').split(/\r\n|\n|\r/)) {
				if (line === '') continue;
				const [, digest, path] = LINE.exec(line) ?? [];
				const file = path === undefined ? '' : decoded(path.replace(/^\.\//, ''));
				if (digest === undefined) this.#find('malformed', name, said('said.bag.line', { line: line.slice(0, 100) }));
				else if (!isSafe(file)) this.#find('unsafe', file, said('said.bag.path', { name }));
				else if (kind === 'manifest' && !file.startsWith('data/')) this.#find('malformed', name, said('said.bag.not-payload', { file }));
				else if (listed.has(file)) this.#find('malformed', name, said('said.bag.twice', { file }));
				else listed.set(file, digest.toLowerCase());
			}
			all.set(algorithm, listed);
		}
		return all;
	}

	async #compare(manifests: Digests, there: ReadonlyMap<string, number> | null, isPayload: boolean): Promise<void> {
		const files = new Set([...manifests.values()].flatMap((listed) => [...listed.keys()]));
		for (const file of there?.keys() ?? []) if (!files.has(file)) this.#find('added', file, said('said.bag.added'));
		let done = 0;
		for (const file of files) {
			await this.#options.gate?.pass(this.#options.signal);
			this.#options.signal?.throwIfAborted();
			this.#options.onProgress?.({ phase: 'checking', done: done++, total: files.size, current: file });
			const expected = [...manifests].flatMap(([algorithm, listed]) => (listed.has(file) ? [[algorithm, listed.get(file)!] as const] : []));
			if (isPayload && this.report.version === '1.0' && expected.length < manifests.size) this.#find('malformed', file, said('said.bag.not-everywhere'));
			await this.#file(file, expected, isPayload);
		}
	}

	async #file(file: string, expected: readonly (readonly [string, string])[], isPayload: boolean): Promise<void> {
		const hashes = expected.map(([algorithm]) => createHash(algorithm));
		try {
			const pieces = await this.#bag.open(file, this.#options.signal);
			if (pieces === null) return this.#find('altered', file, said('said.bag.not-plain'));
			for await (const piece of pieces) {
				await this.#options.gate?.pass(this.#options.signal);
				for (const hash of hashes) hash.update(piece);
				if (isPayload) this.report.bytes += piece.length;
			}
		} catch (error) {
			this.#options.signal?.throwIfAborted();
			const { code = '' } = error as NodeJS.ErrnoException;
			if (code === 'ENOENT') return this.#find('missing', file, said(this.#fetched.has(file) ? 'said.bag.fetch' : 'said.bag.missing'));
			return this.#find('altered', file, error instanceof Refusal ? error.why : said('said.bag.unread', { code }));
		}
		if (isPayload) this.report.files += 1;
		const wrong = expected.filter(([, digest], at) => hashes[at]!.digest('hex') !== digest).map(([algorithm]) => algorithm);
		if (wrong.length > 0) this.#find('altered', file, said('said.bag.altered', { algorithms: wrong.join(', ') }));
	}

	/** Bytes and count of the payload as the bag says them, held against what was read. */
	async #oxum(there: ReadonlyMap<string, number>): Promise<void> {
		const told = /^Payload-Oxum:[ \t]*(\d+)\.(\d+)[ \t]*$/m.exec(await textIn(this.#bag, 'bag-info.txt') ?? '');
		if (!told) return;
		const bytes = [...there.values()].reduce((sum, size) => sum + size, 0);
		if (Number(told[1]) !== bytes || Number(told[2]) !== there.size) {
			this.#find('malformed', 'bag-info.txt', said('said.bag.oxum', { bytes: Number(told[1]), files: Number(told[2]), bytesThere: bytes, filesThere: there.size }));
		}
	}
}

/** Compares the files of a bag with everything it says of itself. `source/unreadable` when its tag files cannot be read. */
export async function verifyFiles(bag: BagFiles, options: VerifyOptions = {}): Promise<BagReport> {
	const verifying = new Verifying(bag, options);
	try {
		await verifying.run();
	} catch (error) {
		if (!options.signal?.aborted) throw error;
		verifying.report.cancelled = true;
	}
	return verifying.report;
}

/** The same for a bag on the disk, a folder or a ZIP file with one bag in it. `source/unreadable` when there is neither. */
export async function verifyBag(path: string, options: VerifyOptions = {}): Promise<BagReport> {
	const root = resolve(path);
	const stats = await stat(root).catch(() => null);
	if (stats?.isDirectory()) return verifyFiles(await bagInFolder(root), options);
	const zip = stats?.isFile() ? await bagsInZip(root) : null;
	try {
		if (zip?.bags.length === 1) return await verifyFiles(zip.bags[0]!, options);
	} finally {
		zip?.close();
	}
	throw new Fault('source/unreadable', { name: root, detail: said(!zip ? 'said.bag.no-folder' : zip.bags.length === 0 ? 'said.bag.none' : 'said.bag.several') });
}
