/** What a client gets. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

/** An answer that API Gateway makes itself. */
export function gatewayAnswer(status: number, message: string): Answer {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body };
}

export const internalError = (): Answer => gatewayAnswer(500, 'Internal Server Error');

type Scalar = string | number | boolean;

/**
 * A function's result as an HTTP answer, response format 2.0: without a `statusCode` the result itself is the body
 * of a 200 in JSON. Nothing if the result is malformed, which the client sees as an internal error.
 */
export function functionAnswer(payload: string): Answer | undefined {
  const result = JSON.parse(payload) as unknown;
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return inferred(result, payload);
  const given = { headers: {}, cookies: [], body: '', ...result } as Record<string, unknown>;
  const { headers, cookies, body, isBase64Encoded } = given;
  const status = Number(given['statusCode']);
  if (!isStatus(status)) return undefined;
  if (typeof body !== 'string' || !isScalarMap(headers) || !Array.isArray(cookies)) return undefined;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: { 'content-type': 'text/plain;charset=utf-8', ...Object.fromEntries(named) },
    cookies: cookies.map(String),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

const isStatus = (status: number): boolean => Number.isInteger(status) && status >= 100 && status <= 599;

function inferred(result: unknown, payload: string): Answer {
  const text = typeof result === 'string' ? result : payload;
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(text),
  };
}

function isScalarMap(value: unknown): value is Record<string, Scalar> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each));
}
