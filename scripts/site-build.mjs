// Owns what an exported site is made with besides its clippings: its script in one file, its style with the app's tokens, its typefaces and their licences. Must not decide how any of it looks or works.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const NAME = 'virtual:site';

/** The faces of each package that the site takes along. */
const FACES = [
	{ from: '@fontsource-variable/inter', sheet: 'opsz.css', files: ['inter-latin-opsz-normal', 'inter-latin-ext-opsz-normal', 'inter-cyrillic-opsz-normal', 'inter-greek-opsz-normal'] },
	{ from: '@fontsource-variable/newsreader', sheet: 'opsz.css', files: ['newsreader-latin-opsz-normal', 'newsreader-latin-ext-opsz-normal'] },
	{ from: '@fontsource-variable/newsreader', sheet: 'opsz-italic.css', files: ['newsreader-latin-opsz-italic', 'newsreader-latin-ext-opsz-italic'] },
	{ from: '@fontsource-variable/source-serif-4', sheet: 'opsz.css', files: ['source-serif-4-cyrillic-opsz-normal', 'source-serif-4-greek-opsz-normal'] },
	{ from: '@fontsource-variable/noto-naskh-arabic', sheet: 'index.css', files: ['noto-naskh-arabic-arabic-wght-normal'] },
];

/** @param {string} root @param {string} from */
const folderOf = (root, from) => dirname(createRequire(join(root, 'package.json')).resolve(`${from}/package.json`));

/** The rules of a package's sheet for the faces that go along, with where these stand in a site. @param {string} root @param {typeof FACES[number]} face */
function rulesOf(root, { from, sheet, files }) {
	const rules = readFileSync(join(folderOf(root, from), sheet), 'utf8').match(/@font-face\s*\{[^}]*\}/g) ?? [];
	return files.map((file) => {
		const rule = rules.find((one) => one.includes(`/${file}.woff2`));
		if (!rule) throw new Error(`${from}/${sheet} has no face ${file}.`);
		return rule.replace(/url\([^)]*\)\s*format\([^)]*\)/, `url(fonts/${file}.woff2) format('woff2')`);
	}).join('\n');
}

/** @param {string} root @returns {Promise<string>} */
async function script(root) {
	const built = await build({
		configFile: false, root, logLevel: 'error', publicDir: false,
		build: { write: false, target: ['chrome112', 'firefox116', 'safari17'], minify: true, rollupOptions: { input: join(root, 'src/site/site.ts'), output: { format: 'iife' } } },
	});
	const [first] = /** @type {{ output: { type: string, code?: string }[] }[]} */ (Array.isArray(built) ? built : [built]);
	const output = first?.output ?? [];
	if (output.length !== 1 || !output[0]?.code) throw new Error('The site’s script is more than one file.');
	return output[0].code;
}

const text = (/** @type {string} */ path) => readFileSync(path, 'utf8');

/** @param {string} root */
async function module_(root) {
	const style = [...FACES.map((face) => rulesOf(root, face)), text(join(root, 'src/renderer/styles/tokens.css')), text(join(root, 'src/site/site.css'))].join('\n');
	const files = FACES.flatMap(({ from, files: names }) => names.map((name) => [`fonts/${name}.woff2`, readFileSync(join(folderOf(root, from), `files/${name}.woff2`)).toString('base64')]));
	const licences = [...new Set(FACES.map(({ from }) => from))].map((from) => [`fonts/LICENCE ${from.split('/')[1]}.txt`, text(join(folderOf(root, from), 'LICENSE'))]);
	return `export const SCRIPT = ${JSON.stringify(await script(root))};\nexport const STYLE = ${JSON.stringify(style)};\nexport const FONTS = ${JSON.stringify(files)};\nexport const LICENCES = ${JSON.stringify(licences)};\n`;
}

/**
 * Gives `virtual:site` to what exports sites.
 * @param {string} root the project's folder: a configuration that is bundled before it runs does not know where this file stood
 * @returns {import('vite').Plugin}
 */
export const siteBuild = (root) => ({
	name: 'cuttings-site',
	resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
	load: (id) => (id === `\0${NAME}` ? module_(root) : null),
});
