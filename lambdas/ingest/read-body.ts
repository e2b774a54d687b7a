import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LIMITS } from '../../core/event/limits';
import { problem, type Problem } from '../../core/problem';

/** The request's body as text; `gzip` is understood, and inflated no further than a request may be long. */
export function readBody({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): string | Problem {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return bytes.toString('utf8');
  if (encoding !== 'gzip')
    return problem(415, `The content encoding ${encoding} is not supported: send gzip, or none`);
  try {
    return gunzipSync(bytes, { maxOutputLength: LIMITS.requestBytes }).toString('utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      return problem(
        413,
        `A request may have at most ${LIMITS.requestBytes} bytes (2 MiB) after decompression`,
      );
    }
    return problem(400, 'The body is not valid gzip');
  }
}
