// Owns made-up pictures for journeys and screenshots: drawn here, with words embedded where a journey needs them. No picture of anybody is used.
import { createCanvas } from '@napi-rs/canvas';
import type { SKRSContext2D } from '@napi-rs/canvas';

/** A ship on the slip, as a press photographer of Port Averil might have had it. `hue` tells one from another. */
function draw(context: SKRSContext2D, width: number, height: number, hue: number): void {
	const sky = context.createLinearGradient(0, 0, 0, height);
	sky.addColorStop(0, `hsl(${hue} 8% 72%)`);
	sky.addColorStop(1, `hsl(${hue} 10% 86%)`);
	context.fillStyle = sky;
	context.fillRect(0, 0, width, height);
	context.fillStyle = `hsl(${hue} 8% 62%)`;
	context.beginPath();
	context.moveTo(0, height * 0.62);
	for (let at = 0; at <= 8; at++) context.lineTo((width * at) / 8, height * (0.52 + 0.06 * Math.sin(at * 1.7 + hue)));
	context.lineTo(width, height * 0.7);
	context.lineTo(0, height * 0.7);
	context.fill();
	context.fillStyle = `hsl(${hue} 12% 48%)`;
	context.fillRect(0, height * 0.68, width, height * 0.32);
	context.fillStyle = '#26292b';
	context.beginPath();
	context.moveTo(width * 0.24, height * 0.56);
	context.lineTo(width * 0.78, height * 0.54);
	context.lineTo(width * 0.72, height * 0.76);
	context.lineTo(width * 0.3, height * 0.76);
	context.fill();
	context.fillStyle = '#efece4';
	context.fillRect(width * 0.36, height * 0.44, width * 0.24, height * 0.12);
	context.fillStyle = `hsl(${(hue + 180) % 360} 35% 40%)`;
	context.fillRect(width * 0.45, height * 0.3, width * 0.05, height * 0.14);
	context.strokeStyle = '#3a3d3f';
	context.lineWidth = Math.max(2, width / 240);
	for (const x of [0.14, 0.86]) {
		context.beginPath();
		context.moveTo(width * x, height * 0.72);
		context.lineTo(width * x, height * 0.16);
		context.lineTo(width * (x < 0.5 ? x + 0.2 : x - 0.2), height * 0.2);
		context.stroke();
	}
}

export function jpeg(width: number, height: number, hue = 200): Uint8Array {
	const canvas = createCanvas(width, height);
	draw(canvas.getContext('2d'), width, height, hue);
	return new Uint8Array(canvas.toBuffer('image/jpeg', 82));
}

export function png(width: number, height: number, hue = 200): Uint8Array {
	const canvas = createCanvas(width, height);
	draw(canvas.getContext('2d'), width, height, hue);
	return new Uint8Array(canvas.toBuffer('image/png'));
}

/** Datasets of IPTC-IIM 4.2, record 2, by their numbers. */
const IPTC = { headline: 105, caption: 120, byline: 80, credit: 110, date: 55, city: 90, country: 101, keyword: 25 } as const;

export type PressWords = Partial<Record<Exclude<keyof typeof IPTC, 'keyword'>, string>> & { keywords?: readonly string[] };

/** A JPEG that carries its words as agencies write them: IPTC-IIM in UTF-8, in an APP13 segment (Photoshop image resource 0x0404). */
export function pressJpeg(width: number, height: number, { keywords = [], ...words }: PressWords, hue = 30): Uint8Array {
	const dataset = (record: number, number: number, value: Buffer): Buffer => {
		const head = Buffer.from([0x1c, record, number, 0, 0]);
		head.writeUInt16BE(value.length, 3);
		return Buffer.concat([head, value]);
	};
	const said = [
		...Object.entries(words).map(([name, value]) => dataset(2, IPTC[name as keyof typeof IPTC], Buffer.from(value, 'utf8'))),
		...keywords.map((word) => dataset(2, IPTC.keyword, Buffer.from(word, 'utf8'))),
	];
	const iptc = Buffer.concat([dataset(1, 90, Buffer.from([0x1b, 0x25, 0x47])), ...said]);
	const size = Buffer.alloc(4);
	size.writeUInt32BE(iptc.length);
	const resource = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), Buffer.from('8BIM', 'latin1'), Buffer.from([0x04, 0x04, 0, 0]), size, iptc, Buffer.alloc(iptc.length % 2)]);
	const length = Buffer.alloc(2);
	length.writeUInt16BE(resource.length + 2);
	const plain = Buffer.from(jpeg(width, height, hue));
	return new Uint8Array(Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xed]), length, resource, plain.subarray(2)]));
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | The Averil Courier</title>
<meta property="og:site_name" content="The Averil Courier"><meta property="og:title" content="${title}">
<meta property="article:published_time" content="1982-03-11"><meta name="author" content="Nora Tallis">
<link rel="canonical" href="https://courier.example/1982/last-hull"></head>
<body><article><h1>${title}</h1>
${body}
</article></body></html>`;

/** A page saved whole: markup, and its pictures in the folder beside it. Two are there, one is only named. */
export const SAVED_PAGE: Readonly<Record<string, string | Uint8Array>> = {
	'last-hull.html': page('Last hull leaves the Averil yard', `<p>The Corran Light went down the slip at seven minutes past eleven, without a band, and for the first time in seventy-one years there was nothing behind her. By noon the men had swept the berth and hung the brooms on the rail, as one does on a Saturday.</p>
