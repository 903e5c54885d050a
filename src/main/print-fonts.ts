// Owns which typefaces the printer has. Static instances: variable ones would be embedded as drawings, not as fonts.
import amiri400 from '@fontsource/amiri/files/amiri-arabic-400-normal.woff2?asset';
import amiri700 from '@fontsource/amiri/files/amiri-arabic-700-normal.woff2?asset';
import extItalic from '@fontsource/newsreader/files/newsreader-latin-ext-400-italic.woff2?asset';
import ext400 from '@fontsource/newsreader/files/newsreader-latin-ext-400-normal.woff2?asset';
import ext600 from '@fontsource/newsreader/files/newsreader-latin-ext-600-normal.woff2?asset';
import latinItalic from '@fontsource/newsreader/files/newsreader-latin-400-italic.woff2?asset';
import latin400 from '@fontsource/newsreader/files/newsreader-latin-400-normal.woff2?asset';
import latin600 from '@fontsource/newsreader/files/newsreader-latin-600-normal.woff2?asset';
import vietnameseItalic from '@fontsource/newsreader/files/newsreader-vietnamese-400-italic.woff2?asset';
import vietnamese400 from '@fontsource/newsreader/files/newsreader-vietnamese-400-normal.woff2?asset';
import vietnamese600 from '@fontsource/newsreader/files/newsreader-vietnamese-600-normal.woff2?asset';

/** Files by the name a sheet asks for. */
export const PRINT_FONTS: Readonly<Record<string, string>> = {
	'newsreader-latin-400': latin400, 'newsreader-latin-400-italic': latinItalic, 'newsreader-latin-600': latin600,
	'newsreader-latin-ext-400': ext400, 'newsreader-latin-ext-400-italic': extItalic, 'newsreader-latin-ext-600': ext600,
	'newsreader-vietnamese-400': vietnamese400, 'newsreader-vietnamese-400-italic': vietnameseItalic, 'newsreader-vietnamese-600': vietnamese600,
	'amiri-arabic-400': amiri400, 'amiri-arabic-700': amiri700,
};
