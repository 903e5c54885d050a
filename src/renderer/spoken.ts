// Owns the language of this page, as its address names it. Imported before anything that says a word; must not import anything that does.
import { direction, language, speak } from '../shared/words/say';

speak(new URLSearchParams(location.search).getAll('language'));
document.documentElement.lang = language();
document.documentElement.dir = direction();
