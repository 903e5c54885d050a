// Owns the finding of a credit at the end of a line: who took or owns a picture. Must not decide whether the line is a caption.
import { CUE, CUES, fold } from './cues';

/** Agencies and other owners as printed, as parts of a pattern. */
export const AGENCY =
	'AP|AP Photo|Reuters|REUTERS|AFP|Getty|Getty Images|EPA|EPA-EFE|Alamy|Shutterstock|iStock|iStockphoto|Bloomberg|Zuma|ZUMA|dpa|DPA|APA|imago|Imago|IMAGO|picture[ -]alliance|Picture[ -]Alliance|Keystone|KEYSTONE|epd|Sipa|SIPA|Abaca|EFE|Europa Press|Lusa|ANSA|LaPresse|NTB|TT|scanpix|Scanpix|Kyodo|PA|PA Wire|PA Media|Press Association|Associated Press|The Associated Press|AAP|CP|The Canadian Press|Canadian Press|PTI|ANI|IANS|Xinhua|TASS|Sputnik|Rex|REX|Splash|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Wikipedia|Creative Commons|NASA|Handout|Screenshot|Supplied|Courtesy|Belga|ANP|Ritzau|Lehtikuva|PAP|CTK|Nurphoto|NurPhoto|MTI|laif|Fotolia|Adobe Stock|Corbis|WireImage|USA TODAY Sports|Newscom|Avalon|ddp|WENN|Magnum|Twitter|Instagram|Facebook|YouTube|Google|File|file|Archive|Archiv|Archivbild|Symbolbild|Agencia Brasil|AFP via Getty Images|Contour|VCG|CNS|UPI|Xin Hua|CC BY(?:-[A-Z]+)*|Depositphotos|Pool|POOL|TNS|MCT';
const PAREN_CREDIT = new RegExp(
	`\\((?:(?:file |stock |aerial |handout |undated )?(?:photo|photos|image|images|picture|pictures|photograph|foto|fotos|bild|credit|source|quelle|video|screenshot|screengrab|illustration|graphic|via|courtesy(?: of)?|©)\\b\\s*(?:by|credits?|courtesy|source|von|:|/)?[^()]{0,90}|[^()]{0,70}(?:[/,]\\s?|\\bvia |\\s)?\\b(?:${AGENCY})\\b[^()]{0,40}|[^()]{2,40}/[^()]{2,60}|©[^()]{1,80}|[^()]{2,50}\\s(?:for|photo|staff|photographer)(?:\\s[^()]{1,50})?)\\)\\s*\\.?\\s*$`,
	'u',
);
const CUE_CREDIT =
	/(?:(?<![\p{L}\p{N}])(?:photo credits?|photos? by|photos? courtesy(?: of)?|image credits?|images? (?:source|by|via|courtesy of)|picture credits?|pictures? by|photograph(?:s|y)? by|photographed by|file photo by|courtesy of|credits?\s?:|photos?\s?[:|/]|image\s?[:|/]|images\s?:|pictures?\s?:|photograph(?:s|er|y)?\s?:|illustration(?: by|\s?:)|source\s?:|getty images|screenshot\s?:|screengrab\s?:|video\s?:|foto(?:s|grafie)?\s?(?:[:|/]|von )|bild(?:er)?\s?(?:[:|/]|von )|bildquelle\s?:?|bildrechte\s?:?|quelle\s?:|archivbild\s?:?|archivfoto\s?:?|symbolbild(?:\s?[:/]|$)|symbolfoto\s?:?|grafik\s?:|crédit(?:s)?(?: photo)?\s?:?|photo\s?:|imagen?\s?:|imagem\s?:|fuente\s?:|fonte\s?:|divulgação|reprodução|kuva\s?:|ảnh\s?:|фото\s?:|zdjęcie\s?:|fotó\s?:|nuotr\.|reuters\/|afp\/|ap photo|dpa\/|imago\/|写真[:：=]?|撮影[:：=]?|图片来源|图源|来源[:：])|©|\(c\)\s)/giu;
