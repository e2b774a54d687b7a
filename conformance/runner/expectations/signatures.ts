import { createHmac, createPublicKey, verify } from 'node:crypto';
import type { ExpectationOf } from '../../format/expectation';
import { fieldsOf, type RecordedRequest } from '../../receiver/record';
import { type Actor, actorNamed, headerName, selected, type Stage } from '../stage';

/** Standard Webhooks, "Signature scheme" and "Webhook headers". */
export function signatures(stage: Stage, expected: ExpectationOf<'signatures'>): string | undefined {
  const requests = selected(stage, expected);
  if (requests.length === 0) return 'no request to look for signatures in';
  return requests.map((request) => signatureFault(stage, request, expected)).find((fault) => fault);
}

function signatureFault(
  stage: Stage,
  request: RecordedRequest,
  { endpoint, secrets = [0], v1a, only }: ExpectationOf<'signatures'>,
): string | undefined {
  const actor = actorNamed(stage, endpoint);
  const [id, timestamp, signature] = ['@id', '@timestamp', '@signature'].map(
    (name) => fieldsOf(request, headerName(stage, name))[0],
  );
  if (id === undefined || timestamp === undefined || signature === undefined)
    return `request ${request.number} has no id, no timestamp or no signature`;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), request.body]);
  const given = signature.split(' ').map((each) => each.split(',', 2) as [string, string | undefined]);
  const values = (version: string): string[] =>
    given.filter(([each]) => each === version).map(([, value]) => value ?? '');
  const fault = only === 'v1a' ? undefined : symmetricFault(actor, secrets, values('v1'), signed);
  const asymmetric = v1a || only === 'v1a' ? asymmetricFault(actor, values('v1a'), signed) : undefined;
  const found = fault ?? asymmetric;
  return found && `request ${request.number}: ${found}`;
}

function symmetricFault(
  { secrets }: Actor,
  wanted: number[],
  values: string[],
  signed: Buffer,
): string | undefined {
  const made = wanted.map((index) => secrets[index]);
  const missing = made.indexOf(undefined);
  if (missing !== -1) return `the sender told no secret ${wanted[missing]}`;
  const right = made.map((secret) => hmac(secret ?? '', signed));
  if (right.join(' ') === values.join(' ')) return undefined;
  const found = values.map((value) => {
    const index = secrets.findIndex((secret) => hmac(secret, signed) === value);
    return index === -1 ? 'one that is wrong' : `secret ${index}`;
  });
  return `signed with [${found.join(', ')}], not with [${wanted.map((each) => `secret ${each}`).join(', ')}]`;
}

function hmac(secret: string, signed: Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(signed).digest('base64');
}

function asymmetricFault({ publicKey }: Actor, values: string[], signed: Buffer): string | undefined {
  if (publicKey === undefined) return 'the sender told no public key';
  const raw = Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64');
  if (raw.length !== 32) return `the public key has ${raw.length} bytes, not 32`;
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  const valid = values.some((value) => verify(null, signed, key, Buffer.from(value, 'base64')));
  return valid ? undefined : 'no valid v1a signature';
}
