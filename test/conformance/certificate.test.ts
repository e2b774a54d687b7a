import { X509Certificate } from 'node:crypto';
import { connect, type ConnectionOptions } from 'node:tls';
import type { CertificateKind } from '../../conformance/receiver/certificate';
import { authority, playing } from './playing';

/** The code of the handshake's error, or `authorized`. */
async function handshake(certificate: CertificateKind, options: ConnectionOptions): Promise<string> {
  const endpoint = await playing({ server: 'https', certificate });
  const port = Number(new URL(endpoint.url('/')).port);
  const result = await new Promise<string>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', ...options }, () => {
      resolve('authorized');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  await endpoint.close();
  return result;
}

const trusting = { ca: authority.cert };

it.each([
  ['trusted', 'by its address', trusting, 'authorized'],
  ['trusted', 'by its name', { ...trusting, servername: 'localhost' }, 'authorized'],
  [
    'trusted',
    'by another name',
    { ...trusting, servername: 'other.example' },
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  ['trusted', 'without its authority', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['selfSigned', 'with the authority', trusting, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['otherHost', 'with the authority', trusting, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['expired', 'with the authority', trusting, 'CERT_HAS_EXPIRED'],
] as const)('a certificate that is %s, asked %s', async (kind, _, options, expected) => {
  expect(await handshake(kind, options)).toBe(expected);
});

it('certificates are what they say', () => {
  const root = new X509Certificate(authority.cert);
  const leaf = new X509Certificate(authority.certified('trusted').cert);
  expect([root.ca, leaf.ca]).toEqual([true, false]);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.subjectAltName).toBe('IP Address:127.0.0.1, DNS:localhost');
});
