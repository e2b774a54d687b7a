import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { Poster } from '../../../adapters/http/poster';
import { Authority, type Certificate } from './certificate';
import { postFromProcess } from './post-from-process';
import { takeOverTcp } from './tcp';

const PUBLIC = '93.184.215.14';
const DAY_MS = 86_400_000;
const authority = new Authority();
const trusted = tls.getCACertificates('default');

beforeAll(() => tls.setDefaultCACertificates([...trusted, authority.cert]));
afterAll(() => tls.setDefaultCACertificates(trusted));

/** A public endpoint: its name leads to a public address, and what is dialled there comes to this machine. */
async function publicEndpoint(certificate: Certificate, options: tls.TlsOptions = {}) {
  const greeted: string[] = [];
  const received: string[] = [];
  const server: Server = createServer({ ...certificate, ...options }, (request, response) => {
    greeted.push(String((request.socket as TLSSocket & { servername?: string }).servername));
    received.push(`${request.method} ${request.headers.host}${request.url}`);
    response.end('thanks');
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tcp = await takeOverTcp(() => ({ address: '127.0.0.1', port }), PUBLIC);
  return {
    ...{ greeted, received, dialled: tcp.dialled },
    async stop() {
      tcp.restore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function postTo(
  certificate: Certificate,
  options?: tls.TlsOptions,
  url = 'https://hooks.example.com/in',
) {
  const to = await publicEndpoint(certificate, options);
  const poster = new Poster([], { resolve: async () => [PUBLIC] });
  const answer = await poster.post({ url, headers: {}, body: '{}', timeoutMs: 5_000 });
  await to.stop();
  return { answer, ...to };
}

const good = (): Certificate => authority.issue({ names: ['hooks.example.com'] });

it('a public endpoint is greeted by its name, at the address that was checked', async () => {
  const { answer, greeted, received, dialled } = await postTo(good());
  expect(answer).toEqual({ status: 200, address: PUBLIC, response: 'thanks' });
  expect(greeted).toEqual(['hooks.example.com']);
  expect(received).toEqual(['POST hooks.example.com/in']);
  expect(dialled).toEqual([{ address: PUBLIC, port: 443 }]);
});

it.each([
  'https://hooks.example.com./in',
  'https://hooks.example.com.:8443/in',
  'https://HOOKS.Example.COM./in',
])('the endpoint %s, whose name ends with a dot, is greeted and asked for without it', async (url) => {
  const { answer, greeted, received } = await postTo(good(), {}, url);
  expect(answer).toMatchObject({ status: 200 });
  expect(greeted).toEqual(['hooks.example.com']);
  expect(received).toEqual([`POST hooks.example.com${url.includes('8443') ? ':8443' : ''}/in`]);
});

it('a name that ends with a dot is looked up and checked like the one without', async () => {
  const asked: string[] = [];
  const to = await publicEndpoint(authority.issue({ names: ['other.example.com'] }));
  const resolve = async (host: string) => (asked.push(host), [PUBLIC]);
  const url = 'https://hooks.example.com./in';
  const answer = await new Poster([], { resolve }).post({ url, headers: {}, body: '{}', timeoutMs: 5_000 });
  await to.stop();
  expect(answer).toMatchObject({ error: 'tls_error' });
  expect(to.received).toEqual([]);
  expect(asked).toEqual(['hooks.example.com.']);
});

it('an endpoint may be a public address, with a certificate for it and without a name', async () => {
  const { answer, dialled, greeted } = await postTo(
    authority.issue({ names: [PUBLIC] }),
    {},
    `https://${PUBLIC}:8443/`,
  );
  expect(answer).toMatchObject({ status: 200 });
  expect(dialled).toEqual([{ address: PUBLIC, port: 8443 }]);
  expect(greeted).toEqual(['false']);
});

it.each<[string, () => Certificate, tls.TlsOptions]>([
  ['nobody trusts', () => new Authority().issue({ names: ['hooks.example.com'] }), {}],
  ['is for another host', () => authority.issue({ names: ['other.example.com'] }), {}],
  ['is for the address, not for the name', () => authority.issue({ names: [PUBLIC] }), {}],
  [
    'has expired',
    () => authority.issue({ names: ['hooks.example.com'], until: new Date(Date.now() - DAY_MS / 2) }),
    {},
  ],
  [
    'is not valid yet',
    () => authority.issue({ names: ['hooks.example.com'], from: new Date(Date.now() + DAY_MS / 2) }),
    {},
  ],
  [
    'comes with an old protocol',
    good,
    { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
  ],
])('12. a certificate that %s is a tls_error, and nothing is sent', async (_, certificate, options) => {
  const { answer, received } = await postTo(certificate(), options);
  expect(answer).toMatchObject({ error: 'tls_error' });
  expect(answer).not.toHaveProperty('status');
  expect(received).toEqual([]);
});

it('a setting that would switch the check of certificates off has no say', async () => {
  const certificate = new Authority().issue({ names: ['127.0.0.1'] });
  const server = createServer(certificate, (_, response) => void response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const answer = await postFromProcess(`https://127.0.0.1:${port}/`, env);
  await new Promise((resolve) => server.close(resolve));
  expect(answer).toEqual({ error: 'tls_error', address: '127.0.0.1' });
});
