import * as z from 'zod';
import { time } from '../fields';

/** Members that an alert has in the API's answers as well as in its events. */
export const alertFacts = {
  limit: z.number().nullable().meta({ description: 'Of a monitor with one, in the value’s unit' }),
  percent: z.number().nullable().meta({ description: '`value` of `limit`, rounded down to a tenth' }),
  unit: z.enum(['events', 'microUsd', 'share', 'seconds', 'times', 'value']),
  summary: z.string().meta({
    description: 'What was seen when it fired or became worse, in words',
    example: '5 failures in 10 minutes',
  }),
};

export const mentionedEvents = z
  .array(
    z.looseObject({
      id: z.string(),
      receivedAt: time,
      run: z.string().exactOptional().meta({ description: 'Its `subject`, at most 64 characters' }),
      error: z.string().exactOptional().meta({ description: 'The kind of its error, one word' }),
    }),
  )
  .meta({ description: 'The newest events that it is about, newest first, at most three' });

export const askedOfAgents = z
  .array(
    z.looseObject({
      kind: z.enum(['pauseAgent', 'switchModel', 'requestReview']),
      agent: z.string().meta({ description: '`*` stands for all agents of the project' }),
      from: z.string().exactOptional(),
      to: z.string().exactOptional(),
      pauses: z
        .boolean()
        .exactOptional()
        .meta({ description: 'Of a review: whether the agent waits for it' }),
      until: z.string().meta({
        description: '`human`: until somebody lifts it; `resolved`: as long as the alert; else a time',
      }),
    }),
  )
  .meta({ description: 'What has been asked of agents, at most 20 of them' });

export const alertFactsExample = {
  ...{ limit: null, percent: null, unit: 'events' as const, summary: '5 failures in 10 minutes' },
};

export const mentionsExample = [
  {
    ...{ id: 'evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21', receivedAt: '2026-01-31T12:00:00.000Z' },
    ...{ run: 'run_42', error: 'timeout' },
  },
];

export const askedExample = [{ kind: 'pauseAgent' as const, agent: 'support-bot', until: 'human' }];
