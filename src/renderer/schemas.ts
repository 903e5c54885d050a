// Owns how schemas check in the page: by walking them. Zod would otherwise try whether it may compile them, which the page's policy forbids and reports.
import { config } from 'zod';

config({ jitless: true });
