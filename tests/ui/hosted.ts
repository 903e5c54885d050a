// Owns the archive behind a screen's state in these tests: a real one, served by the real host over a real port. Must not know any screen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, vi } from 'vitest';
import { openArchive } from '../../src/core/archive';
import { Grants } from '../../src/host/grants';
import { archiveHandlers } from '../../src/host/host';
import { archive as contract } from '../../src/shared/contract';
import { eventPort } from '../../src/shared/ports';
import type { Client } from '../../src/shared/rpc';
import { connect, serve } from '../../src/shared/rpc';
import { tempFolder } from '../support/archive';

export interface Hosted {
	client: Client<typeof contract>;
	folder: string;
	/** Keeps these texts, one clipping each, and waits until they are kept. */
	keep: (texts: readonly string[], tags?: string[]) => Promise<void>;
	/** A token for a file made for the occasion, or for a folder. */
	grant: (path: string) => string;
	file: (name: string, text: string) => string;
}

export async function hosted(): Promise<Hosted> {
	const folder = tempFolder();
	const archive = await openArchive(join(folder, 'archive'));
	const grants = new Grants();
	const bugs: unknown[] = [];
	const { port1, port2 } = new MessageChannel();
	const stop = serve(contract, archiveHandlers({ archive, grants, onMade: () => undefined }), eventPort(port1), {
		checkOutputs: true, later: (work) => { setImmediate(work); }, report: (error) => `bug ${bugs.push(error)}`,
	});
	const client = connect(contract, eventPort(port2));
	onTestFinished(async () => {
		stop();
		await archive.close();
		expect(bugs).toEqual([]);
	});
	let last = 0;
	return {
		client,
		folder,
		grant(path) {
			const token = (++last).toString(16).padStart(32, '0');
			grants.add([{ token, path, expiresAt: Date.now() + 60_000 }]);
			return token;
		},
		file(name, text) {
			const path = join(folder, 'files', name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
			return path;
		},
		async keep(texts, tags = []) {
			const summary = await client['archive.import']({ sources: texts.map((text, at) => ({ from: 'paste', text, name: `Made up ${at}` })), rules: { tags } });
			expect(summary.kept).toBe(texts.length);
		},
	};
}

/** Waits until a screen has caught up. */
export const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 20 });

/** A small article, different for each number. */
export const article = (number: number, words = ''): string => `The Averil Courier\n\nFerry number ${number} leaves the quay\n\nBy Nora Tallis\n${(number % 28) + 1} March 1982\n\nThe ferry left the Corn Quay at ${number % 24} o'clock on Tuesday morning with ${number} people on deck and a crate of hens that belonged to nobody. The harbour master said that she was an hour late, and that he had known her later. ${words}\n\nNobody on the quay would say when she would come back. The clerks have been told to sell single tickets only until the company has made up its mind about the winter, which it is expected to do before the end of the month.\n`;
