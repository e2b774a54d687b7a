// A receiver of webhooks: verifies, deduplicates, answers, then works. Node 20 or later, without dependencies.
//
//     TOCSIN_SECRET=whsec_... node examples/receivers/receiver.mjs
//
// docs/receiving.md says what arrives and what to answer.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { TOCSIN_SECRET = '', RECEIVER_PORT = '9000' } = process.env;
// Several secrets, separated by spaces, if several subscriptions send here: each has its own.
const secrets = TOCSIN_SECRET.trim().split(/\s+/);
const keys = secrets.map((one) => Buffer.from(one.replace('whsec_', ''), 'base64'));
if (keys.some(({ length }) => length < 24))
  throw new Error('TOCSIN_SECRET is no secret of a subscription: whsec_ and base64 of 24 bytes or more');
const [maxBytes, remembered] = [1_000_000, 10_000];
const seen = new Set();

/** Standard Webhooks over the bytes as they came, sent within the last five minutes. */
function verified({ 'webhook-id': id, 'webhook-timestamp': sent, 'webhook-signature': signatures }, body) {
  if (!/^\d{1,12}$/.test(sent) || Math.abs(Date.now() / 1000 - Number(sent)) > 300) return false;
  return keys.some((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${sent}.`).update(body).digest('base64');
    const expected = Buffer.from(`v1,${digest}`);
    return String(signatures)
      .split(' ')
      .map((one) => Buffer.from(one))
      .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
  });
}

function isNew(id) {
  if (seen.has(id)) return false;
  seen.add(id);
  // Yours: as long as you would mind a repeat, in your database.
  if (seen.size > remembered) seen.delete(seen.values().next().value);
  return true;
}

/** The body as bytes; undefined if it is longer than any webhook. */
async function bytesOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What takes its time, after the answer. Yours: from a queue that outlives the process. */
function work(body) {
  const event = JSON.parse(body.toString());
  console.log(event.type, event.id, event.subject ?? '');
}

const server = createServer(async (request, response) => {
  const body = await bytesOf(request).catch(() => undefined);
  if (body === undefined) return response.writeHead(413, { connection: 'close' }).end();
  if (!verified(request.headers, body)) return response.writeHead(401).end();
  const first = isNew(request.headers['webhook-id']);
  response.writeHead(204).end();
  if (first) setImmediate(work, body);
});
server.listen(Number(RECEIVER_PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
