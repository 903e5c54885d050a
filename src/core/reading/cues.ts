// Owns the cue words by language, as data: which words say what a line is. Must not hold names of publications, people or places.

import { fold } from './characters';

export { fold };

/** Kinds of cue, as bits, so that a line's cues are one number. */
export const CUE = {
	by: 1 << 0,
	role: 1 << 1,
	published: 1 << 2,
	updated: 1 << 3,
	clock: 1 << 4,
	reading: 1 << 5,
	credit: 1 << 6,
	agency: 1 << 7,
	share: 1 << 8,
	inside: 1 << 9,
	end: 1 << 10,
	boilerplate: 1 << 11,
	comment: 1 << 12,
	weekday: 1 << 13,
	outlet: 1 << 14,
	scene: 1 << 15,
	menu: 1 << 16,
	ago: 1 << 17,
	author: 1 << 18,
} as const;
export type CueName = keyof typeof CUE;

const split = (words: string): string[] => words.split('|').map((word) => word.trim()).filter(Boolean);

/** Phrases of up to four words, folded (lower case, no accents). Most count only at the head of a line or as all of it. */
export const PHRASES: Record<CueName, string[]> = {
	by: split(`by|written by|words by|story by|posted by|report by|reported by|text by|article by|author|authors|author:|authors:|by:|von|autor|autorin|autoren|text:|
		text|ein gastbeitrag von|eine kolumne von|ein kommentar von|eine analyse von|ein interview von|interview von|kolumne von|kommentar von|analyse von|aus|par|propos recueillis par|recueilli par|publie par|ecrit par|avec|por|escrito por|texto|redaccion|redacao|
		di|a cura di|av|af|door|oleh|yazan|przez|autor:|od|автор|текст|بقلم|كتب|كتبت|מאת|skrivet av|skrevet av|tekst|foto og tekst|geschreven door`),
	role: split(`reporter|correspondent|columnist|contributor|editor|staff writer|staff|writer|journalist|journaliste|redakteur|redakteurin|redaktion|korrespondent|korrespondentin|
		volontar|reporterin|autorin|producer|analyst|critic|contributing writer|political editor|bureau chief|fellow|intern|freelance|periodista|redactor|redactora|corresponsal|reporter:|redazione|
		giornalista|bureau|desk|team|newsroom|senior|chief|executive editor|managing editor|deputy editor|associate editor|photographer|reviewer|blogger|guest|special to|for|news service|associated press|producer|presenter`),
	published: split(`published|publish date|posted|first published|issued|published on|published at|posted on|posted at|originally published|date|veroffentlicht|erschienen|erstellt|publiziert|datum|publie|publie le|
		publicado|publicado em|publicado el|pubblicato|pubblicato il|publisert|publicerad|publiceret|gepubliceerd|geplaatst|yayin|yayinlanma|giris|diterbitkan|опубликовано|data publikacji|zverejneno|julkaistu|objavljeno|created|date published|release date|mis en ligne|cree le|creado`),
	updated: split(`updated|last updated|modified|last modified|update|updated on|updated at|aktualisiert|stand|zuletzt aktualisiert|zuletzt bearbeitet|mis a jour|mise a jour|modifie|modifie le|actualizado|actualizada|ultima actualizacion|atualizado|
		atualizado em|aggiornato|oppdatert|sist oppdatert|uppdaterad|opdateret|guncelleme|bijgewerkt|обновлено|paivitetty|aktualizace|aktualizacja|as of`),
	clock: split('am|pm|a.m|p.m|uhr|est|edt|pst|pdt|gmt|bst|utc|ist|cet|cest|cst|cdt|et|pt|mst|aest|aedt|ore|hs|sgt|hkt|jst|мск'),
	reading: split(`min read|minute read|minutes read|mins read|reading time|read time|min|mins|minutes|minuten|lesezeit|lesedauer|min de lecture|temps de lecture|min de lectura|tempo de leitura|tempo di lettura|minuto|minutos|minuti`),
	credit: split(`photo|photos|photograph|photographs|photographer|photography|image|images|picture|pictures|credit|credits|courtesy|image source|image credit|image caption|media caption|photo by|photo credit|file photo|handout|screengrab|screenshot|
		foto|fotos|bild|bilder|bildquelle|bildrechte|quelle|archivbild|archivfoto|symbolbild|symbolfoto|grafik|copyright|illustration|credit photo|imagen|imagenes|fuente|imagem|divulgacao|reproducao|kuva|foto:|photo:|video|infographic|graphic|getty|photos:|via`),
	agency: split(`ap|reuters|afp|getty|getty images|epa|alamy|shutterstock|istock|istockphoto|bloomberg|zuma|dpa|apa|imago|picture alliance|picture-alliance|keystone|epd|sipa|abaca|efe|europa press|lusa|agencia brasil|ansa|lapresse|ntb|scanpix|ntb scanpix|
		kyodo|associated press|press association|pa|pa wire|pa media|agence france-presse|agencies|xinhua|tass|pti|ians|ani|upi|aap|canadian press|cp|the canadian press|the associated press|agenturen|sid|kna|ddp|wenn|rex|rex features|splash news|unsplash|pexels|pixabay|flickr|wikimedia|wikimedia commons|creative commons|afp via getty images|usa today sports|wireimage|filmmagic|corbis|adobe stock|fotolia|depositphotos|nurphoto|zumapress|europapress|anp|belga|tt|ritzau|lehtikuva|pap|ctk|mti|cna|newscom|magnum`),
	share: split(`share|tweet|facebook|twitter|whatsapp|linkedin|reddit|flipboard|pocket|email|e-mail|mail|print|copy link|save|bookmark|listen|pinterest|tumblr|telegram|messenger|vk|bluesky|threads|xing|instagram|youtube|x|pin it|share this|share on|share article|share this article|
		share on facebook|share on twitter|text size|font size|teilen|merken|drucken|senden|vorlesen|artikel teilen|kommentieren|link kopieren|partager|imprimer|envoyer|ecouter|compartir|guardar|escuchar|enviar|imprimir|compartilhar|condividi|stampa|del|skriv ut|dela|jaa|delen|udostepnij|sdilet|
		click to share|send|google|google+|sms|tiktok|snapchat|rss|mastodon|line|hatena|wechat|weibo|gift article|gift this article|read aloud|add to favorites|follow|like|a a|aa|copy|link|link copied|share link|stumbleupon|digg|feedly|kakaotalk|viber`),
	inside: split(`read more|related|see also|also read|more|more:|watch|watch:|read|read:|read also|related:|advertisement|advertisment|ad|story continues|article continues|story continues below|article continues below|continue reading|skip|skip to|scroll to continue|mehr dazu|mehr zum thema|lesen sie auch|lesen sie|auch interessant|
		anzeige|werbung|empfohlener redaktioneller inhalt|lire aussi|a lire|a lire aussi|publicite|lea tambien|te puede interesar|lee tambien|publicidad|publicidade|leia tambem|leia mais|veja tambem|leggi anche|annons|annonse|annonce|reklama|reklam|recommended|sponsored|promoted|read next|don't miss|more on|more from|lees ook|les ogsa|las ocksa|
		read more:|see more|learn more|click here|view gallery|gallery|photos|video|play video|view image|loading|image|slideshow|sign up|tap to unmute|embed|this content|the video|your browser|enlarge|expand|view comments|view on|to the article|zum artikel|mehr`),
	end: split(`most popular|most read|most viewed|related topics|related articles|related stories|related content|related news|related posts|related links|tags|tags:|topics|topics:|filed under|in this article|you may also like|you might also like|comments|leave a reply|leave a comment|about the author|about author|follow us|
		sources|references|next up|end of article|article content|additional reporting|this story was first|this article was|this story was|this article originally appeared|correction|themen|schlagworte|kommentare|feedback|die autorin|der autor|aus dem englischen|zur startseite|zitieren|uber den autor|weitere artikel|das konnte sie auch|
		sur le meme sujet|a decouvrir|partager cet article|sur le meme theme|etiquetas|temas|ver mas|comentar|comentarios|comentarios:|normas de uso|sobre la firma|sobre o autor|artigos relacionados|receba|leggi i commenti|tag|relaterte emner|up next|trending|trending now|top stories|latest|latest news|latest stories|editor's picks|
		more stories|more news|recommended for you|popular|what others are reading|contact us|show comments|join the conversation|view all|load more|have your say|previous|next|previous article|next article|previous post|next post|previous story|next story|share this|got a tip|about us|read the full|from our partners|around the web|promoted content|mots-cles|fuente|source|sources:|source:|quelle|quelle:|via|categories|category|recent posts|keywords|more in|in other news|stichworte|mehr von|meistgelesen|neueste|top-themen|recommended stories|you may like|subscribe to`),
	boilerplate: split(`subscribe|newsletter|newsletters|sign up|sign in|log in|login|register|cookies|privacy|privacy policy|terms|terms of use|terms of service|all rights reserved|copyright|©|support us|donate|affiliate|we may earn|this site uses|by signing up|by clicking|by subscribing|abo|anmelden|datenschutz|impressum|agb|
		affiliate-links|abonnieren|s'abonner|abonnez-vous|abonnes|mentions legales|suscribete|suscribirse|aviso legal|assine|abbonati|advertise|advertise with us|contact|about|careers|jobs|sitemap|accessibility|help|faq|your account|my account|get the app|download the app|join|become a member|unlock|enter your email|email address|thank you for|thanks for|please|we use cookies|manage cookies|do not sell|newsletter abonnieren|jetzt abonnieren|registrieren|get our|stay up to date|delivered to your inbox|invalid email|an error|our standards|disclaimer|material|this material|any redistribution`),
	comment: split('reply|replies|says|says:|comment|comments|likes|report abuse|report comment|upvote|downvote|antworten|repondre|responder|rispondi|melden|logged in|post a comment|log in to|beitrag melden|add a comment|write a comment|vote|posted'),
	weekday: split(`monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|
		segunda-feira|terca-feira|quarta-feira|quinta-feira|sexta-feira|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mandag|tirsdag|onsdag|torsdag|fredag|lordag|sondag|mandag`),
	outlet: split(`times|post|news|daily|gazette|herald|tribune|chronicle|telegraph|guardian|mail|express|journal|star|sun|observer|independent|press|magazine|review|today|online|weekly|courier|examiner|standard|mirror|record|zeitung|nachrichten|blatt|anzeiger|tagblatt|kurier|presse|rundschau|spiegel|bote|le|la|el|the|der|die|das|diario|jornal|
		correo|periodico|mundo|radio|tv|media|network|broadcasting|wire|report|reporter|world|insider|blog|.com|.org|.net|fm|channel|digest|bulletin|monitor|dispatch|argus|echo|globe|sentinel|advertiser|messenger|inquirer|leader|enquirer|democrat|republic|union|voice`),
	scene: split(`pictured|(left)|(right)|left|right|centre|center|(center)|(centre)|from left|l-r|clockwise|above|below|file|stock|seen|shown|poses|speaks|arrives|looks|stands|walks|during|rechts|links|mitte|zu sehen|lors|illustration|walking|speaking|holding|wearing|sits|gestures|smiles|waves|archive|undated`),
	menu: split(`home|menu|news|sport|sports|business|politics|opinion|world|culture|entertainment|health|science|technology|tech|travel|lifestyle|video|videos|search|startseite|politik|wirtschaft|kultur|wissen|panorama|meinung|accueil|politique|economie|societe|inicio|deportes|economia|cultura|opinion|esportes|politica|cronaca|suche|close|skip to content|skip to main content|
		breaking|breaking news|exclusive|analysis|feature|features|interview|comment|editorial|live|us|uk|international|local|national|money|finance|crime|education|environment|food|style|music|movies|books|arts|weather|obituaries|letters|regional|ratgeber|digital|gesundheit|auto|reise|unterhaltung|nachrichten`),
	ago: split('hours ago|hour ago|minutes ago|mins ago|days ago|day ago|weeks ago|months ago|years ago|ago|yesterday|today|vor|il y a|hace|timer siden|heute|gestern|hier|ayer|hoje|ontem'),
	author: split('author|authors|contributor|contributors|autor|autoren|autorin|about the author|more by|more from|view all posts|view all posts by|all posts by|articles by|posts by|see more by|follow|read more from|mehr von|written by|staff'),
};

