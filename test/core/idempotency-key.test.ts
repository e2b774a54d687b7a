import { idempotencyKeyProblem } from '../../core/idempotency-key';

it.each(['a', 'x'.repeat(255), '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', '~!#'])(
  'The Idempotency-Key %j is taken',
  (key) => expect(idempotencyKeyProblem(key)).toBeUndefined(),
);

it.each([
  '',
  ' ',
  '   ',
  'x'.repeat(256),
  'two words',
  ' a',
  'a ',
  '\t',
  'ä',
  'a\u007f',
  'a\n',
  '\u{1f514}',
  'a,a',
  'a, b',
])('The Idempotency-Key %j is refused', (key) =>
  expect(idempotencyKeyProblem(key)).toContain('1 to 255 visible ASCII characters'),
);
