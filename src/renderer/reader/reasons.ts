// Owns how the core's reasons for setting a passage aside are said in the window's language. A reason it does not know is said as it came: archives keep reasons of other times. Pure.
import { say } from '../../shared/words/say';

const REASONS: Readonly<Record<string, string>> = {
	'about the author': say('reader.reasons.about'),
	'above the headline': say('reader.reasons.aboveHeadline'),
	advertisement: say('reader.reasons.advertisement'),
	'after the article': say('reader.reasons.after'),
	date: say('reader.reasons.date'),
	furniture: say('reader.reasons.furniture'),
	link: say('reader.reasons.link'),
	menu: say('reader.reasons.menu'),
	'not shown': say('reader.reasons.notShown'),
	'note below the story': say('reader.reasons.noteBelow'),
	notice: say('reader.reasons.notice'),
	ornament: say('reader.reasons.ornament'),
	'picture of something else': say('reader.reasons.otherPicture'),
	'related links': say('reader.reasons.related'),
	'running head or foot': say('reader.reasons.runningHead'),
	'header of the mail': say('reader.reasons.mailHeader'),
	'repeats the headline or the standfirst': say('reader.reasons.repeats'),
	'stands above already': say('reader.reasons.above'),
	'front matter': say('reader.reasons.frontMatter'),
};

export const reasonSaid = (why: string): string => (Object.hasOwn(REASONS, why) ? REASONS[why]! : why);
