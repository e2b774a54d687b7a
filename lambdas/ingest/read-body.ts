import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LIMITS } from '../../core/event/limits';
import { problem, type Problem } from '../../core/problem';
import { isAsSent, NOT_AS_SENT } from '../is-as-sent';

/** The first byte of gzip (RFC 1952, section 2.3.1): in text it survives whatever becomes of the others, in JSON it is none. */
const GZIP_BEGINS = '\x1f';

const TAKEN_FOR_TEXT = problem(
  400,
  'The compressed body was taken for text on its way here and is lost: send it with the content type ' +
    'application/octet-stream, or uncompressed',
);

/** The request's body as text; `gzip` is understood, and inflated no further than a request may be long. */
export function readBody(request: APIGatewayProxyEventV2): string | Problem {
  return readText(request, LIMITS.requestBytes);
}

/** The same, inflated no further than `maxBytes`. */
export function readText(request: APIGatewayProxyEventV2, maxBytes: number): string | Problem {
  const bytes = readBytes(request, maxBytes);
  return Buffer.isBuffer(bytes) ? text(bytes) : bytes;
}

/** The request's body, inflated no further than `maxBytes`. */
export function readBytes(request: APIGatewayProxyEventV2, maxBytes: number): Buffer | Problem {
  const { body = '', isBase64Encoded, headers } = request;
  if (!isBase64Encoded && !body.startsWith(GZIP_BEGINS) && !isAsSent(request))
    return problem(400, NOT_AS_SENT);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const encoding = encodingOf(headers);
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip')
    return problem(415, `The content encoding ${encoding} is not supported: send gzip, or none`);
  // Text is what a gateway has inflated itself, or has spoilt.
  if (!isBase64Encoded) return body.startsWith(GZIP_BEGINS) ? TAKEN_FOR_TEXT : bytes;
  return inflated(bytes, maxBytes);
}

const encodingOf = (headers: APIGatewayProxyEventV2['headers']): string =>
  headers['content-encoding']?.trim().toLowerCase() || 'identity';

function inflated(bytes: Buffer, maxBytes: number): Buffer | Problem {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_BUFFER_TOO_LARGE')
      return problem(400, 'The body is not valid gzip');
    return problem(
      413,
      `A request may have at most ${maxBytes} bytes (${maxBytes / 2 ** 20} MiB) after decompression`,
    );
  }
}

/** What is no UTF-8 is refused: replacing it would hand on something else than was sent. */
const text = (bytes: Buffer): string | Problem =>
  isUtf8(bytes) ? bytes.toString('utf8') : problem(400, 'The body is not valid UTF-8');
