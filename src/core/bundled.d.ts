// Owns the type of files that are taken into the bundle by a pattern (Vite's `import.meta.glob`), as far as they are used here. Must not declare anything else.
interface ImportMeta {
	/** Every file that fits the pattern, by its path: with `?raw` its text. */
	glob<T>(pattern: string, options: { query: '?raw'; import: 'default'; eager: true }): Record<string, T>;
}
