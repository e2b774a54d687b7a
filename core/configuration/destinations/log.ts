import * as z from 'zod';

/** Nobody is notified: it is written to the log. */
export const log = () => z.strictObject({ kind: z.literal('log') });
