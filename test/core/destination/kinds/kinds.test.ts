import fc from 'fast-check';
import { HTTP_KINDS } from '../../../../core/destination/http-kinds';
import type { OutgoingRequest } from '../../../../core/destination/kind';
import type { Notice, ToldEvent } from '../../../../core/notice/notice';
import type { Arrived, Reply } from '../../../journeys/receiver';
import { Alertmanager } from '../../../stand-ins/alertmanager';
import { datadogAnswer } from '../../../stand-ins/datadog';
import { PagerDuty } from '../../../stand-ins/pagerduty';
import { slackAnswer } from '../../../stand-ins/slack';
import { alertData, notice, told } from './samples';

const ROUTING_KEY = 'R0123456789ABCDEF0123456789ABCDE';
const { slack, pagerduty, datadog, alertmanager } = HTTP_KINDS;
const toSlack = (of: Notice) => slack.format({ kind: 'slack' }, 'https://hooks.slack.com/services/T/B/X', of);
const toPagerDuty = (of: Notice) => pagerduty.format({ kind: 'pagerduty' }, ROUTING_KEY, of);
const toDatadog = (of: Notice) => datadog.format({ kind: 'datadog' }, 'a'.repeat(32), of);
const toAlertmanager = (of: Notice) =>
  alertmanager.format({ kind: 'alertmanager', url: 'https://am.example.com/' }, '', of);

const arrived = ({ url, headers, body }: OutgoingRequest): Arrived => ({
  ...{ method: 'POST', path: new URL(url).pathname, headers, rawHeaders: [], body },
});
const bodyOf = (request: OutgoingRequest | undefined): unknown => JSON.parse(request?.body ?? 'null');

const FIRING = told('alert.firing', alertData());
const RESOLVED = told(
  'alert.resolved',
  alertData({ status: 'resolved', edge: 'resolved', reason: 'recovered' }),
);

const SAID =
  '5 failures in 10 minutes, last: timeout (run_42). support-bot is paused until somebody resumes it.';

describe('slack', () => {
  it('says what fires, where and how much, in plain text', () => {
    expect(bodyOf(toSlack(notice(FIRING)))).toEqual({
      text: `🔴 [critical] five failures: support-bot. ${SAID}`,
      blocks: [
        {
          type: 'header',
          text: { type: 'plain_text', text: '🔴 [critical] five failures: support-bot', emoji: false },
        },
        { type: 'section', text: { type: 'plain_text', text: SAID, emoji: false } },
        {
          type: 'section',
          fields: [
            'Value\n5 events',
            'Threshold\n5 events',
            'source\nsupport-bot',
            'Since\n2026-01-31T12:00:00.000Z',
            'Last events\nevt_5',
            'team\nsupport',
          ].map((text) => ({ type: 'plain_text', text, emoji: false })),
        },
      ],
    });
  });

  it('offers what the reader can do about it', () => {
    const links = {
      silence2h: 'https://api.example.com/l/s',
      acknowledge: 'https://api.example.com/l/a',
      resume: 'https://api.example.com/l/r',
    };
    const { blocks } = bodyOf(toSlack({ id: 'x', items: [{ event: FIRING, links }], more: 0 })) as {
      blocks: { type: string; elements?: { url: string }[] }[];
    };
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        { url: links.resume, text: { text: 'Resume' } },
        { url: links.acknowledge, text: { text: 'Acknowledge' } },
        { url: links.silence2h, text: { text: 'Silence 2 h' } },
      ],
    });
  });

  it('shows five alerts with links as long as those of AWS in one message', () => {
    const url = `https://a1b2c3d4e5.execute-api.ap-southeast-2.amazonaws.com/l/${'x'.repeat(250)}`;
    const links = { acknowledge: url, silence1h: url, silence2h: url, silence4h: url };
    const items = Array.from({ length: 5 }, () => ({ event: FIRING, links }));
    const { blocks } = bodyOf(toSlack({ id: 'x', items, more: 0 })) as { blocks: { type: string }[] };
    expect(blocks.filter(({ type }) => type === 'header')).toHaveLength(5);
  });

  it('shows as many of a group as there is room for, and counts the others', () => {
    const many = notice(...Array.from({ length: 40 }, () => FIRING));
    const request = toSlack({ ...many, more: 7 });
    expect(request && slackAnswer(arrived(request))).toEqual({ status: 200, body: 'ok' });
    const { text, blocks } = bodyOf(request) as { text: string; blocks: { type: string }[] };
    const shown = blocks.filter(({ type }) => type === 'header').length;
    expect(shown).toBeGreaterThan(3);
    expect(text).toContain(`(and ${47 - 1} more)`);
    expect(JSON.stringify(blocks.at(-1))).toContain(`and ${47 - shown} more`);
  });

  it.each([
    [{ status: 200, body: 'ok' }, { ok: true }],
    [
      { status: 200, body: 'invalid_blocks' },
      { ok: false, error: 'slack_invalid_blocks', permanent: true },
    ],
    [
      { status: 400, body: 'no_text' },
      { ok: false, error: 'slack_no_text', permanent: true },
    ],
    [
      { status: 404, body: 'no_service' },
      { ok: false, error: 'slack_no_service' },
    ],
    [
      { status: 429, body: '' },
      { ok: false, error: 'slack_unexpected_answer' },
    ],
    [
      { status: 502, body: '<html>' },
      { ok: false, error: 'slack_unexpected_answer' },
    ],
  ])('takes %j for %j', (answer, outcome) => {
    expect(slack.judge(answer)).toEqual(outcome);
  });
});

