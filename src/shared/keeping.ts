// Owns the shapes of what keeps an archive safe, as the window and the command line see them. Must not know how it is done.
import { z } from 'zod';
import { Instant } from './model';

/** A copy of the database, made by itself or asked for. */
export const BackupEntry = z.object({ name: z.string(), madeAt: Instant, /** Of the file. */ bytes: z.int().min(0), schema: z.int().min(0) });
export type BackupEntry = z.infer<typeof BackupEntry>;
