import fc from 'fast-check';
import { jsonText } from '../json-text';

const EXTREMES = [
  ...['1e300', '-1e300', '1e999', '9007199254740993', '-9007199254740993', '1e-200', '5e-324', '-0', '1e15'],
  ...['1e16', '0.1', '1e-9', '0.5', '86400000', '"\\ud83d"', '"\\udd14x"', '""', 'null', 'true', '[]', '{}'],
];

const text = fc.oneof(
  fc.constantFrom('x'.repeat(3_000), '\u{1f514}'.repeat(256), '\u{1f514}'.repeat(257), '漢'.repeat(256)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

/** JSON text of a member of an event's data: anything, and what tables and arithmetic are easily wrong about. */
const member = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...EXTREMES) },
  { weight: 1, arbitrary: text.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: jsonText() },
);

/** Names that monitors look at. */
const NAMES = ['k', 'n', 'm', 'deadlineMs', 'costMicroUsd', 'tool'];

/** JSON text of an event's data. */
export const anyData = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...NAMES.map((name) =>
        fc.option(
          member.map((value) => `"${name}":${value}`),
          { nil: '' },
        ),
      ),
    )
    .map((members) => `{${members.filter((one) => one !== '').join(',')}}`);

/** A `source` or `subject` that ingest accepts. */
export const anyName = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('\u{1f514}'.repeat(256), '漢'.repeat(256), 'x'.repeat(256), ' ', '/', '__proto__', '%2F'),
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((name) => !/[\p{Cc}\u2028\u2029]/u.test(name)),
  );
