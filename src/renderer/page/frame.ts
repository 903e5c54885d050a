// Owns the document inside the frame of a page: its look, its content, and what is heard of clicks, keys and drags in it. Must not let anything in it run or load.
import { build } from './markup';
import look from './page.css?inline';

/** What the window hears of a page. */
export interface Heard {
	/** A link was pressed. Nothing is opened. `at`: the link's place, in pixels of the frame. */
	link: (address: string, at: { x: number; y: number; bottom: number }, element: HTMLElement) => void;
	/** Something else was pressed. */
	press: () => void;
	drag: (event: DragEvent) => void;
	/** The page is so many pixels high. */
	height: (pixels: number) => void;
	picture: (position: number, alt: string) => HTMLElement | null;
}

export interface PageContent {
	html: string;
	/** Of the frame's document. */
	title: string;
	language: string | null;
	direction: 'ltr' | 'rtl';
}

/**
 * Fills a frame whose document has come. Returns the undo.
 * Subtle: the frame has the window's own origin, so that it can be filled, measured and listened to; that is safe only
 * because its sandbox never lets a script run there, and its own policy loads nothing but the archive's pictures.
 */
export function fillFrame(frame: HTMLIFrameElement, { html, title, language, direction }: PageContent, heard: Heard): () => void {
	const page = frame.contentDocument;
	const window = frame.contentWindow;
	if (!page || !window) return () => undefined;
	page.title = title;
	page.documentElement.lang = language ?? '';
	page.documentElement.dir = direction;
	dress(page, window as Window & typeof globalThis);
	const root = page.createElement('div');
	root.id = 'page';
	if (direction === 'rtl') root.dataset['rtl'] = '';
	build(root, html, heard.picture);
	page.body.replaceChildren(root);

	const stop = new AbortController();
	const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) => page.addEventListener(type, listener, { signal: stop.signal });
	for (const type of ['click', 'auxclick'] as const) {
		on(type, (event) => {
			const link = (event.target as Element | null)?.closest('a[href]') as HTMLAnchorElement | null;
			if (!link) return heard.press();
			event.preventDefault();
			if (event.button > 1) return;
			const { left, top, bottom } = link.getBoundingClientRect();
			heard.link(link.getAttribute('href')!, { x: left, y: top, bottom }, link);
		});
	}
	// Keys are the window's, wherever the focus is.
	on('keydown', (event) => {
		if (!frame.dispatchEvent(new KeyboardEvent('keydown', event))) event.preventDefault();
	});
	on('dragenter', heard.drag);
	on('dragover', heard.drag);
	on('drop', (event) => event.preventDefault());

	const watch = new ResizeObserver(() => heard.height(Math.ceil(root.getBoundingClientRect().height)));
	watch.observe(root);
	return () => {
		stop.abort();
		watch.disconnect();
	};
}

/** The window's own sheets, for tokens and faces, and over them that of a page. A constructed sheet needs no leave of a policy. */
function dress(page: Document, window: Window & typeof globalThis): void {
	const theirs = [...document.querySelectorAll<HTMLElement>('link[rel=stylesheet], head > style')].map((sheet) => page.importNode(sheet, true));
	for (const sheet of theirs) if (sheet instanceof window.HTMLLinkElement) sheet.href = new URL(sheet.getAttribute('href') ?? '', document.baseURI).href;
	page.head.append(...theirs);
	const own = new window.CSSStyleSheet();
	own.replaceSync(look);
	page.adoptedStyleSheets = [own];
}
