// Owns how the site's files come to its script: from a folder nothing can be fetched, so each is a script that hands over what it holds. Must not know what that is.
import { SITE_CALL } from '../shared/site';

const arrived = new Map<string, unknown>();
const asked = new Map<string, Promise<unknown>>();
/** Files kept at hand; older ones are forgotten and asked for again. */
const KEPT = 160;

(globalThis as Record<string, unknown>)[SITE_CALL] = (name: string, content: unknown): void => void arrived.set(name, content);

/** What `data/NAME.js` holds. Rejects when the file is not there or hands over nothing. */
export function load<T>(name: string): Promise<T> {
	const known = asked.get(name);
	if (known) return known as Promise<T>;
	const made = new Promise<T>((resolve, reject) => {
		const script = document.createElement('script');
		script.src = `data/${name}.js`;
		script.onload = () => {
			script.remove();
			if (arrived.has(name)) resolve(arrived.get(name) as T);
			else reject(new Error(`${name} holds nothing.`));
			arrived.delete(name);
		};
		script.onerror = () => {
			script.remove();
			asked.delete(name);
			reject(new Error(`The file data/${name}.js is missing.`));
		};
		document.head.append(script);
	});
	asked.set(name, made);
	if (asked.size > KEPT) for (const old of asked.keys()) if (old !== 'columns') { asked.delete(old); break; }
	return made;
}