describe('pagerduty', () => {
  it.each([
    ['alert.firing', FIRING, 'trigger'],
    ['alert.acknowledged', told('alert.acknowledged', alertData({ status: 'acknowledged' })), 'acknowledge'],
    ['alert.resolved', RESOLVED, 'resolve'],
  ])('%s is one step of the one incident of the alert', (_, event, action) => {
    expect(bodyOf(toPagerDuty(notice(event)))).toMatchObject({
      routing_key: ROUTING_KEY,
      event_action: action,
      dedup_key: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE',
      payload: { source: 'support-bot', severity: 'critical', timestamp: '2026-01-31T12:00:00.000Z' },
    });
  });

  it('an event that is no alert is an incident of its own', () => {
    const event = told('endpoint.failing', { subscription: 'sub_1' }, { id: 'evt_9' });
    expect(bodyOf(toPagerDuty(notice(event)))).toMatchObject({
      event_action: 'trigger',
      dedup_key: 'evt_9',
      payload: { severity: 'error', custom_details: { subscription: 'sub_1' } },
    });
  });

  it('what an agent says of itself may hold prompts and answers, and is not told, whatever it calls itself', () => {
    const event = told('agent.run.failed', { prompt: 'my secret' }, { source: 'tocsin' });
    for (const format of [toSlack, toPagerDuty, toDatadog, toAlertmanager])
      expect(format(notice(event))?.body).not.toContain('my secret');
  });

  it('goes to the region of the account', () => {
    const request = pagerduty.format({ kind: 'pagerduty', region: 'eu' }, ROUTING_KEY, notice(FIRING));
    expect(request?.url).toBe('https://events.eu.pagerduty.com/v2/enqueue');
  });

  it.each([
    [202, { ok: true }],
    [400, { ok: false, error: 'pagerduty_invalid_event', permanent: true }],
    [429, { ok: false, error: 'pagerduty_rate_limited' }],
    [500, { ok: false, error: 'pagerduty_unexpected_answer' }],
  ])('takes %i for %j', (status, outcome) => {
    expect(pagerduty.judge({ status, body: '' })).toEqual(outcome);
  });
});

describe('datadog', () => {
  it('is told as an event of the stream, in one aggregation a firing and its end', () => {
    expect(bodyOf(toDatadog(notice(FIRING)))).toMatchObject({
      title: '[critical] five failures: support-bot',
      alert_type: 'error',
      aggregation_key: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE',
      tags: [
        'service:tocsin',
        'event_type:alert.firing',
        'severity:critical',
        'source:support-bot',
        'team:support',
      ],
    });
    expect(bodyOf(toDatadog(notice(RESOLVED)))).toMatchObject({
      alert_type: 'success',
      aggregation_key: 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE',
    });
  });

  it.each([
    [202, { ok: true }],
    [400, { ok: false, error: 'datadog_invalid_event', permanent: true }],
    [403, { ok: false, error: 'datadog_forbidden' }],
    [429, { ok: false, error: 'datadog_rate_limited' }],
    [503, { ok: false, error: 'datadog_unexpected_answer' }],
  ])('takes %i for %j', (status, outcome) => {
    expect(datadog.judge({ status, body: '' })).toEqual(outcome);
  });
});

