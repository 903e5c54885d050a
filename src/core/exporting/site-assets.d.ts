// Owns the type of what the build makes for exported sites (scripts/site-build.mjs). Must not declare anything else.
declare module 'virtual:site' {
	/** The site's script, a classic one. */
	export const SCRIPT: string;
	export const STYLE: string;
	/** Paths below the site, and their bytes in base64. */
	export const FONTS: readonly (readonly [file: string, base64: string])[];
	/** Paths below the site, and their texts. */
	export const LICENCES: readonly (readonly [file: string, text: string])[];
}
