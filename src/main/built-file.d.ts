// Owns the type of a file that is built beside the program and known by its path. Must not declare anything else.
declare module '*?asset' {
	const path: string;
	// eslint-disable-next-line no-restricted-syntax -- the bundler's `?asset` gives a default export
	export default path;
}
