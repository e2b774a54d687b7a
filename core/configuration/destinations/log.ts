import * as z from 'zod';

/** Nobody is told: it is written to the log. */
export const log = () => z.strictObject({ kind: z.literal('log') });
