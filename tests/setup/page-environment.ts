// Owns the environment of tests/ui: Node, but with runes compiled as for the page, so that $state and $effect are the real ones. Must not fake a DOM: components are tested in the real window.
import type { Environment } from 'vitest/runtime';

const environment: Environment = {
	name: 'page-state',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => undefined }),
};

// eslint-disable-next-line no-restricted-syntax -- vitest looks for a default export
export default environment;
