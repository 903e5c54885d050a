// Owns the marking of lines with what the truth says they are. Must not be used by the reader itself.

const tokensOf = (reader, text) => reader.keyOf(text).split(' ').filter(Boolean);

function f1(a, b) {
	if (!a.length || !b.length) return 0;
	const count = new Map();
	for (const token of b) count.set(token, (count.get(token) ?? 0) + 1);
	let hit = 0;
	for (const token of a) {
		const left = count.get(token) ?? 0;
		if (left > 0) {
			hit++;
			count.set(token, left - 1);
		}
	}
	return (2 * hit) / (a.length + b.length);
}

const plainName = (name) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/^(by|von|por|par|di|words by|story by)\s+/, '').replace(/[^\p{L}\p{N} ]/gu, ' ').replace(/\s+/g, ' ').trim();

/** Labels by role: arrays with 1, 0, or -1 where the truth says nothing. Roles the truth does not know are null. */
export function labelsOf(reader, page, truth) {
	const keys = page.facts.map((fact, i) => (fact.length <= reader.KEY_LENGTH ? fact.key : reader.keyOf(page.lines[i].text)));
	const out = { headline: null, body: null, byline: null, date: null, caption: null, standfirst: null };
	const titles = [truth.title, ...(truth.titleAlt ?? [])].filter(Boolean).map((title) => reader.keyOf(title));
	if (titles.length) {
		out.headline = keys.map((key) => (titles.includes(key) ? 1 : 0));
		if (!out.headline.includes(1)) out.headline = null;
	}
	const standfirstTokens = truth.standfirst ? tokensOf(reader, truth.standfirst) : null;
	if (standfirstTokens) {
		const marks = keys.map((key, i) => (page.facts[i].words < 140 && f1(key.split(' '), standfirstTokens) >= 0.9 ? 1 : 0));
		if (marks.includes(1)) out.standfirst = marks;
	}
	if (truth.captions?.length) {
		const wanted = truth.captions.flatMap(({ text, credit }) => [tokensOf(reader, text), tokensOf(reader, `${text} ${credit ?? ''}`)]);
		out.caption = keys.map((key, i) => {
			if (page.facts[i].words > 140) return 0;
			const tokens = key.split(' ');
			return wanted.some((want) => f1(tokens, want) >= 0.8) ? 1 : 0;
		});
	}
	if (truth.body?.length) out.body = bodyLabels(reader, page, keys, truth, out, titles);
	if (truth.byline?.length) {
		const wanted = new Set(truth.byline.map(plainName));
		const exact = page.facts.map((fact) => {
			if (!fact.byline) return 0;
			const got = new Set(fact.byline.signatories.map(({ name }) => plainName(name)));
			return got.size === wanted.size && [...got].every((name) => wanted.has(name)) ? 1 : 0;
		});
		out.byline = exact.includes(1) ? exact : null;
	}
	if (truth.publishedDates?.length) {
		const marks = page.facts.map((fact) => (fact.dates.some((date) => date.readings.some((reading) => truth.publishedDates.includes(reading))) ? 1 : 0));
		if (marks.includes(1)) out.date = marks;
	}
	return out;
}

function bodyLabels(reader, page, keys, truth, marks, titles) {
	const lines = truth.body.map((paragraph) => (typeof paragraph === 'string' ? paragraph : (paragraph.t ?? paragraph.text ?? ''))).flatMap((text) => text.split('\n'));
	const wanted = lines.map((line) => reader.keyOf(line)).filter(Boolean);
	const left = new Map();
	for (const key of wanted) left.set(key, (left.get(key) ?? 0) + 1);
	const whole = ` ${wanted.join(' ')} `;
	const neutral = new Set((truth.neutral ?? []).map((line) => reader.keyOf(line)));
	const out = new Array(keys.length).fill(0);
	// Long lines first: they say where the body is; short ones count only inside it.
	let from = Infinity;
	let to = -1;
	keys.forEach((key, i) => {
		const words = key.split(' ').length;
		const long = words >= 8 || (page.facts[i].cjk && key.length > 14);
		if (!long) return;
		const found = whole.includes(` ${key} `) || wanted.some((want) => want.length > 40 && key.includes(want) && want.length > key.length * 0.6);
		if (!found) return;
		out[i] = 1;
		if ((page.repeatsBefore[i] ?? 0) === 0 || from === Infinity) from = Math.min(from, i);
		to = Math.max(to, i);
	});
	keys.forEach((key, i) => {
		if (out[i] || !key || !left.has(key)) return;
		if (i >= from - 3 && i <= to + 12) out[i] = 1;
	});
	keys.forEach((key, i) => {
		if (titles.includes(key) || neutral.has(key) || marks.standfirst?.[i] === 1) out[i] = -1;
		else if (!key) out[i] = -1;
	});
	return out;
}
