// Owns how .svelte files compile: runes everywhere, styles in files so that the page's CSP can forbid inline ones.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true, css: 'external' },
};
