// Owns what the first bytes of a picture say: its format and its size in pixels. Decodes nothing, so that no picture can be a bomb here.

export interface PixelSize {
	width: number;
	height: number;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const at = (bytes: Uint8Array, i: number): number => bytes[i] ?? 0;
const big16 = (b: Uint8Array, i: number): number => (at(b, i) << 8) | at(b, i + 1);
const big32 = (b: Uint8Array, i: number): number => ((at(b, i) << 24) | (at(b, i + 1) << 16) | (at(b, i + 2) << 8) | at(b, i + 3)) >>> 0;
const little16 = (b: Uint8Array, i: number): number => at(b, i) | (at(b, i + 1) << 8);
const little32 = (b: Uint8Array, i: number): number => (at(b, i) | (at(b, i + 1) << 8) | (at(b, i + 2) << 16) | (at(b, i + 3) << 24)) >>> 0;
const little24 = (b: Uint8Array, i: number): number => at(b, i) | (at(b, i + 1) << 8) | (at(b, i + 2) << 16);

/** IANA media type of a picture by its first bytes, or null when it is none of those read here. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
	if (bytes.length < 4) return null;
	if (at(bytes, 0) === 0xff && at(bytes, 1) === 0xd8 && at(bytes, 2) === 0xff) return 'image/jpeg';
	if (big32(bytes, 0) === 0x89504e47) return 'image/png';
	if (ascii(bytes, 0, 4) === 'GIF8') return 'image/gif';
	if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
	const head = big32(bytes, 0);
	if (head === 0x49492a00 || head === 0x4d4d002a) return 'image/tiff';
	if (ascii(bytes, 4, 8) === 'ftyp') {
		const brands = ascii(bytes, 8, Math.min(bytes.length, 40));
		if (/avif|avis/.test(brands)) return 'image/avif';
		if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands)) return 'image/heic';
	}
	return null;
}

function jpegSize(b: Uint8Array): PixelSize | null {
	for (let i = 2; i + 9 < b.length; ) {
		if (at(b, i) !== 0xff) { i++; continue; }
		const marker = at(b, i + 1);
		if (marker === 0xff) { i++; continue; }
		if ((marker >= 0xc0 && marker <= 0xcf) && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return { height: big16(b, i + 5), width: big16(b, i + 7) };
		if (marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01) { i += 2; continue; }
		if (marker === 0xd9 || marker === 0xda) return null;
		i += 2 + Math.max(2, big16(b, i + 2));
	}
	return null;
}

function webpSize(b: Uint8Array): PixelSize | null {
	const kind = ascii(b, 12, 16);
	if (kind === 'VP8X') return { width: little24(b, 24) + 1, height: little24(b, 27) + 1 };
	if (kind === 'VP8L') { const bits = little32(b, 21); return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }; }
	if (kind === 'VP8 ') return { width: little16(b, 26) & 0x3fff, height: little16(b, 28) & 0x3fff };
	return null;
}

function tiffSize(b: Uint8Array): PixelSize | null {
	const little = at(b, 0) === 0x49;
	const u16 = little ? little16 : big16;
	const u32 = little ? little32 : big32;
	const from = u32(b, 4);
	if (from + 2 > b.length) return null;
	const count = Math.min(u16(b, from), 200);
	let width = 0;
	let height = 0;
	for (let n = 0; n < count; n++) {
		const entry = from + 2 + n * 12;
		if (entry + 12 > b.length) break;
		const value = u16(b, entry + 2) === 3 ? u16(b, entry + 8) : u32(b, entry + 8);
		if (u16(b, entry) === 256) width = value;
		if (u16(b, entry) === 257) height = value;
	}
	return width && height ? { width, height } : null;
}

/** The largest `ispe` (image spatial extents) box of an ISO base media picture, ISO/IEC 23008-12. */
function isoSize(b: Uint8Array): PixelSize | null {
	let best: PixelSize | null = null;
	const n = Math.min(b.length, 200_000);
	for (let i = 4; i + 16 <= n; i++) {
		if (at(b, i) !== 0x69 || ascii(b, i, i + 4) !== 'ispe') continue;
		const size = { width: big32(b, i + 8), height: big32(b, i + 12) };
		if (size.width > 0 && size.height > 0 && (!best || size.width * size.height > best.width * best.height)) best = size;
	}
	return best;
}

/** Size in pixels as the header gives it (which may lie), or null. Constant memory. */
export function sizeOf(bytes: Uint8Array): PixelSize | null {
	switch (mediaTypeOf(bytes)) {
		case 'image/png': return bytes.length >= 24 ? { width: big32(bytes, 16), height: big32(bytes, 20) } : null;
		case 'image/gif': return bytes.length >= 10 ? { width: little16(bytes, 6), height: little16(bytes, 8) } : null;
		case 'image/jpeg': return jpegSize(bytes);
		case 'image/webp': return bytes.length >= 30 ? webpSize(bytes) : null;
		case 'image/tiff': return tiffSize(bytes);
		case 'image/heic':
		case 'image/avif': return isoSize(bytes);
		default: return null;
	}
}

/** Too small to be a picture of a story: an icon, a dot that counts visitors. */
export const iconSized = (width: number | null, height: number | null): boolean => (width !== null && width < 48) || (height !== null && height < 48);