<figure><img src="last-hull_files/slip.jpg" alt="A ship on a slipway"><figcaption>The Corran Light clears No. 2 slip on Wednesday; the berth behind her is empty. Photograph: Ida Renwick</figcaption></figure>
<p>Nobody in the yard would say that it was closing. Nobody would say that it was not. A notice on the gatehouse door, typed and unsigned, asked the day shift to report as usual on Monday and to bring their tool books, and <a href="https://courier.example/1982/notice">the notice is printed in full</a> on another page.</p>
<h2>A book with one page</h2>
<p>The last page of the order book is for the ferry that was launched yesterday. Mr Lisle, who kept the book for the Board until last year, said there had been talk of two coasters for a Norwegian owner, and of a dredger, but that talk was not steel.</p>
<table><caption>Hulls launched</caption><thead><tr><th>Year</th><th>Hulls</th></tr></thead><tbody><tr><td>1980</td><td>4</td></tr><tr><td>1981</td><td>2</td></tr><tr><td>1982</td><td>1</td></tr></tbody></table>
<figure><img src="last-hull_files/gate.png" alt="The gate of the yard"><figcaption>The gate in Ropery Street on the morning after. Photograph: Sam Orrin</figcaption></figure>
<ul><li>The platers meet on Friday.</li><li>The draughtsmen meet with them.</li></ul>
<p>At the Guildhall a meeting has been called for Friday evening. The platers, the boilermakers and the draughtsmen will sit together, which they have not done since 1926. The Board has been asked to send somebody who can answer questions.</p>
<figure><img src="https://courier.example/pictures/guildhall-1982.jpg" alt="The Guildhall"><figcaption>The Guildhall, where the meeting will be held. Photograph: Ida Renwick</figcaption></figure>`),
	'last-hull_files/slip.jpg': jpeg(1200, 800, 205),
	'last-hull_files/gate.png': png(640, 480, 90),
};

/** The same in a script that runs from right to left. */
export const RIGHT_TO_LEFT_PAGE: Readonly<Record<string, string | Uint8Array>> = {
	'marfa.html': `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>صمت في حوض السفن بعد إنزال آخر سفينة</title><meta property="og:site_name" content="صحيفة المرفأ"><meta property="article:published_time" content="1982-03-12"></head>
<body><article><h1>صمت في حوض السفن بعد إنزال آخر سفينة</h1>
<p>انزلقت السفينة «كوران لايت» إلى الماء بعد الحادية عشرة بسبع دقائق، من غير فرقة موسيقية، ولم يكن وراءها للمرة الأولى منذ إحدى وسبعين سنة هيكل آخر. وعند الظهر كان العمال قد كنسوا الرصيف وعلّقوا المكانس على الحاجز.</p>
<figure><img src="marfa_files/hawd.jpg" alt=""><figcaption>العبّارة أمام المزلق رقم ٢ يوم الأربعاء. تصوير: ليلى ناصر</figcaption></figure>
<p>لم يقل أحد في الحوض إنه سيُغلق، ولم يقل أحد إنه لن يُغلق. وعلى باب غرفة الحارس ورقة مطبوعة بلا توقيع تطلب من وردية النهار الحضور يوم الاثنين كالمعتاد.</p>
<ul><li>يجتمع العمال يوم الجمعة.</li><li>ويجتمع معهم الرسامون.</li></ul></article></body></html>`,
	'marfa_files/hawd.jpg': jpeg(960, 640, 160),
};
