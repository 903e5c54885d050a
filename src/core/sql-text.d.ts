// Owns the type of a migration imported as text, so that bundling changes nothing. Must not declare anything else.
declare module '*.sql?raw' {
	const text: string;
	// eslint-disable-next-line no-restricted-syntax -- the bundler's `?raw` gives a default export
	export default text;
}
