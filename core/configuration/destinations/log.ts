import * as z from 'zod';

/** Writes the event to the log and notifies nobody. */
export const log = () => z.strictObject({ kind: z.literal('log') });
