import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key as `tls.createServer` takes them. */
export interface Certificate {
  cert: string;
  key: string;
}

interface Wanted {
  /** DNS names of the subject, or IPv4 addresses. */
  names: string[];
  from?: Date;
  until?: Date;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = '06082a8648ce3d040302';

/** A certificate authority of its own, for certificates with whatever is wrong with them. */
export class Authority {
  private keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private subject = name('Test authority');

  /** PEM, for those who are to trust it. */
  get cert(): string {
    const constraints = extension('0603551d13', sequence(der(0x01, Buffer.from([0xff]))), true);
    return this.issued(this.subject, this.keys.publicKey, { names: [] }, [constraints]);
  }

  issue(wanted: Wanted): Certificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const names = wanted.names.map((one) =>
      /^[\d.]+$/.test(one) ? der(0x87, Buffer.from(one.split('.').map(Number))) : der(0x82, Buffer.from(one)),
    );
    const alternatives = extension('0603551d11', sequence(...names));
    const cert = this.issued(name(wanted.names[0] ?? ''), publicKey, wanted, [alternatives]);
    return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
  }

  /** RFC 5280, section 4.1. */
  private issued(
    subject: Buffer,
    publicKey: KeyObject,
    { from, until }: Wanted,
    extensions: Buffer[],
  ): string {
    const validity = sequence(
      time(from ?? new Date(Date.now() - DAY_MS)),
      time(until ?? new Date(Date.now() + DAY_MS)),
    );
    const algorithm = sequence(Buffer.from(ECDSA_WITH_SHA256, 'hex'));
    const body = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.from([1, ...crypto.getRandomValues(new Uint8Array(8))])),
      algorithm,
      this.subject,
      validity,
      subject,
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(...extensions)),
    );
    const signature = sign('sha256', body, this.keys.privateKey);
    const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
    return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));

const name = (common: string): Buffer =>
  sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(common)))));

/** GeneralizedTime, `20260101000000Z`. */
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\..*/g, '')}Z`));

const extension = (oid: string, content: Buffer, critical = false): Buffer =>
  sequence(
    Buffer.from(oid, 'hex'),
    ...(critical ? [der(0x01, Buffer.from([0xff]))] : []),
    der(0x04, content),
  );
