import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jsonWebKey } from '../../core/delivery/signature/json-web-key';
import { newKeyPair, newSecret, type SigningSecret } from '../../core/delivery/signature/signing-secret';
import { webhookRequest } from '../../core/delivery/webhook-request';
import type { Signature } from '../../core/subscription/subscription';

/** A scheme's section of docs/receiving.md: its snippets, and what a receiver that uses them knows. */
export interface Section {
  name: string;
  js: string;
  python: string;
  signature: Signature;
  /** Of the sender, current first; what the receiver knows belongs to the last. */
  secrets: SigningSecret[];
  known: unknown;
}

const [NEW, OLD] = [newSecret(Buffer.alloc(32, 1)), newSecret(Buffer.alloc(24, 2))];
const TEXT = "It's a Secret to Everybody, é";
const { secretKey, publicKey } = newKeyPair(Buffer.alloc(32, 3));

const shared = { secrets: [{ text: NEW }, { text: OLD }], known: OLD };
const text: Pick<Section, 'secrets' | 'known'> = { secrets: [{ kind: 'text', text: TEXT }], known: TEXT };
const keys: Pick<Section, 'secrets' | 'known'> = {
  secrets: [{ text: NEW }, { kind: 'ed25519', text: secretKey }],
  known: { keys: [jsonWebKey(newKeyPair(Buffer.alloc(32, 4)).publicKey), jsonWebKey(publicKey)] },
};

const SECTIONS: Omit<Section, 'js' | 'python'>[] = [
  { name: 'standard', signature: { scheme: 'standard' }, ...shared },
  { name: 'standard, v1a', signature: { scheme: 'standard', versions: ['v1', 'v1a'] }, ...keys },
  { name: 'github', signature: { scheme: 'github' }, ...text },
  { name: 'stripe', signature: { scheme: 'stripe' }, ...text },
  { name: 'keywordsai', signature: { scheme: 'keywordsai' }, ...text },
  { name: 'custom', signature: { scheme: 'custom', header: 'X-Signature', encoding: 'base64' }, ...text },
  {
    name: 'custom, SHA-512',
    signature: { scheme: 'custom', header: 'X-Signature', encoding: 'hex', algorithm: 'sha512' },
    ...text,
  },
  {
    name: 'custom, as Convoy',
    signature: {
      ...({ scheme: 'custom', header: 'X-Convoy-Signature', encoding: 'hex' } as const),
      ...{ signed: '{timestamp},{body}', value: 't={timestamp},v1={signature}' },
    },
    ...text,
  },
  {
    name: 'custom, as Hook0',
    signature: {
      ...({ scheme: 'custom', header: 'X-Hook0-Signature', encoding: 'hex' } as const),
      ...{ signed: '{timestamp}.webhook-id.{id}.{body}', value: 't={timestamp},h=webhook-id,v1={signature}' },
    },
    ...text,
  },
];

/**
 * The schemes as the guide explains them; throws if it explains others. A section is a heading (`##` or deeper) with the
 * scheme's name, below it one snippet marked `js` and one marked `python`, each with a function `verify`. A new section
 * needs a line in SECTIONS, in the order of the guide, and is then run on good and hostile requests.
 */
export function sections(): Section[] {
  const guide = readFileSync(path.join(__dirname, '../../docs/receiving.md'), 'utf8');
  const parts = guide.split(/^##+ /m).filter((part) => part.includes('```js'));
  const found = parts.map((part) => part.slice(0, part.indexOf('\n')));
  const expected = SECTIONS.map(({ name }) => name);
  if (found.join('; ') !== expected.join('; ')) throw new Error(`The guide has ${found.join('; ')}`);
  return SECTIONS.map((section, index) => {
    const snippet = (language: string): string =>
      new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(parts[index] ?? '')?.[1] ?? '';
    return { ...section, js: snippet('js'), python: snippet('python') };
  });
}

/** A request as a receiver sees it: names of headers in lower case. */
export function requestOf(
  { signature, secrets }: Section,
  data: string,
  at: number,
): { headers: Record<string, string>; body: string } {
  const stored = `{"id":"evt_1","type":"a","source":"b","time":"2026-01-01T00:00:00Z","data":${data}}`;
  const { headers, body } = webhookRequest(
    { signature, destination: { kind: 'webhook', url: 'https://example.com/' } },
    { id: 'evt_1', type: 'a', body: stored, at, version: '1', secrets },
  );
  return {
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}

/** The names of the headers that hold the signature: those that another secret makes different. */
export function signedHeaders(section: Section): string[] {
  const one = requestOf(section, '{}', 0).headers;
  const other = requestOf({ ...section, secrets: section.secrets.map(otherSecret) }, '{}', 0).headers;
  return Object.keys(one).filter((name) => one[name] !== other[name]);
}

const otherSecret = ({ kind, ...secret }: SigningSecret): SigningSecret => {
  if (kind === 'ed25519') return { kind, text: newKeyPair(Buffer.alloc(32, 5)).secretKey };
  return kind === 'text'
    ? { kind, text: `another ${secret.text}` }
    : { text: newSecret(Buffer.alloc(32, 5)) };
};

/** Whether the scheme signs the time, so that an old request can be refused: another time makes another signature. */
export function isTimed(section: Section): boolean {
  const [one, other] = [0, 1_000].map((at) => requestOf(section, '{}', at).headers);
  return signedHeaders(section).some((name) => one?.[name] !== other?.[name]);
}
