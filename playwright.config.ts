// Owns how the journeys run: the built app in a real Electron window, one at a time (two windows would fight for the focus).
import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'tests/app',
	testMatch: '**/*.spec.ts',
	workers: 1,
	fullyParallel: false,
	forbidOnly: Boolean(process.env['CI']),
	// A journey that fails is gone once more; scripts/counts.mjs names it and forgives only a few.
	retries: 1,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	outputDir: 'test-results',
	reporter: [['list']],
});
