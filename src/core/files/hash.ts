// Owns the hash by which bytes are known again. Must not read files.
import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 (FIPS 180-4). */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
