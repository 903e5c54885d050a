// Owns the names of what a Linux system must bring: which package has which library or program, and the one command that installs it.
import { isOnPath } from './run.mjs';

/**
 * Library or program -> package, per package manager. Names of newer Debian and Ubuntu end in t64 where the table's does not
 * exist any more; `installable` finds that out.
 * @type {Record<'apt' | 'dnf' | 'pacman', Record<string, string>>}
 */
const PACKAGES = {
	apt: {
		'libnss3.so': 'libnss3', 'libnssutil3.so': 'libnss3', 'libsmime3.so': 'libnss3', 'libnspr4.so': 'libnspr4',
		'libatk-1.0.so.0': 'libatk1.0-0', 'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0', 'libatspi.so.0': 'libatspi2.0-0',
		'libcups.so.2': 'libcups2', 'libgtk-3.so.0': 'libgtk-3-0', 'libgdk-3.so.0': 'libgtk-3-0', 'libgbm.so.1': 'libgbm1', 'libdrm.so.2': 'libdrm2',
		'libasound.so.2': 'libasound2', 'libXss.so.1': 'libxss1', 'libXtst.so.6': 'libxtst6', 'libdbus-1.so.3': 'libdbus-1-3',
		'libcairo.so.2': 'libcairo2', 'libpango-1.0.so.0': 'libpango-1.0-0', 'libX11.so.6': 'libx11-6', 'libxcb.so.1': 'libxcb1',
		'libXcomposite.so.1': 'libxcomposite1', 'libXdamage.so.1': 'libxdamage1', 'libXext.so.6': 'libxext6', 'libXfixes.so.3': 'libxfixes3',
		'libXrandr.so.2': 'libxrandr2', 'libxkbcommon.so.0': 'libxkbcommon0', 'libexpat.so.1': 'libexpat1', 'libglib-2.0.so.0': 'libglib2.0-0',
		'libgobject-2.0.so.0': 'libglib2.0-0', 'libgio-2.0.so.0': 'libglib2.0-0', 'libudev.so.1': 'libudev1',
		Xvfb: 'xvfb', 'c++': 'g++', make: 'make', python3: 'python3',
		xmllint: 'libxml2-utils', ris2xml: 'bibutils', bib2xml: 'bibutils', biber: 'biber', pandoc: 'pandoc', qpdf: 'qpdf', pdftotext: 'poppler-utils', pdfinfo: 'poppler-utils',
		csvclean: 'csvkit', csvstat: 'csvkit', sha256sum: 'coreutils', sha512sum: 'coreutils',
	},
	dnf: {
		'libnss3.so': 'nss', 'libnssutil3.so': 'nss', 'libsmime3.so': 'nss', 'libnspr4.so': 'nspr',
		'libatk-1.0.so.0': 'atk', 'libatk-bridge-2.0.so.0': 'at-spi2-atk', 'libatspi.so.0': 'at-spi2-core',
		'libcups.so.2': 'cups-libs', 'libgtk-3.so.0': 'gtk3', 'libgdk-3.so.0': 'gtk3', 'libgbm.so.1': 'mesa-libgbm', 'libdrm.so.2': 'libdrm',
		'libasound.so.2': 'alsa-lib', 'libXss.so.1': 'libXScrnSaver', 'libXtst.so.6': 'libXtst', 'libdbus-1.so.3': 'dbus-libs',
		'libcairo.so.2': 'cairo', 'libpango-1.0.so.0': 'pango', 'libXcomposite.so.1': 'libXcomposite', 'libXdamage.so.1': 'libXdamage',
		'libXrandr.so.2': 'libXrandr', 'libxkbcommon.so.0': 'libxkbcommon',
		Xvfb: 'xorg-x11-server-Xvfb', 'c++': 'gcc-c++', make: 'make', python3: 'python3',
		xmllint: 'libxml2', ris2xml: 'bibutils', bib2xml: 'bibutils', biber: 'biber', pandoc: 'pandoc', qpdf: 'qpdf', pdftotext: 'poppler-utils', pdfinfo: 'poppler-utils',
		csvclean: 'python3-csvkit', csvstat: 'python3-csvkit', sha256sum: 'coreutils', sha512sum: 'coreutils',
	},
	pacman: {
		'libnss3.so': 'nss', 'libnssutil3.so': 'nss', 'libsmime3.so': 'nss', 'libnspr4.so': 'nspr',
		'libatk-1.0.so.0': 'at-spi2-core', 'libatk-bridge-2.0.so.0': 'at-spi2-core', 'libatspi.so.0': 'at-spi2-core',
		'libcups.so.2': 'libcups', 'libgtk-3.so.0': 'gtk3', 'libgdk-3.so.0': 'gtk3', 'libgbm.so.1': 'mesa', 'libdrm.so.2': 'libdrm',
		'libasound.so.2': 'alsa-lib', 'libXss.so.1': 'libxss', 'libXtst.so.6': 'libxtst', 'libxkbcommon.so.0': 'libxkbcommon',
		Xvfb: 'xorg-server-xvfb', 'c++': 'gcc', make: 'make', python3: 'python',
		xmllint: 'libxml2', biber: 'biber', pandoc: 'pandoc-cli', qpdf: 'qpdf', pdftotext: 'poppler', pdfinfo: 'poppler', csvclean: 'csvkit', csvstat: 'csvkit',
		sha256sum: 'coreutils', sha512sum: 'coreutils',
	},
};

const INSTALL = {
	apt: 'apt-get install -y',
	dnf: 'dnf install -y',
	pacman: 'pacman -S --noconfirm',
};

/** @typedef {keyof typeof PACKAGES} PackageSystem */

/** @param {NodeJS.ProcessEnv} [env] @returns {PackageSystem | undefined} */
export function packageSystem(env = process.env) {
	if (isOnPath('apt-get', env)) return 'apt';
	if (isOnPath('dnf', env)) return 'dnf';
	return isOnPath('pacman', env) ? 'pacman' : undefined;
}

/**
 * The packages that bring what is missing, and of what is missing those that no known package brings.
 * @param {PackageSystem} system @param {readonly string[]} missing
 */
export function packagesFor(system, missing) {
	const table = PACKAGES[system];
	const packages = new Set();
	const unknown = [];
	for (const name of missing) {
		const found = table[name];
		if (found) packages.add(found);
		else unknown.push(name);
	}
	return { packages: /** @type {string[]} */ ([...packages].sort()), unknown };
}

/** @param {PackageSystem} system @param {readonly string[]} packages @param {boolean} root */
export function installCommand(system, packages, root) {
	return `${root ? '' : 'sudo '}${INSTALL[system]} ${packages.join(' ')}`;
}

/**
 * Replaces names that this release of Debian or Ubuntu has no package of by the name with "t64" (64-bit times, 2024 on).
 * @param {readonly string[]} packages @param {import('./run.mjs').Run} run
 */
export async function installable(packages, run) {
	const ran = await run('apt-cache', ['policy', ...packages, ...packages.map((name) => `${name}t64`)], { env: { ...process.env, LC_ALL: 'C' } });
	const candidates = new Set();
	let current = '';
	for (const line of ran.stdout.split('\n')) {
		if (/^\S.*:$/.test(line)) current = line.slice(0, -1);
		else if (/^\s+Candidate: (?!\(none\))/.test(line)) candidates.add(current);
	}
	return packages.map((name) => (!candidates.has(name) && candidates.has(`${name}t64`) ? `${name}t64` : name));
}
