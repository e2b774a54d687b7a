import { switchEvents, stateEvents, agentEvent } from '../../core/agent/change';
import type { Agent } from '../../core/agent/agent';
import { deadNotice } from '../../core/delivery/dead-notice';
import { disabledNotice, failingNotice, recoveredNotice } from '../../core/delivery/endpoint-notice';
import { webhookRequest } from '../../core/delivery/webhook-request';
import { newSecret } from '../../core/delivery/signature/signing-secret';
import { decompress } from '../../core/event/entry';
import { isMadeByTocsin } from '../../core/event/limits';
import { tocsinEntry } from '../../core/event/made-by-tocsin';
import { unknownCostEntry } from '../../core/monitor/unknown-cost-entry';
import { stalledEntry } from '../../core/monitor/stalled-entry';
import { testAlert } from '../../core/notice/test-alert';
import type { EventEntry } from '../../core/event/event';
import type { PayloadFormat } from '../../core/subscription/subscription';
import { openApi } from './described';
import { webhookFaults } from './webhook-faults';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const subscription = { id: 'sub_1', project: 'prj_1', name: 'billing', eventTypes: ['*'], revision: 1 };
const breaker = { failures: 10, failingSince: NOW, openedAt: NOW };
const cause = { actor: 'mon_1', reason: 'five failures', now: NOW };
const agent: Agent = { project: 'prj_1', agent: 'a', holds: [], version: 1 } as never;
const hold = {
  kind: 'switchModel',
  id: 'hold_1',
  actor: 'x',
  by: 'human',
  createdAt: 1,
  reason: 'r',
} as const;
const switched: Agent = { ...agent, holds: [{ ...hold, from: 'gpt-5', to: 'gpt-5-mini' }] };
const paused: Agent = { ...agent, holds: [{ ...hold, kind: 'pause' }] };
const dead = { id: 'dlv_1', project: 'prj_1', event: 'evt_1', subscription: 'sub_1', type: 'a', attempt: 3 };
const own = (type: string, data: object): EventEntry =>
  tocsinEntry({ ...{ project: 'prj_1', type, subject: 's', now: NOW, occasion: '1' }, data });

/** Each type as the code that reports it makes it. */
const ENTRIES: (EventEntry | undefined)[] = [
  ...['alert.firing', 'alert.acknowledged', 'alert.resolved'].map((type) => own(type, testAlert(type, NOW))),
  stalledEntry(
    { id: 'mon_1', project: 'prj_1', name: 'n', generation: 1 } as never,
    { run: 'run_1', agent: 'a', version: 1, startedAt: NOW },
    ...[NOW, NOW],
  ),
  ...stateEvents(agent, paused, cause),
  ...stateEvents(paused, agent, cause),
  ...switchEvents(agent, switched, cause),
  agentEvent(
    agent,
    'agent.review.requested',
    { review: 'hold_1', pauses: true, until: null, alert: 'alt_1' },
    cause,
  ),
  agentEvent(agent, 'agent.review.decided', { review: 'hold_1', decision: 'denied' }, cause),
  failingNotice(subscription, breaker as never, NOW),
  recoveredNotice(subscription, breaker as never, NOW),
  disabledNotice(subscription, 'gone', NOW),
  deadNotice(dead, 'attempts_exhausted', NOW),
  own('tocsin.test', { message: 'This is a test event.', subscription: 'sub_1', test: true }),
  unknownCostEntry(
    { id: 'mon_1', project: 'prj_1', name: 'n' } as never,
    { model: 'our-own-7b', reason: 'price' },
    'bot',
    NOW,
  ),
];
const entries = ENTRIES.filter((entry) => entry !== undefined);

/** As a receiver gets it. */
function sent({ id, type, z }: Pick<EventEntry, 'id' | 'type' | 'z'>, format: PayloadFormat = 'tocsin') {
  const { headers, body } = webhookRequest(
    { format, destination: { kind: 'webhook', url: 'https://example.com/' } },
    {
      ...{ id, type, body: decompress(z), at: NOW, version: '1' },
      secrets: [{ text: newSecret(Buffer.alloc(32, 1)) }],
    },
  );
  return { headers: { ...headers, 'tocsin-installation': '1' }, body };
}

describe('the webhooks of the document', () => {
  it('have every type that Tocsin reports, and all of them are refused at ingest', () => {
    const documented = Object.keys(openApi.webhooks).filter((name) => name !== 'event');
    expect([...new Set(entries.map(({ type }) => type))].sort()).toEqual(documented.sort());
    expect(documented.filter((type) => !isMadeByTocsin(type))).toEqual([]);
  });

  it.each(entries.map((entry) => [entry.type, entry] as const))('say what %s is like', (_, entry) => {
    for (const format of ['tocsin', 'cloudevents-structured', 'cloudevents-binary'] as const)
      expect([format, webhookFaults(sent(entry, format))]).toEqual([format, []]);
  });

  it('are not asked about a body that JavaScript cannot read', () => {
    const { headers } = sent(own('tocsin.test', {}));
    expect(webhookFaults({ headers, body: '{"data": Infinity}' })).toEqual([]);
  });

  it('name a member, a header or a type that they do not have', () => {
    const paused = own('agent.paused', { agent: 'a', actor: 'b', reason: 'c', surprise: 1 });
    expect(webhookFaults(sent(paused))).toEqual(['data.surprise is not in the document']);
    expect(webhookFaults(sent(own('agent.paused', { agent: 'a' }))).join()).toMatch(/actor/);
    expect(webhookFaults(sent(own('agent.unheard', {})))).toEqual([
      'the document has no webhook agent.unheard',
    ]);
    const { headers, body } = sent(own('tocsin.test', { message: 'm', subscription: 's', test: true }));
    expect(webhookFaults({ headers: { ...headers, 'webhook-other': '1' }, body }).join()).toMatch(
      /webhook-other/,
    );
    const { 'tocsin-installation': __, ...fewer } = headers;
    expect(webhookFaults({ headers: fewer, body }).join()).toMatch(/tocsin-installation is missing/);
  });
});
