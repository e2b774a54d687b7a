import { decide, type Decision, type Policy } from '../../../core/delivery/decide';
import type { Attempt, DeliveryRow } from '../../../core/delivery/delivery';

const NOW = 1_800_000_000_000;
type Row = Pick<DeliveryRow, 'attempt' | 'chainStart' | 'fallback'>;

const RETRY: Decision = { kind: 'retry', nextAt: NOW + 5_000 };
const dead = (reason: string): Decision => ({ kind: 'dead', reason });

interface Given {
  row?: Partial<Row>;
  policy?: Policy;
  retryAfter?: string;
}

function decided(outcome: Partial<Attempt>, { row, policy, retryAfter }: Given = {}): Decision {
  const attempt = { number: 1, at: NOW, durationMs: 1, ...outcome };
  const result = { attempt, ...(retryAfter === undefined ? {} : { retryAfter }) };
  return decide({ attempt: 1, chainStart: 1, ...row }, result, policy ?? {}, NOW, 0.5);
}

describe('decide', () => {
  it.each<[string, Partial<Attempt>, Decision]>([
    ['200', { status: 200 }, { kind: 'delivered' }],
    ['204', { status: 204 }, { kind: 'delivered' }],
    ['299', { status: 299 }, { kind: 'delivered' }],
    ['200 that broke off', { status: 200, error: 'connection_reset' }, RETRY],
    ['199', { status: 199 }, RETRY],
    ['301', { status: 301, error: 'http_3xx' }, RETRY],
    ['304', { status: 304, error: 'http_3xx' }, RETRY],
    ['400', { status: 400, error: 'http_4xx' }, RETRY],
    ['401', { status: 401, error: 'http_4xx' }, RETRY],
    ['404', { status: 404, error: 'http_4xx' }, RETRY],
    ['429', { status: 429, error: 'http_4xx' }, RETRY],
    ['500', { status: 500, error: 'http_5xx' }, RETRY],
    ['no name', { error: 'dns_error' }, RETRY],
    ['a private address', { error: 'blocked_address' }, RETRY],
    ['no answer and no error', {}, RETRY],
    ['410', { status: 410, error: 'http_4xx' }, { kind: 'gone' }],
    ['413', { status: 413, error: 'http_4xx' }, dead('payload_too_large')],
  ])('2.4 %s', (_, outcome, decision) => expect(decided(outcome)).toEqual(decision));

  it.each<[string, Given, Decision]>([
    ['the last of the schedule', { row: { attempt: 11 } }, dead('attempts_exhausted')],
    ['the last but one', { row: { attempt: 10 } }, { kind: 'retry', nextAt: NOW + 86_400_000 }],
    ['the first of a new chain', { row: { attempt: 12, chainStart: 12 } }, RETRY],
    ['the last of a new chain', { row: { attempt: 22, chainStart: 12 } }, dead('attempts_exhausted')],
    ['an own schedule', { policy: { scheduleSeconds: [60] } }, { kind: 'retry', nextAt: NOW + 60_000 }],
    ['its end', { row: { attempt: 2 }, policy: { scheduleSeconds: [60] } }, dead('attempts_exhausted')],
    ['Retry-After', { retryAfter: '60' }, { kind: 'retry', nextAt: NOW + 63_000 }],
    ['a test', { policy: { test: true } }, dead('test_failed')],
    ['2.8 a manual try of a dead one', { row: { fallback: 'dead' } }, { kind: 'fallback', state: 'dead' }],
    [
      '2.8 a manual try of a delivered one',
      { row: { fallback: 'delivered' } },
      { kind: 'fallback', state: 'delivered' },
    ],
  ])('2.4 a failure at %s', (_, given, decision) => {
    expect(decided({ status: 503, error: 'http_5xx' }, given)).toEqual(decision);
  });

  it.each<[string, Given]>([
    ['a test', { policy: { test: true } }],
    ['a manual try', { row: { fallback: 'dead' } }],
    ['the last attempt', { row: { attempt: 11 } }],
  ])('2.4 a success at %s', (_, given) => {
    expect(decided({ status: 200 }, given)).toEqual({ kind: 'delivered' });
  });

  it('2.4 a test that meets 410 disables nothing: it asks whether the endpoint works', () => {
    expect(decided({ status: 410, error: 'http_4xx' }, { policy: { test: true } })).toEqual(
      dead('test_failed'),
    );
  });
});
