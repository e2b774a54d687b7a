import fc from 'fast-check';

const digits = (max: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));

/** Numbers as JSON may write them: of any size and precision, and the ones that are easily got wrong. */
const numberText = fc.oneof(
  fc.constantFrom('-0', '-0.0', '1.0', '1e400', '-1E400', '1e-400', '9007199254740993', '0.00001', '5e-324'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.oneof(
        fc.constant('0'),
        fc.tuple(fc.constantFrom(...'123456789'), digits(30)).map(([a, b]) => a + b),
      ),
      fc.option(digits(25), { nil: '' }),
      fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E+'), digits(3)), { nil: ['', ''] }),
    )
    .map(([sign, whole, fraction, [e, power]]) => `${sign}${whole}${fraction && `.${fraction}`}${e}${power}`),
);

/** One character of a string: raw where JSON allows it, or escaped, be it half a character. */
const characterText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).map(rawOrEscaped) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\\n', '\\/', '\\"', '\\\\', '\\b', '\\u0000', '\u007f', 'e\u0301', '\u2028'),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(0xffff), fc.boolean()).map(([unit, upper]) => escaped(unit, upper)),
  },
  { weight: 1, arbitrary: fc.constantFrom('\\ud83d', '\\uDD14', '\\ud83d\\udd14', '\u{1f514}') },
);

function rawOrEscaped(character: string): string {
  return /["\\\u0000-\u001f]/.test(character) ? escaped(character.charCodeAt(0), false) : character;
}

function escaped(unit: number, upper: boolean): string {
  const hex = unit.toString(16).padStart(4, '0');
  return `\\u${upper ? hex.toUpperCase() : hex}`;
}

const stringText = fc.array(characterText, { maxLength: 8 }).map((characters) => `"${characters.join('')}"`);

const space = fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n ');

/** Any JSON text, without space around it: repeated names, odd numbers, escapes, every spacing. */
export const jsonText = (): fc.Arbitrary<string> =>
  fc.letrec<{ value: string }>((tie) => {
    const spaced = fc.tuple(space, tie('value'), space).map((parts) => parts.join(''));
    const name = fc.oneof(fc.constantFrom('"a"', '"\\u0061"', '"2"', '"1"', '"__proto__"', '""'), stringText);
    const member = fc.tuple(space, name, space, spaced).map(([a, b, c, d]) => `${a}${b}${c}:${d}`);
    return {
      value: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.oneof(fc.constantFrom('null', 'true', 'false', '{}', '[]', '{ }'), numberText, stringText),
        fc.array(spaced, { maxLength: 4 }).map((elements) => `[${elements.join(',')}]`),
        fc.array(member, { maxLength: 4 }).map((members) => `{${members.join(',')}}`),
      ),
    };
  }).value;
