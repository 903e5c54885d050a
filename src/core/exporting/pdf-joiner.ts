// Owns the binding of printed parts into one PDF, piece by piece: of a part that was taken only numbers stay in memory. Must not know what is on the pages.
import {
	ParseSpeeds, PDFArray, PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRawStream, PDFRef, PDFString, type PDFObject,
} from '@cantoo/pdf-lib';
import { xmlText } from './xml';

const name = (text: string): PDFName => PDFName.of(text);
const context = PDFContext.create();

function bytesOf(object: PDFObject): Uint8Array {
	const bytes = new Uint8Array(object.sizeInBytes());
	object.copyBytesInto(bytes, 0);
	return bytes;
}

/** A place a reader can be taken to. `top` is in points from the bottom of the page; null for the page as a whole. */
export interface Place { page: PDFRef; top: number | null }

/** What a part turned out to be once it was printed. */
export interface Measured { pages: number; openings: { page: number; top: number }[] }

/** A printed part, as it came. */
class Part {
	readonly document: PDFDocument;
	readonly pages: readonly PDFDict[];
	readonly refs: readonly PDFRef[];

	private constructor(document: PDFDocument) {
		this.document = document;
		this.refs = document.getPages().map(({ ref }) => ref);
		this.pages = document.getPages().map(({ node }) => node);
	}

	static async read(pdf: Uint8Array): Promise<Part> {
		return new Part(await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest, throwOnInvalidObject: true }));
	}

	/** Where the headings of the highest rank stand, in their order. */
	openings(): { page: number; top: number }[] {
		const found: { page: number; top: number }[] = [];
		const outlines = this.document.catalog.lookupMaybe(name('Outlines'), PDFDict);
		for (let item = outlines?.lookupMaybe(name('First'), PDFDict); item; item = item.lookupMaybe(name('Next'), PDFDict)) {
			const place = item.lookup(name('Dest'), PDFArray);
			found.push({ page: this.refs.indexOf(place.get(0) as PDFRef), top: place.lookup(3, PDFNumber).asNumber() });
		}
		return found;
	}
}

/** How long a printed part is and where its articles begin. */
export async function measured(pdf: Uint8Array): Promise<Measured> {
	const part = await Part.read(pdf);
	return { pages: part.pages.length, openings: part.openings() };
}

export interface Described { title: string; author: string | null; language: string; now: number; creator: string }

/** Where pages go among the others, whenever they are taken. */
export type Section = 'front' | 'body';

export class PdfJoiner {
	readonly #offsets: number[] = [0];
	#written = 0;
	readonly #root: PDFRef;
	readonly #pages: PDFRef;
	readonly #structure: PDFRef;
	readonly #topElement: PDFRef;
	readonly #sections: Record<Section, { node: PDFRef; count: number }[]> = { front: [], body: [] };
	readonly #elements: PDFRef[] = [];
	readonly #leaves: PDFRef[] = [];
	#nextKey = 0;
	#frontPages = 0;

	constructor() {
		this.#root = this.#reserve();
		this.#pages = this.#reserve();
		this.#structure = this.#reserve();
		this.#topElement = this.#reserve();
	}

	/** First of all. */
	begin(): Uint8Array {
		return this.#took(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
	}

