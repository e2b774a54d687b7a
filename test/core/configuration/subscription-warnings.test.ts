import { subscriptionWarnings } from '../../../core/configuration/subscription-warnings';
import type { Destination } from '../../../core/destination/destination';

const webhook: Destination = { kind: 'webhook', url: 'https://example.com' };
const slack: Destination = { kind: 'slack' };
const warned = (eventTypes: string[], destination: Destination, filter?: object) =>
  subscriptionWarnings({ eventTypes, destination, ...(filter && { filter: { ...filter } }) });

test('A type that is a few letters from a known one is warned of, by its place', () => {
  expect(warned(['order.created', 'agent.run.fail'], webhook)).toEqual([
    {
      pointer: '/eventTypes/1',
      detail: 'is no type that Tocsin or its examples know: did you mean "agent.run.failed"?',
    },
  ]);
});

test.each(['agent.*', 'agent.run.*', 'llm.*', 'tool.*', '*'])(
  'A channel of people that takes %s is warned of the runs of agents',
  (pattern) => {
    const [warning] = warned([pattern], slack);
    expect(warning).toMatchObject({ pointer: '/eventTypes/0' });
    expect(warning?.detail).toMatch(
      /^would tell people of every run or call .*`agent.paused`, `agent.resumed`/,
    );
    expect(warned([pattern], webhook)).toEqual([]);
    expect(warned([pattern], { kind: 'log' })).toEqual([]);
  },
);

test('A channel of people is not warned of one type that it names, nor of what it filters', () => {
  expect(warned(['agent.run.failed', 'alert.*', 'agent.paused', 'endpoint.*'], slack)).toEqual([]);
  expect(warned(['agent.*'], slack, { data: { severity: ['critical'] } })).toEqual([]);
});
