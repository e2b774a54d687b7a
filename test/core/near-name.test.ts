import { didYouMean, nearName } from '../../core/near-name';

test.each([
  ['support-bto', 'support-bot', 'two letters that have changed places'],
  ['supportbot', 'support-bot', 'a character that is missing'],
  ['support-boot', 'support-bot', 'a character too many'],
  ['Support-Bot', 'support-bot', 'another case'],
  ['suport-bt', 'support-bot', 'two characters that are missing'],
  ['agent.run.fail', 'agent.run.failed', 'an end that is missing'],
  ['alert.fired', 'alert.firing', 'another end'],
])('%s was meant to be %s: %s', (given, meant) => {
  expect(nearName(given, ['billing-bot-of-another-team', meant, 'search'])).toBe(meant);
});

test.each([
  ['sales-bot', ['support-bot']],
  ['a', ['b']],
  ['support-bot', ['support-bot']],
  ['', ['x']],
  ['bot', []],
])('Nothing is near %s', (given, known) => {
  expect(nearName(given, known)).toBeUndefined();
});

test('The nearest of several names wins, and of equals the first', () => {
  expect(nearName('support-bo', ['support-bird', 'support-bot', 'support-box'])).toBe('support-bot');
});

test('A name of the prototype is as unknown as any other', () => {
  expect(nearName('constructor', ['construct'])).toBe('construct');
  expect(didYouMean('__proto__', ['proto'])).toBe('');
});

test('A suggestion is quoted, so that it can be read whatever it holds', () => {
  expect(didYouMean('say "hi', ['say "hit'])).toBe(': did you mean "say \\"hit"?');
  expect(didYouMean('x', ['y'])).toBe('');
});

test('Long names are compared only where three edits can reach, not letter by letter with each other', () => {
  const known = Array.from({ length: 300 }, (_, index) => `${'n'.repeat(245)}-${index}${'x'.repeat(5)}`);
  const began = performance.now();
  expect(nearName('n'.repeat(256), known)).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(5_000);
});
