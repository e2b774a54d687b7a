import { forbiddenChanges } from './stateful-changes';
import type { Stateful } from './stateful-resources';

const index = { KeySchema: 'dueShard', Projection: 'ALL' };
const table = {
  Type: 'AWS::DynamoDB::GlobalTable',
  TableName: null,
  AttributeDefinitions: { pk: 'S', dueAt: 'N' },
  'index due': index,
};
const queue = { Type: 'AWS::SQS::Queue', QueueName: null };
const before: Stateful = { Events: table, Queue: queue };
const { 'index due': _, ...withoutIndex } = table;

it.each<[string, Stateful, Stateful?]>([
  ['nothing changes', before],
  ['a resource comes', { ...before, Log: { Type: 'AWS::Logs::LogGroup', LogGroupName: null } }],
  ['another property is recorded from now on', { ...before, Queue: { ...queue, FifoQueue: null } }],
  ['an index comes', { ...before, Events: { ...table, 'index list': index } }],
  [
    'an index goes, with its attribute',
    { ...before, Events: { ...withoutIndex, AttributeDefinitions: { pk: 'S' } } },
  ],
  [
    'each of two tables has an index more',
    { ...before, Events: { ...table, 'index list': index }, Jobs: { ...table, 'index list': index } },
    { ...before, Jobs: table },
  ],
])('may happen: %s', (_name, after, from = before) => {
  expect(forbiddenChanges(from, after)).toEqual([]);
});

it.each<[string, Stateful, string]>([
  ['a resource goes', { Events: table }, 'Queue is removed'],
  ['a resource has another logical id', { Events: table, Queue2: queue }, 'Queue is removed'],
  ['a name is given', { ...before, Queue: { ...queue, QueueName: 'q' } }, 'Queue: QueueName changes'],
  [
    'a record is left out',
    { ...before, Queue: { Type: queue.Type } },
    'Queue: QueueName is no longer recorded',
  ],
  [
    'an attribute has another type',
    { ...before, Events: { ...table, AttributeDefinitions: { pk: 'S', dueAt: 'S' } } },
    'Events: the type of dueAt changes',
  ],
  [
    'an index projects something else',
    { ...before, Events: { ...table, 'index due': { ...index, Projection: 'KEYS_ONLY' } } },
    'Events: index due changes',
  ],
  [
    'two indexes come',
    { ...before, Events: { ...table, 'index a': index, 'index b': index } },
    'Events: more than one index at once: index a, index b',
  ],
  [
    'an index is renamed',
    { ...before, Events: { ...withoutIndex, 'index later': index } },
    'Events: more than one index at once: index due, index later',
  ],
])('may not happen: %s', (_name, after, change) => {
  expect(forbiddenChanges(before, after)).toEqual([change]);
});
