import { join } from 'node:path';
import { newKeyPair, newSecret, type SigningSecret } from '../../core/delivery/signature/signing-secret';
import type { Signature } from '../../core/subscription/subscription';
import { hostileRequests, type HostileRequest } from '../docs/hostile-requests';
import { isTimed, requestOf, sections, type Section } from '../docs/receiving';

/** A request that the Python SDK has to take or to refuse. */
interface Vector {
  name: string;
  signature: Signature;
  secret: unknown;
  /** Epoch seconds, of the receiver. */
  now: number;
  headers: HostileRequest['headers'];
  /** Base64. */
  body: string;
  verifies: boolean;
}

export const VECTORS = join(__dirname, '../../sdk-python/tests/vectors.json');

const NOW = Date.UTC(2026, 0, 31, 12);
/** Larger requests are made by the Python tests themselves. */
const MAX_BYTES = 1_000;
const DATA = '{"é\u{1F514}":9007199254740993,"b":[1.0,0.00001]}';

const text: SigningSecret = { kind: 'text', text: "It's a Secret to Everybody, é" };
const [NEW, OLD] = [newSecret(Buffer.alloc(32, 1)), newSecret(Buffer.alloc(24, 2))];
const { secretKey, publicKey } = newKeyPair(Buffer.alloc(32, 3));

type Setup = Pick<Section, 'name' | 'signature' | 'secrets' | 'known'>;

/** What the guide does not have a section of. */
const MORE: Setup[] = [
  {
    name: 'standard, a list of secrets',
    signature: { scheme: 'standard' },
    secrets: [{ text: NEW }],
    known: [OLD, NEW],
  },
  {
    name: 'standard, a public key as text',
    signature: { scheme: 'standard', versions: ['v1a'] },
    secrets: [{ kind: 'ed25519', text: secretKey }],
    known: publicKey,
  },
  {
    name: 'stripe, its own header',
    signature: { scheme: 'stripe', header: 'X-Signature' },
    ...{ secrets: [text], known: text.text },
  },
  {
    name: 'stripe, both secrets sign',
    signature: { scheme: 'stripe' },
    secrets: [{ kind: 'text', text: 'the new secret' }, text],
    known: text.text,
  },
  {
    name: 'custom, a prefix',
    signature: { scheme: 'custom', header: 'X-Signature', encoding: 'base64', prefix: 'v0=' },
    ...{ secrets: [text], known: text.text },
  },
  {
    name: 'custom, the type is signed',
    signature: { scheme: 'custom', header: 'X-Signature', encoding: 'hex', signed: '{type}:{id}:{body}' },
    ...{ secrets: [text], known: text.text },
  },
];

/** Every scheme as our own signer signs it, and hostile requests to each. */
const vectors = (): Vector[] =>
  [...sections(), ...MORE.map((setup) => ({ ...setup, js: '', python: '' }))].flatMap(vectorsOf);

function vectorsOf(section: Section): Vector[] {
  const { name, signature, known } = section;
  const good = requestOf(section, DATA, NOW);
  const old = requestOf(section, '{}', NOW - 302_000);
  const vector = (
    what: string,
    verifies: boolean,
    request: Pick<HostileRequest, 'headers'> & { body: string | Buffer },
  ): Vector => ({
    name: `${name}: ${what}`,
    ...{ signature, secret: known, now: NOW / 1_000, headers: request.headers },
    body: Buffer.from(request.body).toString('base64'),
    verifies,
  });
  return [
    vector('signed', true, good),
    vector('forged', false, { ...good, body: good.body.replace('evt_1', 'evt_2') }),
    vector('five minutes old', !isTimed(section), old),
    ...hostileRequests(section, NOW)
      .filter((request) => JSON.stringify(request.headers).length + request.body.length < MAX_BYTES)
      .map((request) => vector(request.what, false, request)),
  ];
}

export const vectorsText = (): string =>
  `[\n${vectors()
    .map((vector) => JSON.stringify(vector))
    .join(',\n')}\n]\n`;
