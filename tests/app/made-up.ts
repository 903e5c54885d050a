// Owns a small world of made-up newspapers for screenshots and journeys: Port Averil, its yard, its ferries. Every word is invented; no newspaper is quoted.

export interface MadeUp {
	name: string;
	text: string;
	tags: string[];
}

/** The clippings one sees first. */
export const STORIES: readonly MadeUp[] = [
	{
		name: 'courier-1982-03-11.txt',
		tags: ['Shipyard/Closure', 'Unions'],
		text: `The Averil Courier

Last hull leaves the Averil yard as 1,400 wait for an answer

The Board promised a decision by Easter. On Wednesday the slipway stood empty for the first time since 1911.
By Nora Tallis, shipping correspondent
Thursday 11 March 1982

PORT AVERIL, Wednesday — The Corran Light went down the slip at seven minutes past eleven, without a band, and for the first time in seventy-one years there was nothing behind her. By noon the men had swept the berth and hung the brooms on the rail.

Nobody in the yard would say that it was closing. Nobody would say that it was not. A notice on the gatehouse door, typed and unsigned, asked the day shift to report as usual on Monday and to bring their tool books.

The Corran Light clears No. 2 slip on Wednesday; the berth behind her is empty. Photograph: Ida Renwick

The last page of the order book is for the ferry that was launched yesterday. Mr Lisle, who kept the book for the Board until last year, said there had been talk of two coasters for a Norwegian owner, and of a dredger, but that talk was not steel.

"You do not sweep a berth you mean to use," said Tomas Veale, who has been a plater since he was fifteen. His father was a plater, and his grandfather drove rivets into the first hull the yard ever built.

At the Guildhall a meeting has been called for Friday evening. The platers, the boilermakers and the draughtsmen will sit together, which they have not done since 1926. The Board has been asked to send somebody who can answer questions.

In Ropery Street the shops were open late. The baker said that people had bought as they buy before a storm.
`,
	},
	{
		name: 'hafenbote-1982-03-12.txt',
		tags: ['Shipyard/Closure'],
		text: `Der Hafenbote

Averil: Die Werft schweigt, die Stadt rechnet
Von Jens Ahlers
12. März 1982

Auf der Werft von Port Averil lief am Mittwoch das letzte Schiff vom Stapel. Der Hafenrat will bis Ostern entscheiden, ob noch einmal ein Kiel gelegt wird. Bis dahin kehren die Männer die leere Helling und warten.

In den Läden an der Seilerstraße wird wieder angeschrieben. Der Bäcker hat ein Heft dafür gekauft, das dicker ist als das Heft seines Vaters. Die Stadt rechnet mit vierzehnhundert Löhnen, die im Sommer fehlen könnten.

Die Gewerkschaften haben für Freitag zu einer Versammlung in die Gildehalle geladen. Es ist das erste Mal seit 1926, dass Plattenbauer und Zeichner gemeinsam an einem Tisch sitzen.
`,
	},
	{
		name: 'wangan-1982-03-13.txt',
		tags: ['Shipyard/Launches'],
		text: `湾岸新報

英アヴェリルの造船所、最後の進水
1982年3月13日

七十一年続いた造船所で十日、最後の船が海に出た。従業員千四百人の処遇は決まっていない。港湾局は復活祭までに結論を出すとしている。

進水式に楽隊は呼ばれなかった。船が滑り降りたあと、男たちは空になった船台を掃き、箒を手すりに掛けた。

町の商店は夜遅くまで灯りをつけていた。組合は金曜日に集会を開く。
`,
	},
	{
		name: 'ledger-1982-03-14.txt',
		tags: ['Shipyard/Closure', 'Port Board'],
		text: `The Northern Ledger

Board denies it has set a date for the yard
By our own correspondent
14 March 1982

The Port Board said last night that no date had been set for the closing of the Averil yard, and that the yard "remains on the books" as a going concern. A spokesman declined to say whether any order was in hand.

About 1,400 men are employed there, and as many again live by it. The Board is to meet on Monday fortnight, when it will hear the chairman's report on the ferries and the accounts for the winter quarter.

The spokesman said that reports of a buyer were "news to the Board, as they are to the newspapers". He would not be drawn on whether one had been looked for.
`,
	},
	{
		name: 'packet-1982-03-16.txt',
		tags: ['Unions', 'Shipyard/Closure'],
		text: `Morning Packet

Two thousand walk from the gate to the Guildhall
By Sam Orrin
16 March 1982

They carried the yard banner of 1926 and walked without a band. Shops in Ropery Street shut at noon, and the trams stood where they were until the last of the men had passed.

At the Guildhall there were chairs for six hundred. The rest stood in the square and heard the speeches through the windows, which had been taken out of their frames for the purpose by two joiners from the pattern shop.

Mr Veale, for the platers, said that nobody had come to shout. They had come to be counted. When the doors were shut at last the stewards gave the number as two thousand and forty.
`,
	},
	{
		name: 'gazette-letters.txt',
		tags: ['Oral history'],
		text: `Tidewater Gazette

What the river owes us
By E. Harcastle
03/04/82

Sir, My father came to the yard as a rivet boy at thirteen, and I write to ask what a town is for, if it is not to remember who built it. The Board speaks of tonnage. I have read its report twice and cannot find a single name.

When the Corran Light went down they took no photograph of the men. I enclose one of my own, from the launch of 1951, and ask you to print it. The tall one on the left is my brother, who could carry two sheets of half-inch plate on his back and sing.

They tell me the slip is to be a place for pleasure boats. I have nothing against pleasure. But I should like the ground to be told, each morning, what it was before.
`,
	},
	{
		name: 'marfa-1982-03-12.txt',
		tags: ['Shipyard/Closure'],
		text: `صحيفة المرفأ

صمت في حوض السفن بعد إنزال آخر سفينة
بقلم سامي الحدّاد
12 مارس 1982

بورت أفيريل — انزلقت السفينة «كوران لايت» إلى الماء بعد الحادية عشرة بسبع دقائق، من غير فرقة موسيقية، ولم يكن وراءها للمرة الأولى منذ إحدى وسبعين سنة هيكل آخر. وعند الظهر كان العمال قد كنسوا الرصيف وعلّقوا المكانس على الحاجز.

لم يقل أحد في الحوض إنه سيُغلق، ولم يقل أحد إنه لن يُغلق. وعلى باب غرفة الحارس ورقة مطبوعة بلا توقيع تطلب من وردية النهار الحضور يوم الاثنين كالمعتاد.
`,
	},
	{
		name: 'packet-1982-09-09.txt',
		tags: ['Ferries'],
		text: `Morning Packet

Ferry offices to close at Michaelmas
By Sam Orrin
9 September 1982

The ferry offices on the Corn Quay will close at Michaelmas and tickets will be sold on board. The company said that three of the five clerks had been found other work and that the brass lamps would go to the museum.

Passengers who spoke to this newspaper were divided. Those who cross every morning thought it high time. Those who cross at Christmas thought it a pity about the stove.

The last ticket from the old window will be sold on the evening of 28 September, to whoever is there to buy it.
`,
	},
];

