import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Remembered, Request } from '../../../adapters/aws/idempotency';
import { transact } from '../../../adapters/aws/transact';
import { InvalidInput } from '../../../core/configuration/errors';
import { idempotencyKeyProblem } from '../../../core/idempotency-key';
import { seal, unseal } from '../../../core/seal';
import type { Admin } from '../admin';
import type { Answer } from '../route';
import { HttpFault } from './fault';

/** A twin waits this long for the first of two equal requests, within the function's 29 s. */
const TWIN_WAIT_MS = 12_000;
const TWIN_PAUSE_MS = 150;

const sha256 = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Throws `InvalidInput` for a header that is no key. */
export function idempotentRequest(key: string, project: string, keyId: string, asked: string[]): Request {
  const fault = idempotencyKeyProblem(key);
  if (fault !== undefined) throw new InvalidInput([{ pointer: '', detail: fault }]);
  return { project: project || 'root', digest: sha256(keyId, key), requestHash: sha256(...asked) };
}

/**
 * Answers a request once (24 h): a repeat gets the first one's answer, a concurrent twin waits for it, and
 * the same key with another request is refused (draft-ietf-httpapi-idempotency-key-header, section 2.7).
 */
export async function remembered(
  admin: Admin,
  request: Request,
  secret: boolean,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const claimant = randomUUID();
  for (let waited = 0; ; waited += TWIN_PAUSE_MS) {
    const known = await admin.idempotency.claim(request, claimant, admin.now());
    if (known === undefined) return answerOnce(admin, request, claimant, secret, answer);
    if (known.requestHash !== request.requestHash) {
      throw new HttpFault(422, 'This Idempotency-Key was used with another request.');
    }
    if (known.state === 'done') return recalled(admin, request, known);
    if (waited >= TWIN_WAIT_MS) {
      throw new HttpFault(409, 'The first request with this Idempotency-Key is still running.', {
        'retry-after': '5',
      });
    }
    await wait(TWIN_PAUSE_MS);
  }
}

async function answerOnce(
  admin: Admin,
  request: Request,
  claimant: string,
  secret: boolean,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const { writes = [], afterwards, ...rest } = await answer();
    const text = JSON.stringify(rest);
    const kept = secret
      ? seal(await admin.dataKeys.get(request.project), text, contextOf(request), admin.random(12))
      : text;
    const completion = admin.idempotency.completion(request, claimant, kept, secret);
    await transact(admin.tables, [...writes, completion], admin.chance);
    await afterwards?.();
    return rest;
  } catch (error) {
    await admin.idempotency.release(request, claimant);
    throw error;
  }
}

async function recalled(
  admin: Admin,
  request: Request,
  { answer = '', sealed }: Remembered,
): Promise<Answer> {
  const text = sealed
    ? unseal(await admin.dataKeys.get(request.project), answer, contextOf(request))
    : answer;
  const first = JSON.parse(text) as Answer;
  return { ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } };
}

const contextOf = ({ project, digest }: Request): string => `${project}/idempotency/${digest}`;
