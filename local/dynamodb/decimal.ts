import { invalid } from './invalid';

/** `coefficient` × 10^`exponent`, the coefficient without trailing zeros (zero is 0 × 10^0). */
interface Decimal {
  coefficient: bigint;
  exponent: number;
}

const FORM = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;
const NORMAL_INTEGER = /^(?:0|-?[1-9]\d{0,36})$/;
const MAX_DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;

function parse(text: string): Decimal {
  const match = FORM.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') throw notNumeric(text);
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return { coefficient: 0n, exponent: 0 };
  const exponent = Number(match[4] ?? 0) - fraction.length + digits.length - significant.length;
  return checked(significant, match[1] === '-', exponent);
}

function notNumeric(text: string): Error {
  const detail = text === '' ? '' : `: ${text}`;
  return invalid(`The parameter cannot be converted to a numeric value${detail}`);
}

function checked(significant: string, negative: boolean, exponent: number): Decimal {
  const magnitude = significant.length - 1 + exponent;
  if (magnitude > MAX_MAGNITUDE) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (magnitude < MIN_MAGNITUDE) {
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (significant.length > MAX_DIGITS) {
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  }
  return { coefficient: negative ? -BigInt(significant) : BigInt(significant), exponent };
}

function format({ coefficient, exponent }: Decimal): string {
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString();
  const sign = negative ? '-' : '';
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** The two coefficients on the smaller of the two exponents. */
function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scale = (d: Decimal): bigint => d.coefficient * 10n ** BigInt(d.exponent - exponent);
  return [scale(a), scale(b), exponent];
}

/** The plain form that DynamoDB stores: no exponent, no superfluous zeros. Refuses what does not fit 38 digits, 1E-130 to 9.9E+125. */
export function normalizeNumber(text: string): string {
  return NORMAL_INTEGER.test(text) ? text : format(parse(text));
}

/** Negative, zero or positive, as for `Array.sort`. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  const [a, b] = align(parse(left), parse(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Exact; refuses a result of more than 38 significant digits. */
export function addNumbers(left: string, right: string): string {
  const [a, b, exponent] = align(parse(left), parse(right));
  return rescaled(a + b, exponent);
}

/** Exact; refuses a result of more than 38 significant digits. */
export function subtractNumbers(left: string, right: string): string {
  const [a, b, exponent] = align(parse(left), parse(right));
  return rescaled(a - b, exponent);
}

function rescaled(coefficient: bigint, exponent: number): string {
  if (coefficient === 0n) return '0';
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  const significant = digits.replace(/0+$/, '');
  return format(checked(significant, coefficient < 0n, exponent + digits.length - significant.length));
}

/** Count of significant digits, for sizes. */
export function significantDigits(text: string): number {
  return text
    .replace(/^-?0*\.?0*/, '')
    .replace('.', '')
    .replace(/0+$/, '').length;
}

const EXPONENT_OFFSET = 200;
const END_OF_NEGATIVE = 0xff;

/** Bytes that compare (memcmp) as the numbers do. */
export function sortableNumber(text: string): Buffer {
  const { coefficient, exponent } = parse(text);
  if (coefficient === 0n) return Buffer.from([1]);
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString();
  const magnitude = digits.length + exponent + EXPONENT_OFFSET;
  const positive = [magnitude >> 8, magnitude & 0xff, ...Array.from(digits, Number)];
  return negative
    ? Buffer.from([0, ...positive.map((byte) => 0xfe - byte), END_OF_NEGATIVE])
    : Buffer.from([2, ...positive]);
}