/** Marks in scripts that are written without spaces; looked for anywhere in a short line. */
export const CJK_CUES: readonly (readonly [RegExp, number])[] = [
	[/作者|記者|记者|著者|文[/：:]|筆者|責任編輯|责任编辑|編集|取材|기자|撰文|ライター/u, CUE.by],
	[/公開|发布|發布|掲載|配信|发表|發表|入力|입력|등록/u, CUE.published],
	[/更新|수정/u, CUE.updated],
	[/写真|撮影|图片|图源|圖片|来源|來源|提供|사진/u, CUE.credit],
	[/分享|シェア|共有|收藏|印刷|ツイート|공유/u, CUE.share],
	[/関連|相关|相關|もっと見る|続きを読む|관련|ランキング|おすすめ|推荐|推薦|热门|人気/u, CUE.end | CUE.inside],
	[/版权|版權|著作権|無断|転載|all rights|免责/iu, CUE.boilerplate],
	[/评论|評論|コメント|댓글|我要评论/u, CUE.comment],
];

function compile(): Map<string, number> {
	const table = new Map<string, number>();
	for (const [name, phrases] of Object.entries(PHRASES) as [CueName, string[]][]) {
		for (const phrase of phrases) {
			const key = fold(phrase).replace(/[:.]$/, '');
			table.set(key, (table.get(key) ?? 0) | CUE[name]);
		}
	}
	return table;
}