const SLASH_AGENCY = new RegExp(`(?:^|[\\s.,|–—-])((?:[\\p{Lu}\\d][\\p{L}\\d.'’&-]{0,20}(?:\\s[\\p{L}\\d.'’&-]{1,20}){0,4}\\s?[/|]\\s?){1,3}(?:${AGENCY})(?:[\\s/|,-]{1,3}[\\p{L}\\d.'’&-]{1,20}){0,4})\\.?$`, 'u');
const BARE_AGENCY = new RegExp(`(?:[.!?”"’'»]\\s{1,3}|\\s{2,4}|\\s[|–—-]\\s|\\s\\[)((?:[\\p{Lu}][\\p{L}.'’&-]{0,20}\\s){0,3}(?:${AGENCY})(?:\\s(?:Images|Photo|Stock))?)\\]?\\.?$`, 'u');
const NAME_CREDIT = new RegExp(`^(?:[\\p{Lu}\\d][\\p{L}\\d.'’&-]{0,20}[\\s/|,]{1,3}){0,5}(?:${AGENCY})(?:[\\s/|,]{1,3}[\\p{L}\\d.'’&-]{1,20}){0,4}\\.?$`, 'u');

/** "(Name)" or "/ Name Surname" at the end: a credit only if the line is a caption otherwise. */
const WEAK_CREDIT = /\s?\((?:[\p{Lu}\d@][\p{L}\d.'’&-]{0,24}[\s/|,]{0,2}){1,6}\)\.?$|\s[/|]\s?(?:\p{Lu}[\p{L}.'’-]{0,20}\s?){1,4}$/u;

/** What the words and marks of a line's end show: without them no pattern need be tried. */
export interface CreditSigns {
	/** A word that credits begin with, or a sign of copyright. */
	cue: boolean;
	/** A word of an agency's name. */
	agency: boolean;
}

/** Where a credit begins, or -1; how plainly it is one, 1 to 3. */
export interface Credit {
	at: number;
	strength: number;
}

const NONE: Credit = { at: -1, strength: 0 };
/** A credit is looked for in the last characters of a line. */
export const CREDIT_TAIL = 170;

const hasBar = (text: string): boolean => text.includes('/') || text.includes('|');

function cuedCredit(tail: string, whole: boolean): Credit {
	let last = -1;
	let first = -1;
	CUE_CREDIT.lastIndex = 0;
	for (let hit = CUE_CREDIT.exec(tail); hit; hit = CUE_CREDIT.exec(tail)) {
		if (tail.length - hit.index <= 120) {
			if (first < 0) first = hit.index;
			last = hit.index;
		}
	}
	if (first < 0) return NONE;
	const rest = tail.slice(first);
	// A sentence that goes on after the cue is no credit.
	if (!/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}+/u.test(rest) && rest.length <= 110) return { at: first, strength: first === 0 && whole ? 2 : 3 };
	return tail.length - last <= 70 ? { at: last, strength: 2 } : NONE;
}

function agencyCredit(tail: string, whole: boolean): Credit {
	if (whole && tail.length <= 90 && (NAME_CREDIT.test(tail) || (tail.length > 2 && (CUES.get(fold(tail).replace(/[.:]+$/, '')) ?? 0) & CUE.agency))) return { at: 0, strength: 2 };
	const slash = (hasBar(tail) ? SLASH_AGENCY.exec(tail) : null) ?? BARE_AGENCY.exec(tail);
	return slash ? { at: slash.index + slash[0].indexOf(slash[1] as string), strength: 2 } : NONE;
}

/** The credit at the end of a line. `signs` are those of its last CREDIT_TAIL characters. */
export function findCredit(text: string, signs: CreditSigns): Credit {
	// A long paragraph that ends as sentences do is no caption.
	if (text.length > 260 && text.endsWith('.') && !text.endsWith(').') && !text.includes('©', text.length - 120)) return NONE;
	const from = Math.max(0, text.length - CREDIT_TAIL);
	const tail = from ? text.slice(from) : text;
	const placed = ({ at, strength }: Credit): Credit => ({ at: from + at, strength });
	const last = tail.charCodeAt(tail.length - 1);
	const inParens = tail.charCodeAt(tail.length - (last === 0x2e || last === 0x20 ? 2 : 1)) === 0x29;
	if (inParens) {
		const open = tail.lastIndexOf('(');
		if (open >= 0 && PAREN_CREDIT.test(tail.slice(open))) return { at: from + open, strength: 3 };
	}
	if (signs.cue) {
		const cued = cuedCredit(tail, from === 0);
		if (cued.strength) return placed(cued);
	}
	if (signs.agency) {
		const agency = agencyCredit(tail, from === 0);
		if (agency.strength) return placed(agency);
	}
	if (inParens || hasBar(tail)) {
		const weak = WEAK_CREDIT.exec(tail);
		if (weak && weak.index > 10) return { at: from + weak.index, strength: 1 };
	}
	return NONE;
}
