import { candidatePatterns, isEventType, isTypePattern } from '../../../core/subscription/event-type';

const types = ['agent.run.failed', 'a', 'A-1_b.c', 'x'.repeat(128)];
const never = [
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  'a b',
  'é',
  'a/b',
  'a#b',
  'a\n',
  '**',
  '*.a',
  'a*',
  'a.*.b',
  'x'.repeat(129),
];

test.each(types)('%s is an event type, and may be subscribed to', (type) => {
  expect(isEventType(type)).toBe(true);
  expect(isTypePattern(type)).toBe(true);
});

test.each(['*', 'agent.*', 'agent.run.*'])('%s may be subscribed to, but is no type', (pattern) => {
  expect(isTypePattern(pattern)).toBe(true);
  expect(isEventType(pattern)).toBe(false);
});

test.each(never)('%j is neither', (text) => {
  expect(isEventType(text)).toBe(false);
  expect(isTypePattern(text)).toBe(false);
});

test('the candidates of a type are itself, what is above it, and everything', () => {
  expect(candidatePatterns('agent.run.failed')).toEqual(['agent.run.failed', 'agent.run.*', 'agent.*', '*']);
  expect(candidatePatterns('ping')).toEqual(['ping', '*']);
});
