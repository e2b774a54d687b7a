import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Reply } from '../journeys/receiver';
import { Scene } from './scene';

const KIB = 1024;

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

async function afterOne(type: string, turn: number | Reply): Promise<DeliveryRow> {
  await scene.endpoint(type, [turn]);
  return scene.delivery(await scene.post(type));
}

const saying = (bytes: string) => (socket: Socket) => void socket.once('data', () => socket.end(bytes));

describe('Limits of time and bytes', () => {
  const drip = (head: string) => (socket: Socket) => {
    socket.once('data', () => {
      socket.write(head);
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
  };

  it.each([
    ['TLS', 'https', (socket: Socket) => void socket.on('data', () => undefined)],
    ['headers', 'http', drip('HTTP/1.1 200 OK\r\nx-slow: ')],
    ['body', 'http', drip('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n')],
  ])('One deadline covers the whole attempt: a slow %s ends at it', async (phase, scheme, connected) => {
    const type = `slow.${phase.toLowerCase()}`;
    await scene.rawEndpoint(type, connected, { scheme, timeoutSeconds: 1 });
    const { state, attempts } = await scene.delivery(await scene.post(type));
    expect({ state, attempts }).toMatchObject({ state: 'waiting', attempts: [{ error: 'timeout' }] });
    const { durationMs = 0 } = attempts[0] ?? {};
    expect(durationMs).toBeGreaterThanOrEqual(990);
    expect(durationMs).toBeLessThan(2_500);
  });

  it.each<[string, Reply]>([
    ['plain', { status: 200, body: 'x'.repeat(5_000 * KIB) }],
    [
      'compressed',
      {
        status: 200,
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(50_000 * KIB, 'x')),
      },
    ],
  ])('Of a huge %s answer 16 KiB are kept, and it is a success', async (kind, turn) => {
    const { state, attempts } = await afterOne(`bomb.${kind}`, turn);
    expect(state).toBe('delivered');
    expect(attempts[0]?.response).toBe('x'.repeat(16 * KIB));
    expect(scene.at(`bomb.${kind}`)).toHaveLength(1);
  });

  it('Endless headers are the error response_too_large', async () => {
    await scene.rawEndpoint(
      'bomb.headers',
      saying(`HTTP/1.1 200 OK\r\n${'x-a: 0123456789\r\n'.repeat(4 * KIB)}`),
    );
    const { state, attempts } = await scene.delivery(await scene.post('bomb.headers'));
    expect({ state, attempts }).toMatchObject({
      state: 'waiting',
      attempts: [{ error: 'response_too_large' }],
    });
  });
});

describe('Names of errors', () => {
  it.each<[string, string, (socket: Socket) => void]>([
    ['connection_reset', 'http', (socket) => void socket.once('data', () => socket.resetAndDestroy())],
    ['connection_reset', 'https', (socket) => socket.resetAndDestroy()],
    ['tls_error', 'https', saying('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['invalid_response', 'http', saying('SSH-2.0-OpenSSH_9.9\r\n')],
  ])('A failed connection has the stable error name %s over %s', async (error, scheme, connected) => {
    const type = `named.${error}.${scheme}`;
    await scene.rawEndpoint(type, connected, { scheme });
    const { attempts } = await scene.delivery(await scene.post(type));
    expect(attempts).toMatchObject([{ error }]);
  });

  it('A refused connection has the stable error name connection_refused', async () => {
    const stop = await scene.rawEndpoint('named.refused', () => undefined);
    await stop();
    const { attempts } = await scene.delivery(await scene.post('named.refused'));
    expect(attempts).toMatchObject([{ error: 'connection_refused' }]);
  });

  it('An attempt shows its owner the category of the error and no internal text', async () => {
    const { id } = await afterOne('shown', { status: 500, body: 'theirs' });
    const { body } = await scene.stack.admin<{ attempts: object[] }>('GET', `/v1/deliveries/${id}`);
    expect(body.attempts).toMatchObject([{ status: 500, error: 'http_5xx', response: 'theirs' }]);
    expect(JSON.stringify(body)).not.toMatch(/ECONN|node:|stack|Error:/);
  });
});
