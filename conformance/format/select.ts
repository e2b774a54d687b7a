import * as z from 'zod';

/** The name of an endpoint within its scenario. */
export const endpoint = z
  .string()
  .meta({ description: 'An endpoint’s name within the scenario', example: 'a' });

/** Which of the requests that an endpoint got. */
export const selection = {
  endpoint,
  requests: z
    .array(z.number().int().min(1))
    .optional()
    .meta({ description: 'By number, counted from 1 in the order of arrival; all if not given' }),
  containing: z.string().optional().meta({ description: 'Only those whose body contains this text' }),
};

export type Selection = {
  endpoint: string;
  requests?: number[] | undefined;
  containing?: string | undefined;
};
