import { alertText } from '../../../core/notice/alert-text';
import type { AlertData } from '../../../core/alert/alert';
import { alertData } from '../destination/kinds/samples';

const pause = (agent: string, until = 'human') => ({ kind: 'pauseAgent' as const, agent, until });
const swap = { kind: 'switchModel' as const, agent: '*', from: 'gpt-5', to: 'gpt-5-mini' };
const review = { kind: 'requestReview' as const, agent: 'bot', until: 'human' };
const SEEN = '5 failures in 10 minutes.';

it.each<[string, Partial<AlertData>]>([
  ['5 failures in 10 minutes, last: timeout (run_42). support-bot is paused until somebody resumes it.', {}],
  [`5 failures in 10 minutes, last: evt_9.`, { events: [{ id: 'evt_9', receivedAt: '' }], actions: [] }],
  [SEEN, { events: [], actions: [] }],
  [`${SEEN} It has become worse.`, { events: [], actions: [], edge: 'raised' }],
  [`${SEEN} a, b are paused until somebody resumes them.`, { events: [], actions: [pause('a'), pause('b')] }],
  [
    `${SEEN} a, b, c and 2 more are paused until this is resolved.`,
    { events: [], actions: ['a', 'b', 'c', 'd', 'e'].map((agent) => pause(agent, 'resolved')) },
  ],
  [
    `${SEEN} a is paused until 2026-02-01 00:00 UTC.`,
    { events: [], actions: [pause('a', '2026-02-01T00:00:00.000Z')] },
  ],
  [
    `${SEEN} All agents use gpt-5-mini instead of gpt-5 until this is resolved.`,
    { events: [], actions: [{ ...swap, until: 'resolved' }] },
  ],
  [`${SEEN} bot is paused until somebody decides the review.`, { events: [], actions: [review] }],
  [`${SEEN} A review of bot is asked for.`, { events: [], actions: [{ ...review, pauses: false }] }],
  ['Somebody is looking at it.', { status: 'acknowledged', edge: 'acknowledged' }],
  [
    'The value is back. support-bot may still be paused.',
    { status: 'resolved', edge: 'resolved', reason: 'recovered' },
  ],
  [
    'Somebody has resumed the agent.',
    { status: 'resolved', edge: 'resolved', reason: 'resumed', actions: [] },
  ],
])('People read: %s', (words, more) => {
  expect(alertText(alertData(more))).toBe(words);
});
