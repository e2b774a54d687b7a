import { mentionOf, newestMentions } from '../../../core/monitor/mention';

const entry = { id: 'evt_1', receivedAt: 5 };

it.each<[string, unknown, string | undefined]>([
  ['its type', { error: { type: 'timeout', message: 'The model' } }, 'timeout'],
  ['its code', { error: { code: 'rate_limit_exceeded' } }, 'rate_limit_exceeded'],
  ['its name', { error: { name: 'TypeError' } }, 'TypeError'],
  ['a member beside it', { errorType: 'timeout', error: { message: 'x' } }, 'timeout'],
  ['the attribute of OpenTelemetry', { 'error.type': '500' }, '500'],
  ['a message of one word', { error: { message: 'timeout' } }, 'timeout'],
  ['a text of one word', { error: 'timeout' }, 'timeout'],
  ['no sentence', { error: { message: 'Ask anna@example.com' } }, undefined],
  ['nothing too long', { error: 'x'.repeat(65) }, undefined],
  ['nothing that is no text', { error: { type: 5, code: null } }, undefined],
  ['nothing where there is no data', null, undefined],
  ['nothing of a list', { error: ['timeout'] }, undefined],
])('An event is mentioned with the kind of its error: %s', (_, data, error) => {
  expect(mentionOf(entry, { data })).toEqual({ ...entry, ...(error !== undefined && { error }) });
});

it('An event is mentioned with the beginning of its subject', () => {
  expect(mentionOf({ ...entry, subject: 'r'.repeat(100) }, {}).run).toHaveLength(64);
  expect(mentionOf({ ...entry, subject: `${'r'.repeat(63)}😀` }, {}).run?.isWellFormed()).toBe(true);
});

it('The three newest of all mentions are named, newest first, each once', () => {
  const mentions = [3, 1, 4, 1, 5].map((receivedAt) => ({ id: `evt_${receivedAt}`, receivedAt }));
  expect(newestMentions(mentions).map(({ receivedAt }) => receivedAt)).toEqual([5, 4, 3]);
});
