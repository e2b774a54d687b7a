import * as z from 'zod';
import { CAPABILITIES } from '../protocol';
import { action } from './action';
import { endpointScript } from './endpoint';
import { expectation } from './expectation';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const source = z.strictObject({ title: z.string(), url: z.url() });

/** A scenario as its file holds it; the JSON Schema beside the scenarios is made from this. */
export const scenario = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(ID),
    title: z.string().meta({ description: 'What a sender does, as a sentence' }),
    why: z.string().meta({ description: 'What goes wrong otherwise' }),
    level: z.enum(['must', 'should', 'may']),
    group: z.enum([
      'requests',
      'signatures',
      'success and failure',
      'retries',
      'hostile answers',
      'TLS',
      'SSRF',
      'fidelity',
      'publishing',
      'endpoints',
      'recovery',
      'isolation',
    ]),
    sources: z.array(source).min(1),
    needs: z
      .array(z.enum(CAPABILITIES))
      .optional()
      .meta({ description: 'Without one of them the scenario is skipped' }),
    mode: z
      .literal('production')
      .optional()
      .meta({ description: 'The sender runs as it would in production, with nothing exempt for the suite' }),
    endpoints: z.record(z.string(), endpointScript),
    steps: z.array(z.union([action, expectation])).min(1),
  })
  .meta({ id: 'Scenario', title: 'A scenario of the webhook sender conformance suite' });

export type Scenario = z.output<typeof scenario>;
export type Step = Scenario['steps'][number];
