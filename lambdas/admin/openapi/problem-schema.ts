import * as z from 'zod';
import type { Problem } from '../../../core/problem';

const fields = {
  type: z.string().meta({ description: '`about:blank`: the status says it all', example: 'about:blank' }),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z
          .string()
          .meta({ description: 'RFC 6901; empty for the request as a whole', example: '/limit' }),
        detail: z.string().meta({ description: 'The rule that it breaks' }),
      }),
    )
    .exactOptional(),
  requestId: z.string().exactOptional(),
};

/** An error that our functions answer. */
export const problemSchema = z
  .object(fields)
  .meta({ id: 'Problem', description: 'RFC 9457' }) satisfies z.ZodType<Problem>;

/** What became of each event of `POST /v1/events`, in the order of the request. */
export const eventResult = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('accepted'), id: z.string().meta({ description: 'Of the event' }) }),
    z.object({ status: z.literal('refused'), error: problemSchema }),
  ])
  .meta({ id: 'EventResult' });

/** Of a request with several events none of which was accepted. */
export const eventsProblem = z
  .object({
    ...fields,
    results: z
      .array(eventResult)
      .optional()
      .meta({ description: 'Where several events were posted: the fault of each, in their order' }),
  })
  .meta({ id: 'EventsProblem', description: 'RFC 9457' });

/** An error that the API gateway answers itself. */
export const gatewayMessage = z
  .object({ message: z.string().nullable() })
  .meta({ id: 'GatewayMessage', description: 'What API Gateway answers before a function is asked' });
