/**
 * JSON text as Python's `json.dumps(json.loads(text))` writes it, with its defaults: `, ` and `: ` between parts,
 * everything but printable ASCII as `\uXXXX`, names in the order in which they first came with the value that came
 * last, integers of any size, floats as `repr` has them (1E5 is 100000.0, 0.00001 is 1e-05, 1e400 is Infinity).
 * Receivers that sign what they have parsed and written again get the same text. `text` must be valid JSON.
 */
export function pythonJson(text: string): string {
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const [token] = pattern.exec(text) ?? [];
    if (token === undefined) throw new Error(`The text is no JSON at ${at}`);
    at += token.length;
    return token;
  }

  function value(): string {
    take(SPACE);
    const first = text[at];
    if (first === '{') return object();
    if (first === '[') return array();
    return first === '"' ? pythonString(string()) : pythonScalar(take(SCALAR));
  }

  const string = (): string => JSON.parse(take(STRING)) as string;

  function object(): string {
    const members = new Map<string, string>();
    list('}', () => {
      take(SPACE);
      const name = string();
      take(COLON);
      members.set(name, value());
    });
    return `{${[...members].map(([name, member]) => `${pythonString(name)}: ${member}`).join(', ')}}`;
  }

  function array(): string {
    const elements: string[] = [];
    list(']', () => elements.push(value()));
    return `[${elements.join(', ')}]`;
  }

  /** From the opening bracket to the closing one. */
  function list(end: string, element: () => void): void {
    at++;
    take(SPACE);
    if (text[at] === end) at++;
    else
      do element();
      while (take(NEXT).endsWith(','));
  }

  return value();
}

const SPACE = /[ \n\r\t]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const COLON = /[ \n\r\t]*:/y;
const NEXT = /[ \n\r\t]*[,\]}]/y;

const SHORT: Readonly<Record<string, string>> = {
  ...{ '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b' },
};

/** UTF-16 code unit by code unit, as Python does: half a character stays one. */
const pythonString = (text: string): string =>
  `"${text.replaceAll(
    /["\\]|[^ -~]/g,
    (unit) => SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

function pythonScalar(token: string): string {
  if (/^-?\d+$/.test(token)) return token === '-0' ? '0' : token;
  return /^[tfn]/.test(token) ? token : pythonFloat(Number(token));
}

/** `repr(float)`: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16. */
function pythonFloat(float: number): string {
  const sign = float < 0 || Object.is(float, -0) ? '-' : '';
  if (!Number.isFinite(float)) return `${sign}Infinity`;
  const [mantissa = '', power = ''] = Math.abs(float).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  return sign + placed(digits, Number(power));
}

function placed(digits: string, power: number): string {
  if (power < -4 || power >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const exponent = String(Math.abs(power)).padStart(2, '0');
    return `${digits[0] ?? ''}${fraction}e${power < 0 ? '-' : '+'}${exponent}`;
  }
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  return `${whole}.${digits.slice(power + 1) || '0'}`;
}
