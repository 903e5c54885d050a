// Owns how unit and integration tests run: everything in tests/ but tests/app, which Playwright runs in the real window.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { siteBuild } from './scripts/site-build.mjs';

const limits = { testTimeout: 20_000, hookTimeout: 30_000 };

export default defineConfig({
	test: {
		projects: [
			{
				plugins: [siteBuild(import.meta.dirname)],
				test: {
					...limits,
					name: 'node',
					include: ['tests/**/*.test.ts'],
					exclude: ['tests/app/**', 'tests/ui/**'],
				},
			},
			{
				plugins: [siteBuild(import.meta.dirname), svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') })],
				resolve: { conditions: ['browser'] },
				test: {
					...limits,
					name: 'ui',
					include: ['tests/ui/**/*.test.ts'],
					environment: resolve(import.meta.dirname, 'tests/setup/page-environment.ts'),
				},
			},
		],
	},
});