describe('alertmanager', () => {
  const say = (to: Alertmanager, ...events: ToldEvent[]): Reply[] =>
    events.flatMap((event) => {
      const request = toAlertmanager(notice(event));
      return request ? [to.answer(arrived(request))] : [];
    });
  const now = Date.parse('2026-01-31T12:00:00.000Z');

  it('fires until it is resolved, however long that is', () => {
    const there = new Alertmanager();
    say(there, FIRING);
    expect(there.firing(now + 86_400_000)).toEqual(['critical']);
    say(there, RESOLVED);
    expect(there.firing(now + 1)).toEqual([]);
  });

  it('what becomes graver ends as it was and fires as it is', () => {
    const there = new Alertmanager();
    const warning = told('alert.firing', alertData({ severity: 'warning' }));
    const raised = told('alert.firing', alertData({ edge: 'raised', previousSeverity: 'warning' }));
    say(there, warning, raised);
    expect(there.firing(now + 1)).toEqual(['critical']);
  });

  it('is not told of acknowledgements, which it does not know', () => {
    expect(
      say(new Alertmanager(), told('alert.acknowledged', alertData({ status: 'acknowledged' }))),
    ).toEqual([]);
  });

  it.each([
    [200, { ok: true }],
    [400, { ok: false, error: 'alertmanager_invalid_alert', permanent: true }],
    [500, { ok: false, error: 'alertmanager_unexpected_answer' }],
  ])('takes %i for %j', (status, outcome) => {
    expect(alertmanager.judge({ status, body: '' })).toEqual(outcome);
  });
});

describe('no event, however long or strange, makes an invalid message or somebody be called', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '<!channel>',
      '@channel',
      '<@U024BE7LH>',
      '*bold* _x_ `c`',
      '&amp;',
      '\u202Eevil',
      '\r\nX-Injected: 1',
    ),
    fc.constantFrom(
      '%%% \n# title',
      '@slack-ops',
      '\u0000\u001b[31m',
      '<script>alert(1)</script>',
      '[a](https://x.y)',
    ),
    fc.constantFrom('x'.repeat(100_000), '👩‍👩‍👧‍👦'.repeat(5_000), ' '.repeat(500), '\ud800', ''),
  );
  const scalar = fc.oneof(nasty, fc.double({ noNaN: true }), fc.boolean());
  const name = fc.oneof(
    nasty,
    fc.constantFrom('alertname', 'severity', 'source', '1st', 'data.tool', '__proto__'),
  );
  const alerts = fc
    .record({
      id: fc.constant('alt_1'),
      monitor: fc.record({ id: fc.constant('mon_1'), name: nasty }),
      group: fc.dictionary(name, scalar, { maxKeys: 6 }),
      labels: fc.dictionary(name, nasty, { maxKeys: 20 }),
      severity: fc.constantFrom('critical', 'error', 'warning', 'info'),
      value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      threshold: fc.double({ noNaN: true, noDefaultInfinity: true }),
      unit: fc.constantFrom('events', 'microUsd', 'share', 'seconds', 'times', 'value'),
      reason: fc.option(nasty),
    })
    .map((more) => told('alert.firing', alertData(more as Parameters<typeof alertData>[0])));
  const others = fc
    .record({ source: nasty, subject: nasty, data: fc.dictionary(name, scalar) })
    .filter(({ source }) => source !== '')
    .map(({ source, subject, data }) => told('agent.run.failed', data, { source, subject }));
  const notices = fc
    .array(fc.oneof(alerts, others), { minLength: 1, maxLength: 30 })
    .map((events) => notice(...events));

  const there = new PagerDuty();
  it.each([
    ['slack', toSlack, slackAnswer, 200],
    ['pagerduty', toPagerDuty, (request: Arrived) => there.answer(request), 202],
    ['datadog', toDatadog, datadogAnswer, 202],
    ['alertmanager', toAlertmanager, (request: Arrived) => new Alertmanager().answer(request), 200],
  ])('%s', (_, format, answer, status) => {
    fc.assert(
      fc.property(notices, (of) => {
        const request = format(of);
        if (!request) throw new Error('It is told of everything but acknowledgements');
        const reply = answer(arrived(request));
        expect([reply.status, reply.body?.toString().slice(0, 300)]).toEqual([
          status,
          reply.body?.toString().slice(0, 300),
        ]);
        expect(request.body).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        expect(JSON.stringify(request.headers)).not.toContain('X-Injected');
      }),
      { numRuns: 150 },
    );
  });
});
