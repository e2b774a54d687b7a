import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Flaw } from './flaws';

interface Secret {
  text: string;
  expiresAt: number;
}

const MADE_ONCE = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The secrets of one endpoint, newest first, and its signatures. */
export class Secrets {
  readonly publicKey: string;
  private secrets: Secret[];
  private privateKey: KeyObject;

  constructor(
    private has: (flaw: Flaw) => boolean,
    private kinds: ('v1' | 'v1a')[],
    given?: string,
  ) {
    this.secrets = [{ text: given ?? this.made(), expiresAt: Infinity }];
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = has('wrongKeyPair') ? generateKeyPairSync('ed25519').privateKey : privateKey;
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.publicKey = `whpk_${der.subarray(-32).toString('base64')}`;
  }

  get newest(): string {
    return this.secrets[0]?.text ?? '';
  }

  rotate(now: number, overlapSeconds: number): void {
    const end = this.has('oldSecretForEver') ? Infinity : now + overlapSeconds * 1_000;
    const old = this.secrets.map(({ text, expiresAt }) => ({ text, expiresAt: Math.min(expiresAt, end) }));
    const kept = this.has('forgetsOldSecret') ? 0 : this.has('oneOldSecret') ? 1 : 10;
    this.secrets = [{ text: this.made(), expiresAt: Infinity }, ...old.slice(0, kept)];
  }

  signature(id: string, now: number, timestamp: number, body: string): string {
    const content = `${id}.${timestamp}.${body}`;
    const live = this.secrets.filter(({ expiresAt }) => expiresAt > now);
    if (this.has('oldSecretFirst')) live.reverse();
    const signed = {
      v1: live.map(({ text }) => `v1,${hmac(this.has('wrongSecret') ? MADE_ONCE : text, content)}`),
      v1a: [`v1a,${sign(null, Buffer.from(content), this.privateKey).toString('base64')}`],
    };
    const kinds = this.has('oneSignature') ? this.kinds.slice(0, 1) : this.kinds;
    return kinds.flatMap((kind) => signed[kind]).join(' ');
  }

  private made(): string {
    if (this.has('sharedSecret')) return MADE_ONCE;
    return `whsec_${randomBytes(this.has('shortSecret') ? 8 : 32).toString('base64')}`;
  }
}

function hmac(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