const PAPERS = ['The Averil Courier', 'Morning Packet', 'The Northern Ledger', 'Tidewater Gazette', 'The Quayside Record', 'Evening Beacon'];
const WRITERS = ['Nora Tallis', 'Sam Orrin', 'Ada Pell', 'Hugh Marram', 'Lena Sorrel', 'Bram Costin'];
const SUBJECTS = ['ferry', 'harbour wall', 'tram line', 'fish market', 'lighthouse', 'rope works', 'Guildhall clock', 'swing bridge', 'customs house', 'lifeboat'];
const EVENTS = ['to be mended before winter', 'opens again after eleven weeks', 'costs twice what was said', 'is closed for want of coal', 'draws a crowd on Sunday', 'has a new keeper', 'is the subject of a lively meeting', 'stops at midnight', 'is painted green'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const TAGS = ['Ferries', 'Harbour', 'Trams', 'Harbour', 'Harbour/Lights', 'Shipyard', 'Town', 'Harbour', 'Port Board', 'Harbour/Lifeboat'];

/** As many more as are wanted, no two alike, from the ten years around the closing. */
export function more(many: number): MadeUp[] {
	return Array.from({ length: many }, (_, at) => {
		const subject = SUBJECTS[at % SUBJECTS.length]!;
		const event = EVENTS[(at * 7 + Math.floor(at / SUBJECTS.length)) % EVENTS.length]!;
		const paper = PAPERS[(at * 5) % PAPERS.length]!;
		const year = 1976 + ((at * 3) % 10);
		const month = MONTHS[(at * 11) % 12]!;
		const day = 1 + ((at * 13) % 28);
		const sum = 200 + ((at * 37) % 9_000);
		return {
			name: `${paper.toLowerCase().replace(/\W+/g, '-')}-${at}.txt`,
			tags: [TAGS[at % TAGS.length]!],
			text: `${paper}

The ${subject} ${event}
By ${WRITERS[(at * 3) % WRITERS.length]!}
${day} ${month} ${year}

The ${subject} ${event}, the Port Board said on Tuesday, and the sum named in the meeting was ${sum} pounds. Nobody present could say where it would come from, and the chairman did not ask.

Members were told that the work had been put off ${2 + (at % 7)} times in ${3 + (at % 9)} years. The surveyor had written a letter on each occasion, and read the last of them aloud.

A vote is expected before the end of the month. Those who live beside the ${subject} have been invited to sit in the gallery, where there is room for ${20 + (at % 40)}.
`,
		};
	});
}
