// Owns cuttings://, the one scheme the page lives on: the built page's files with a strict policy, and nothing else.
import type { Session } from 'electron';
import { protocol } from 'electron';
import { extname } from 'node:path';
import { assetFile, SCHEME } from './addresses';

/** Nothing from outside, nothing inline, nothing made up at run time. Only Svelte's own templates may become markup from text. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"font-src 'self'",
	"img-src 'self' blob:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	'trusted-types svelte-trusted-html',
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.woff2': 'font/woff2',
	'.woff': 'font/woff',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
};

/** Must be called before the app is ready. */
export function declareScheme(): void {
	protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** What a file that is not there answers with. Chromium, net_error_list.h: FILE_NOT_FOUND. */
const NOT_FOUND = { error: -6 };

/**
 * Serves the built page's folder on the session.
 *
 * By the older way of registering, which Chromium answers from the file by itself. `protocol.handle` carries every byte through
 * streams of the main process: the page's script then comes half a second later (electron #42612).
 */
export function serveAssets(session: Session, folder: string): void {
	session.protocol.registerFileProtocol(SCHEME, (request, answer) => {
		const file = request.method === 'GET' ? assetFile(request.url, folder) : null;
		const type = file && TYPES[extname(file)];
		if (!file || !type) {
			answer(NOT_FOUND);
			return;
		}
		answer({
			path: file,
			mimeType: type.split(';', 1)[0]!,
			headers: {
				'Content-Type': type,
				'Content-Security-Policy': POLICY,
				'X-Content-Type-Options': 'nosniff',
				'Cross-Origin-Opener-Policy': 'same-origin',
				'Cross-Origin-Resource-Policy': 'same-origin',
				'Referrer-Policy': 'no-referrer',
				// Built names carry a hash of what they hold; the page itself does not.
				'Cache-Control': type.startsWith('text/html') ? 'no-store' : 'max-age=31536000, immutable',
			},
		});
	});
}
