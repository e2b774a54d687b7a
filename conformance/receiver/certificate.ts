import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, context, identifier, integer, octets, sequence, set, text, time, yes } from './der';

/** PEM texts for `tls.createServer`. */
export interface Certified {
  key: string;
  cert: string;
}

export type CertificateKind = 'trusted' | 'selfSigned' | 'otherHost' | 'expired';

const DAY_MS = 86_400_000;
const ECDSA_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));

interface Issued {
  subject: string;
  hosts: string[];
  validFrom: number;
  validUntil: number;
  authority?: true;
}

/**
 * A certificate authority of one run, and the good and bad certificates that endpoints show. Made anew each time
 * (RFC 5280), so that no private key lies anywhere and nothing expires on a shelf.
 */
export class Authority {
  private keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** PEM; what a sender is to trust. */
  readonly cert: string;
  private made = new Map<CertificateKind, Certified>();

  /** `hosts` are the names and IPv4 addresses of good endpoints. */
  constructor(
    private hosts: string[],
    private now = Date.now(),
  ) {
    this.cert = pem(
      'CERTIFICATE',
      this.certificate(this.valid(AUTHORITY, [], true), this.keys.publicKey, this.keys.privateKey),
    );
  }

  certified(kind: CertificateKind): Certified {
    const known = this.made.get(kind);
    if (known) return known;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = kind === 'selfSigned' ? privateKey : this.keys.privateKey;
    const der = this.certificate(this.issued(kind), publicKey, signer, kind === 'selfSigned');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const certified = { key, cert: pem('CERTIFICATE', der) };
    this.made.set(kind, certified);
    return certified;
  }

  private issued(kind: CertificateKind): Issued {
    if (kind === 'otherHost') return this.valid('other.example', ['other.example']);
    const good = this.valid('endpoint', this.hosts);
    return kind === 'expired' ? { ...good, validUntil: this.now - DAY_MS } : good;
  }

  private valid(subject: string, hosts: string[], authority = false): Issued {
    const { now } = this;
    return {
      ...{ subject, hosts, validFrom: now - 30 * DAY_MS, validUntil: now + 30 * DAY_MS },
      ...(authority && { authority }),
    };
  }

  private certificate(issued: Issued, subjectKey: KeyObject, signer: KeyObject, selfSigned = false): Buffer {
    const issuer = selfSigned ? issued.subject : AUTHORITY;
    const body = sequence(
      context(0, integer(Buffer.from([2])), true),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      ECDSA_SHA256,
      name(issuer),
      sequence(time(issued.validFrom), time(issued.validUntil)),
      name(issued.subject),
      subjectKey.export({ type: 'spki', format: 'der' }),
      context(3, sequence(...extensions(issued)), true),
    );
    return sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer)));
  }
}

const AUTHORITY = 'Webhook conformance authority';

const name = (common: string): Buffer => sequence(set(sequence(identifier('2.5.4.3'), text(common))));

function extensions({ hosts, authority }: Issued): Buffer[] {
  const basic = sequence(...(authority ? [yes] : []));
  const alternative = hosts.map((host) =>
    isIPv4(host)
      ? context(7, Buffer.from(host.split('.').map(Number)), false)
      : context(2, Buffer.from(host), false),
  );
  return [
    sequence(identifier('2.5.29.19'), yes, octets(basic)),
    ...(hosts.length > 0 ? [sequence(identifier('2.5.29.17'), octets(sequence(...alternative)))] : []),
  ];
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
