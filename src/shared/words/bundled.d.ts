// Owns the type of the catalogues that are taken into the bundle by a pattern (Vite's `import.meta.glob`). Must not declare anything else.
interface ImportMeta {
	/** Every file that fits the pattern, by its path: what it exports as default. */
	glob<T>(pattern: string, options: { import: 'default'; eager: true }): Record<string, T>;
}
