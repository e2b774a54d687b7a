import { createServer, get } from 'node:http';
import { close, keepIdleConnections, listen } from '../../../local/listen';

test('A connection is kept for as long as it is told, and closed by the server afterwards', async () => {
  const server = createServer((_, response) => void response.end('yes'));
  server.keepAliveTimeoutBuffer = 0;
  keepIdleConnections(server, 20);
  const port = await listen(server, 0);
  const closed = new Promise<boolean>((resolve, reject) => {
    get({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } }, (response) => {
      response.resume();
      response.socket.once('close', (hadError) => resolve(hadError));
    }).once('error', reject);
  });
  expect(await closed).toBe(false);
  await close(server);
});
