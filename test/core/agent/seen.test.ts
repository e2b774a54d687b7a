import { SEEN, sighting, unseenProblem, unseenWarning } from '../../../core/agent/seen';

const known = { asked: ['billing-bot'], sources: new Set(['support-bot', 'tocsin']), complete: true };

test('An agent with a stored event has been seen', () => {
  expect(sighting('support-bot', known)).toEqual(SEEN);
  expect(unseenWarning('support-bot', SEEN)).toBeUndefined();
});

test('An agent without any event is unseen, and the nearest known name is what was meant', () => {
  expect(sighting('support-bto', known)).toEqual({ seen: false, meant: 'support-bot' });
  expect(sighting('biling-bot', known)).toEqual({ seen: false, meant: 'billing-bot' });
  expect(sighting('search', known)).toEqual({ seen: false });
});

test('Neither the row of all agents nor Tocsin itself is suggested', () => {
  expect(sighting('tocsim', { ...known, asked: [''] })).toEqual({ seen: false });
});

test('Where older events were not looked at, nothing is decided', () => {
  expect(sighting('support-bto', { ...known, complete: false })).toEqual({
    seen: null,
    meant: 'support-bot',
  });
});

test('Both texts name the agent and the suggestion', () => {
  const unseen = { seen: false, meant: 'support-bot' };
  const text = 'No agent "support-bto" has been seen. Did you mean "support-bot"?';
  expect(unseenProblem('support-bto', unseen)).toBe(text);
  expect(unseenWarning('support-bto', unseen)).toBe(text);
  expect(unseenWarning('search', { seen: null })).toBe(
    'No event of "search" is among the newest that are stored.',
  );
});
