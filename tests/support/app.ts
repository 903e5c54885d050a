// Owns how a journey gets the app: the built one in a real Electron, with an archive and a folder of its own that go when the test ends. Must not stand in for any part of it.
import { expect, test as base, _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');

export interface OpenOptions {
	/** The archive's folder; a fresh one that does not exist yet, unless given. Null names none: the app finds one by itself, below the `HOME` that `env` must give. */
	archive?: string | null;
	/** The app's own folder (settings, log); a fresh one unless given. */
	ownFolder?: string;
	/** Files to make beside the archive, for `file(name)`: name below the folder → content. */
	files?: Readonly<Record<string, string | Uint8Array>>;
	/** Which of them are opened with the program, as by "Open with…". */
	opens?: readonly string[];
	/** What this journey provokes on the page's console on purpose. Anything else said there as an error fails the test. */
	expectedErrors?: readonly RegExp[];
	env?: Readonly<Record<string, string>>;
}

export interface OpenedApp {
	readonly app: ElectronApplication;
	readonly page: Page;
	readonly archive: string;
	readonly ownFolder: string;
	/** The path of a file given in `files`, or of the whole folder. */
	file(name?: string): string;
	/** What the app and its host have logged so far. */
	log(): string;
	close(): Promise<void>;
}

interface Fixtures {
	/** A folder that goes when the test ends. */
	folder: string;
	openApp: (options?: OpenOptions) => Promise<OpenedApp>;
}

export { expect };
export const test = base.extend<Fixtures>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
	folder: async ({}, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'cuttings-app-'));
		await use(folder);
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	},
	openApp: async ({ folder }, use, testInfo) => {
		const opened: OpenedApp[] = [];
		const errors: string[] = [];
		await use(async (options = {}) => {
			const one = await open(options, join(folder, `run-${opened.length}`), errors);
			opened.push(one);
			return one;
		});
		for (const one of opened) await one.close();
		if (testInfo.status !== testInfo.expectedStatus) {
			for (const one of opened) await testInfo.attach('log', { body: one.log(), contentType: 'text/plain' });
		}
		expect(errors, 'errors on the console of the page').toEqual([]);
	},
});

/** The program the set-up chose, and what it must be told here. Chromium refuses to run as root with its sandbox. */
export function electronCommand(): { executablePath: string; args: string[] } {
	const { path } = JSON.parse(readFileSync(join(PROJECT, 'out/runtime.json'), 'utf8')) as { path: string };
	return { executablePath: path, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), PROJECT] };
}

/** The environment of an app that must not find the person's own archive or settings. */
export function appEnvironment(ownFolder: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
	const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
	delete env['ELECTRON_RUN_AS_NODE'];
	delete env['CUTTINGS_ARCHIVE'];
	return { ...env, CUTTINGS_USER_DATA: ownFolder, CUTTINGS_CHECK_OUTPUTS: '1', CUTTINGS_LANGUAGE: 'en-GB', ...more };
}

/** How long the debugger may take to take hold of a program that has begun, in milliseconds; it takes two seconds. */
const TAKING_HOLD = 20_000;

/**
 * The program under the debugger. Once in a hundred starts on a busy machine the debugger never takes hold, though the program goes
 * on: such a start is said aloud and done anew, once. What the program itself does too slowly is not forgiven.
 */
async function launched(more: readonly string[], env: Record<string, string>, cwd: string): Promise<ElectronApplication> {
	const { executablePath, args } = electronCommand();
	const launch = (timeout: number) => _electron.launch({ executablePath, args: [...args, ...more], env, cwd, colorScheme: null, timeout });
	try {
		return await launch(TAKING_HOLD);
	} catch (error) {
		if (!(error instanceof Error) || !error.message.includes('Timeout')) throw error;
		console.warn(`The debugger did not take hold within ${TAKING_HOLD / 1000} s; started anew.`);
		base.setTimeout(base.info().timeout + 2 * TAKING_HOLD);
		return launch(2 * TAKING_HOLD);
	}
}

async function open(options: OpenOptions, folder: string, errors: string[]): Promise<OpenedApp> {
	const archive = options.archive ?? join(folder, 'archive');
	const ownFolder = options.ownFolder ?? join(folder, 'own');
	for (const made of [folder, ownFolder]) mkdirSync(made, { recursive: true });
	const files = join(folder, 'files');
	for (const [name, content] of Object.entries(options.files ?? {})) {
		mkdirSync(dirname(join(files, name)), { recursive: true });
		writeFileSync(join(files, name), content);
	}
	const app = await launched([...(options.archive === null ? [] : ['--archive', archive]), ...(options.opens ?? []).map((name) => join(files, name))], appEnvironment(ownFolder, options.env), folder);
	const page = await app.firstWindow();
	const isExpected = (text: string) => options.expectedErrors?.some((pattern) => pattern.test(text)) ?? false;
	page.on('console', (message) => { if (message.type() === 'error' && !isExpected(message.text())) errors.push(message.text()); });
	page.on('pageerror', (error) => { if (!isExpected(error.message)) errors.push(error.message); });
	await page.waitForLoadState('load');
	let isClosed = false;
	return {
		app, page, archive, ownFolder,
		file: (name = '') => join(files, name),
		log: () => {
			try {
				return readFileSync(join(ownFolder, 'log.txt'), 'utf8');
			} catch {
				return '';
			}
		},
		async close() {
			if (isClosed) return;
			isClosed = true;
			await app.close();
		},
	};
}

/** Drags files or folders from outside over an element and lets go: real events with real paths, as from a file manager. `let go` false leaves them hovering. */
export async function dropFiles(page: Page, selector: string, paths: readonly string[], { letGo = true } = {}): Promise<void> {
	const box = await page.locator(selector).boundingBox();
	if (!box) throw new Error(`${selector} is not on the screen`);
	const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	const session = await page.context().newCDPSession(page);
	const data = { items: [], files: [...paths], dragOperationsMask: 1 };
	for (const type of ['dragEnter', 'dragOver', ...(letGo ? ['drop'] as const : [])] as const) {
		await session.send('Input.dispatchDragEvent', { type, ...at, data });
	}
	await session.detach();
}

/** The process id of the host, the one that has the archive open. */
export async function hostProcessId(app: ElectronApplication): Promise<number> {
	const id = await app.evaluate(({ app }) => app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('Cuttings archive'))?.pid);
	if (id === undefined) throw new Error('There is no host.');
	return id;
}
