// Owns the types of the one function that tests use of jsonld, whose package has none. Must not declare what nobody uses.
declare module 'jsonld' {
	interface Expanding {
		base: string;
		/** Anything the expansion would drop is an error. */
		safe: boolean;
		documentLoader: (url: string) => Promise<{ contextUrl?: undefined; documentUrl: string; document: unknown }>;
	}
	const jsonld: { expand(document: unknown, options: Expanding): Promise<unknown[]> };
	export default jsonld;
}