/** Folded phrase (no closing colon or stop) to its cue bits. */
export const CUES: ReadonlyMap<string, number> = compile();

const gateSlot = (length: number, first: number, last: number): number => (length * 131 + first * 31 + last) & 0x1fff;
/** Marks length, first and last character of each phrase: most words are turned away without being looked up. */
const GATE = new Uint8Array(0x2000);
for (const phrase of CUES.keys()) GATE[gateSlot(phrase.length, phrase.charCodeAt(0), phrase.charCodeAt(phrase.length - 1))] = 1;

/** Cue bits of `folded.slice(from, to)`, without a closing colon. */
export function cueBitsWithin(folded: string, from: number, to: number): number {
	const end = folded.charCodeAt(to - 1) === 0x3a ? to - 1 : to;
	if (!GATE[gateSlot(end - from, folded.charCodeAt(from), folded.charCodeAt(end - 1))]) return 0;
	return CUES.get(folded.slice(from, end)) ?? 0;
}

/** Months by folded name or short form, in the languages of the press read most. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
	[
		'january|يناير|ינואר|בינואר|jan|januar|janner|jaenner|janvier|janv|enero|ene|janeiro|gennaio|gen|januari|ledna|leden|stycznia|styczen|sty|января|янв|ocak|tammikuuta|jänner|ianuarie|siecnia|januar',
		'february|فبراير|شباط|פברואר|בפברואר|feb|febr|februar|feber|fevrier|fevr|fev|febrero|fevereiro|febbraio|februari|unora|unor|lutego|luty|февраля|фев|subat|helmikuuta|februarie',
		'march|مارس|آذار|מרץ|מרס|במרס|במרץ|במרס|mar|marz|maerz|mrz|mars|marzo|marco|maart|mrt|brezna|brezen|marca|marzec|марта|мар|mart|maaliskuuta|martie|maret',
		'april|أبريل|إبريل|نيسان|אפריל|באפריל|apr|avril|avr|abril|abr|aprile|dubna|duben|kwietnia|kwiecien|апреля|апр|nisan|huhtikuuta|aprilie',
		'may|مايو|أيار|מאי|במאי|mai|mayo|maio|mag|maggio|mei|kvetna|kveten|maja|maj|мая|mayis|toukokuuta|мая',
		'june|يونيو|حزيران|יוני|ביוני|jun|juni|juin|junio|junho|giugno|giu|cervna|cerven|czerwca|czerwiec|июня|июн|haziran|kesakuuta|iunie',
		'july|يوليو|تموز|יולי|ביולי|jul|juli|juil|juillet|julio|julho|luglio|lug|cervence|cervenec|lipca|lipiec|июля|июл|temmuz|heinakuuta|iulie',
		'august|أغسطس|آب|אוגוסט|באוגוסט|aug|aout|agosto|ago|ago|augusti|augustus|srpna|srpen|sierpnia|sierpien|августа|авг|agustos|elokuuta|agustus',
		'september|سبتمبر|أيلول|ספטמבר|בספטמבר|sep|sept|septembre|septiembre|setembro|set|settembre|zari|wrzesnia|wrzesien|сентября|сен|eylul|syyskuuta|septembrie',
		'october|أكتوبر|אוקטובר|באוקטובר|oct|oktober|okt|octobre|octubre|outubro|out|ottobre|ott|rijna|rijen|pazdziernika|pazdziernik|октября|окт|ekim|lokakuuta|octombrie',
		'november|نوفمبر|נובמבר|בנובמבר|nov|novembre|noviembre|novembro|listopadu|listopad|listopada|ноября|ноя|kasim|marraskuuta|noiembrie|nopember',
		'december|ديسمبر|דצמבר|בדצמבר|dec|dezember|dez|decembre|diciembre|dic|dezembro|dicembre|desember|prosince|prosinec|grudnia|grudzien|декабря|дек|aralik|joulukuuta|decembrie|des',
	].flatMap((names, i) => names.split('|').map((name) => [fold(name), i + 1] as const)),
);

/** Weekdays by folded name, Monday = 1. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
	[
		'monday|الاثنين|الإثنين|mon|montag|lundi|lunes|segunda-feira|lunedi|maandag|mandag|mo|lun',
		'tuesday|الثلاثاء|tue|tues|dienstag|mardi|martes|terca-feira|martedi|dinsdag|tirsdag|di',
		'wednesday|الأربعاء|wed|mittwoch|mercredi|miercoles|quarta-feira|mercoledi|woensdag|onsdag|mi',
		'thursday|الخميس|thu|thur|thurs|donnerstag|jeudi|jueves|quinta-feira|giovedi|donderdag|torsdag|do',
		'friday|الجمعة|fri|freitag|vendredi|viernes|sexta-feira|venerdi|vrijdag|fredag|fr',
		'saturday|السبت|sat|samstag|sonnabend|samedi|sabado|sabato|zaterdag|lordag|sa',
		'sunday|الأحد|sun|sonntag|dimanche|domingo|domenica|zondag|sondag|so',
	].flatMap((names, i) => names.split('|').map((name) => [fold(name), i + 1] as const)),
);