	/**
	 * Takes on the pages of a part, and lays over each what stands above and below it: a page of `furniture` each.
	 * @param place where a link leads whose address begins with `LEADS`; told what follows
	 */
	async take(pdf: Uint8Array, furniture: Uint8Array | null, to: Section, place: (address: string) => Place | null = () => null): Promise<{ pieces: Uint8Array[]; pages: PDFRef[]; openings: Place[] }> {
		const part = await Part.read(pdf);
		const overlay = furniture ? await Part.read(furniture) : null;
		if (overlay && overlay.pages.length < part.pages.length) throw new Error(`There are ${overlay.pages.length} pages of furniture for ${part.pages.length} pages.`);
		const openings = part.openings();
		const node = this.#reserve();
		const pieces: Uint8Array[] = [];
		const numbers = new Map<string, PDFRef>();
		const skipped = this.#scaffolding(part);
		for (const [ref] of part.document.context.enumerateIndirectObjects()) if (!skipped.has(ref.tag)) numbers.set(ref.tag, this.#reserve());
		for (const page of part.pages) page.set(name('Parent'), ours(node));
		this.#adopt(part, numbers, pieces);
		if (overlay) this.#overlay(part, overlay, pieces);
		for (const [ref, object] of part.document.context.enumerateIndirectObjects()) {
			const number = numbers.get(ref.tag);
			if (!number) continue;
			if (object instanceof PDFDict) this.#lead(object, place);
			pieces.push(this.#object(number, renumbered(object, numbers)));
		}
		const refs = part.refs.map(({ tag }) => numbers.get(tag)!);
		pieces.push(this.#object(node, context.obj({ Type: 'Pages', Parent: this.#pages, Count: refs.length, Kids: refs })));
		this.#sections[to].push({ node, count: refs.length });
		if (to === 'front') this.#frontPages += refs.length;
		return { pieces, pages: refs, openings: openings.map(({ page, top }) => ({ page: refs[page]!, top })) };
	}

	/** Last of all: what holds the volume together. `outline` in the order of the pages. */
	finish(about: Described, outline: readonly (Place & { title: string })[]): Uint8Array[] {
		const pieces: Uint8Array[] = [];
		const nodes = [...this.#sections.front, ...this.#sections.body];
		pieces.push(this.#object(this.#pages, context.obj({ Type: 'Pages', Count: nodes.reduce((sum, { count }) => sum + count, 0), Kids: nodes.map(({ node }) => node) })));
		pieces.push(this.#object(this.#topElement, context.obj({ Type: 'StructElem', S: 'Document', P: this.#structure, K: this.#elements, Lang: PDFString.of(about.language) })));
		const tree = this.#reserve();
		pieces.push(this.#object(tree, context.obj({ Kids: this.#leaves })));
		pieces.push(this.#object(this.#structure, context.obj({ Type: 'StructTreeRoot', K: this.#topElement, ParentTree: tree, ParentTreeNextKey: this.#nextKey })));
		const marks = this.#outline(outline, pieces);
		const meta = this.#reserve();
		pieces.push(this.#object(meta, PDFRawStream.of(context.obj({ Type: 'Metadata', Subtype: 'XML' }) as PDFDict, Buffer.from(xmp(about), 'utf8'))));
		const labels = this.#frontPages > 0 ? { PageLabels: { Nums: [0, { S: 'r' }, this.#frontPages, { S: 'D' }] } } : {};
		pieces.push(this.#object(this.#root, context.obj({
			Type: 'Catalog', Pages: this.#pages, Lang: PDFString.of(about.language), MarkInfo: { Marked: true }, StructTreeRoot: this.#structure, Metadata: meta,
			ViewerPreferences: { DisplayDocTitle: true }, ...labels, ...(marks ? { Outlines: marks, PageMode: 'UseOutlines' } : {}),
		})));
		const facts = this.#reserve();
		const made = PDFString.fromDate(new Date(about.now));
		pieces.push(this.#object(facts, context.obj({
			Title: PDFHexString.fromText(about.title), ...(about.author ? { Author: PDFHexString.fromText(about.author) } : {}), Creator: PDFString.of(about.creator), CreationDate: made, ModDate: made,
		})));
		const start = this.#written;
		const rows = this.#offsets.map((offset, number) => (number === 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`));
		pieces.push(this.#took(Buffer.from(`xref\n0 ${rows.length}\n${rows.join('')}trailer\n<< /Size ${rows.length} /Root ${this.#root.toString()} /Info ${facts.toString()} >>\nstartxref\n${start}\n%%EOF\n`, 'latin1')));
		return pieces;
	}

	/** Pages' and structure's own trees, and what only they hold: the volume has one of each for all parts. */
	#scaffolding({ document, refs }: Part): Set<string> {
		const skipped = new Set<string>();
		const { catalog, context: own } = document;
		if (own.trailerInfo.Root instanceof PDFRef) skipped.add(own.trailerInfo.Root.tag);
		if (own.trailerInfo.Info instanceof PDFRef) skipped.add(own.trailerInfo.Info.tag);
		const pages = new Set(refs.map(({ tag }) => tag));
		const without = (start: PDFObject | undefined, keys: readonly string[]): void => {
			if (!(start instanceof PDFRef) || skipped.has(start.tag) || pages.has(start.tag)) return;
			skipped.add(start.tag);
			const dict = own.lookup(start);
			if (!(dict instanceof PDFDict)) return;
			for (const key of keys) {
				const next = dict.get(name(key));
				const list = next instanceof PDFRef ? own.lookup(next) : next;
				if (list instanceof PDFArray) for (const kid of list.asArray()) without(kid, keys);
				else without(next, keys);
			}
		};
		without(catalog.get(name('Pages')), ['Kids']);
		without(catalog.get(name('Outlines')), ['First', 'Next']);
		without(catalog.get(name('Dests')), []);
		const structure = catalog.lookupMaybe(name('StructTreeRoot'), PDFDict);
		without(catalog.get(name('StructTreeRoot')), []);
		without(structure?.get(name('ParentTree')), ['Kids']);
		without(structure?.get(name('IDTree')), ['Kids']);
		return skipped;
	}

	/** Brings a part's structure under the volume's: its keys are moved behind those given out, its elements hang below the one on top. */
	#adopt(part: Part, numbers: ReadonlyMap<string, PDFRef>, pieces: Uint8Array[]): void {
		const structure = part.document.catalog.lookupMaybe(name('StructTreeRoot'), PDFDict);
		if (!structure) return;
		const base = this.#nextKey;
		const kids = structure.get(name('K'));
		for (const kid of kids instanceof PDFArray ? kids.asArray() : kids ? [kids] : []) {
			const element = part.document.context.lookup(kid, PDFDict);
			element.set(name('S'), name('Part'));
			element.set(name('P'), ours(this.#topElement));
			this.#elements.push(numbers.get((kid as PDFRef).tag)!);
		}
		let next = base;
		const nums: (number | PDFObject)[] = [];
		const walk = (tree: PDFDict): void => {
			const pairs = tree.lookupMaybe(name('Nums'), PDFArray)?.asArray() ?? [];
			for (let at = 0; at < pairs.length; at += 2) {
				const key = base + (pairs[at] as PDFNumber).asNumber();
				nums.push(key, renumbered(pairs[at + 1]!, numbers));
				next = Math.max(next, key + 1);
			}
			for (const kid of tree.lookupMaybe(name('Kids'), PDFArray)?.asArray() ?? []) walk(part.document.context.lookup(kid, PDFDict));
		};
		walk(structure.lookup(name('ParentTree'), PDFDict));
		for (const [, object] of part.document.context.enumerateIndirectObjects()) {
			if (!(object instanceof PDFDict)) continue;
			for (const key of ['StructParents', 'StructParent']) {
				const own = object.get(name(key));
				if (own instanceof PDFNumber) object.set(name(key), PDFNumber.of(base + own.asNumber()));
			}
			// Names of elements are unique to the part alone, and nothing here asks for them.
			if (object.has(name('S')) && object.has(name('P'))) object.delete(name('ID'));
		}
		if (next === base) return;
		const leaf = this.#reserve();
		pieces.push(this.#object(leaf, context.obj({ Limits: [base, next - 1], Nums: nums })));
		this.#leaves.push(leaf);
		this.#nextKey = next;
	}

	/** Draws a page of furniture under each page, marked as no part of what is read. */
	#overlay(part: Part, overlay: Part, pieces: Uint8Array[]): void {
		const theirs = new Map<string, PDFRef>();
		const skipped = this.#scaffolding(overlay);
		for (const { tag } of overlay.refs) skipped.add(tag);
		const contents = new Set(overlay.pages.map((page) => (page.get(name('Contents')) as PDFRef).tag));
		for (const [ref] of overlay.document.context.enumerateIndirectObjects()) if (!skipped.has(ref.tag)) theirs.set(ref.tag, this.#reserve());
		for (const [ref, object] of overlay.document.context.enumerateIndirectObjects()) {
			const number = theirs.get(ref.tag);
			if (number && !contents.has(ref.tag)) pieces.push(this.#object(number, renumbered(object, theirs)));
		}
		const drawing = this.#reserve();
		pieces.push(this.#object(drawing, PDFRawStream.of(context.obj({}) as PDFDict, Buffer.from('q /Artifact <</Type /Pagination>> BDC /Furniture Do EMC Q\n', 'latin1'))));
		for (const [at, page] of part.pages.entries()) {
			const from = overlay.pages[at]!;
			const drawn = overlay.document.context.lookup(from.get(name('Contents')));
			if (!(drawn instanceof PDFRawStream)) throw new Error('A page of furniture is drawn in no single stream.');
			const form = theirs.get((from.get(name('Contents')) as PDFRef).tag)!;
			drawn.dict.set(name('Type'), name('XObject'));
			drawn.dict.set(name('Subtype'), name('Form'));
			drawn.dict.set(name('BBox'), from.lookup(name('MediaBox'), PDFArray));
			drawn.dict.set(name('Resources'), from.lookup(name('Resources'), PDFDict));
			pieces.push(this.#object(form, renumbered(drawn, theirs)));
			const resources = page.lookup(name('Resources'), PDFDict);
			const forms = resources.lookupMaybe(name('XObject'), PDFDict) ?? (context.obj({}) as PDFDict);
			forms.set(name('Furniture'), ours(form));
			resources.set(name('XObject'), forms);
			page.set(name('Contents'), context.obj([ours(drawing), page.get(name('Contents'))!]));
		}
	}

	/** Makes a link of the contents lead to its page. */
	#lead(object: PDFDict, place: (address: string) => Place | null): void {
		if (object.get(name('Subtype')) !== name('Link')) return;
		const address = object.lookupMaybe(name('A'), PDFDict)?.get(name('URI'));
		const to = address instanceof PDFString || address instanceof PDFHexString ? place(address.decodeText()) : null;
		if (!to) return;
		object.delete(name('A'));
		object.set(name('Dest'), destination({ ...to, page: ours(to.page) }));
	}

	#outline(items: readonly (Place & { title: string })[], pieces: Uint8Array[]): PDFRef | null {
		if (items.length === 0) return null;
		const root = this.#reserve();
		const refs = items.map(() => this.#reserve());
		for (const [at, item] of items.entries()) {
			pieces.push(this.#object(refs[at]!, context.obj({
				Title: PDFHexString.fromText(item.title), Parent: root, Dest: destination(item), ...(at > 0 ? { Prev: refs[at - 1]! } : {}), ...(at + 1 < refs.length ? { Next: refs[at + 1]! } : {}),
			})));
		}
		pieces.push(this.#object(root, context.obj({ Type: 'Outlines', First: refs[0]!, Last: refs.at(-1)!, Count: refs.length })));
		return root;
	}

	#reserve(): PDFRef {
		this.#offsets.push(0);
		return PDFRef.of(this.#offsets.length - 1);
	}

	#object(ref: PDFRef, object: PDFObject): Uint8Array {
		this.#offsets[ref.objectNumber] = this.#written;
		return this.#took(Buffer.concat([Buffer.from(`${ref.objectNumber} 0 obj\n`, 'latin1'), bytesOf(object), Buffer.from('\nendobj\n', 'latin1')]));
	}

	#took(bytes: Uint8Array): Uint8Array {
		this.#written += bytes.length;
		return bytes;
	}
}

const destination = ({ page, top }: Place): PDFArray => context.obj([page, 'XYZ', null, top, null]) as PDFArray;

/** The generation that marks a number of the volume among those of a part, whose own are all of generation 0. */
const OURS = 1;
const ours = ({ objectNumber }: PDFRef): PDFRef => PDFRef.of(objectNumber, OURS);

/** The object with the volume's numbers in place of the part's. What was left out of the part becomes null. */
function renumbered(object: PDFObject, numbers: ReadonlyMap<string, PDFRef>): PDFObject {
	if (object instanceof PDFRef) return object.generationNumber === OURS ? PDFRef.of(object.objectNumber) : numbers.get(object.tag) ?? PDFNull;
	if (object instanceof PDFArray) {
		const made = PDFArray.withContext(context);
		for (const item of object.asArray()) made.push(renumbered(item, numbers));
		return made;
	}
	if (object instanceof PDFRawStream) return PDFRawStream.of(renumbered(object.dict, numbers) as PDFDict, object.contents);
	if (object instanceof PDFDict) {
		const made = PDFDict.withContext(context);
		for (const [key, value] of object.entries()) made.set(key, renumbered(value, numbers));
		return made;
	}
	return object;
}

function xmp({ title, author, language, now, creator }: Described): string {
	const day = new Date(now).toISOString();
	return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(title)}</rdf:li></rdf:Alt></dc:title>${author ? `<dc:creator><rdf:Seq><rdf:li>${xmlText(author)}</rdf:li></rdf:Seq></dc:creator>` : ''}<dc:language><rdf:Bag><rdf:li>${xmlText(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${day}</xmp:CreateDate><xmp:ModifyDate>${day}</xmp:ModifyDate><xmp:CreatorTool>${xmlText(creator)}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}
