import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud';
import type { LocalFile } from '../../local/state-folder';
import { type Answer, assembly } from './cloud';
import { conservation } from './conservation';
import { allGone, Copy, workersOf } from './copy';
import { Receiver } from './receiver';

// Programs start here, which a busy machine may take long for.
jest.setTimeout(90_000);

const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'tocsin-journey-')));
const [folder = '', besideFolder = ''] = folders;
let receiver: Receiver;
let copy: Copy;
let beside: Copy;
let local: LocalFile;
let besideLocal: LocalFile;

beforeAll(async () => {
  receiver = await Receiver.start();
  [copy, beside] = [new Copy(folder), new Copy(besideFolder)];
  [local, besideLocal] = await Promise.all([copy.ready(), beside.ready()]);
});

afterAll(async () => {
  await Promise.all([copy.interrupt(), beside.interrupt(), receiver.stop()]);
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

async function call<Body>(
  { apiUrl, adminKey, ingestKey }: Pick<LocalFile, 'apiUrl' | 'adminKey' | 'ingestKey'>,
  method: string,
  path: string,
  body?: object,
): Promise<Answer<Body>> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${path === '/v1/events' ? ingestKey : adminKey}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const toEverything = (url: string) => ({
  name: 'all',
  eventTypes: ['*'],
  destination: { kind: 'webhook', url },
});

/** Posts until the copy answers no more, at most 500 events; the ids of what it has accepted. */
async function postUntilGone(source: string): Promise<string[]> {
  const accepted: string[] = [];
  for (let round = 0; round < 100; round++) {
    const batch = Array.from({ length: 5 }, (_, n) => ({ type: 'an.event', source, data: { n } }));
    const posted = call<{ results: { id: string }[] }>(local, 'POST', '/v1/events', batch);
    const answer = await posted.catch(() => undefined);
    if (!answer) break;
    if (answer.status === 202) accepted.push(...answer.body.results.map(({ id }) => id));
  }
  return accepted;
}

/** Minutes pass in which what was in flight becomes visible again, and whatever is due is swept. */
async function passTime(cloud: Cloud): Promise<void> {
  for (let round = 0; round < 4; round++) {
    cloud.clock.advance(6.5 * 60_000);
    await cloud.idle();
  }
}

it('two copies run side by side, each with its own address, keys and projects', async () => {
  expect(local.apiUrl).not.toBe(besideLocal.apiUrl);
  for (const { apiUrl } of [local, besideLocal])
    expect(await (await fetch(`${apiUrl}/v1/health`)).json()).toMatchObject({ status: 'ok' });
  const foreign = await call({ ...local, apiUrl: besideLocal.apiUrl }, 'GET', '/v1/subscriptions');
  expect(foreign.status).toBe(403);
});

it('another copy on the same state is refused, and told who uses it', async () => {
  const { code, output } = await new Copy(besideFolder).ended;
  expect(code).toBe(1);
  const said = output.replaceAll(/\s+/g, ' ');
  expect(said).toContain(`Another copy of Tocsin uses the state in ${besideFolder}`);
  expect(said).toContain(`process ${besideLocal.pid}`);
});

it('kill -9 amid the work loses nothing that was accepted, and leaves no process behind', async () => {
  expect((await call(local, 'POST', '/v1/subscriptions', toEverything(receiver.url))).status).toBe(201);
  // Once everything is warm, events are delivered about as fast as they are posted.
  await call(local, 'POST', '/v1/events', { type: 'an.event', source: 'first' });
  await receiver.received(1);
  const posting = Promise.all(['a', 'b', 'c'].map(postUntilGone));
  await receiver.received(30);
  const workers = workersOf(local.pid);
  expect(workers.length).toBeGreaterThanOrEqual(4);
  process.kill(local.pid, 'SIGKILL');
  const accepted = (await posting).flat();

  await allGone(workers);

  // The same state again, where its time can be moved: what was in flight comes back after minutes.
  const allowedHosts = '127.0.0.1';
  const cloud = await startCloud({ assembly: assembly(), stateDir: folder, allowedHosts, report: () => {} });
  try {
    await passTime(cloud);
    const received = new Set(receiver.requests.map(({ headers }) => headers['webhook-id']));
    expect(accepted.length).toBeGreaterThanOrEqual(25);
    expect(accepted.filter((id) => !received.has(id))).toEqual([]);
    const { events, deliveries, stranded, holds } = await conservation({
      cloud,
      admin: (method, path) => call({ ...local, apiUrl: cloud.apiUrl }, method, path),
    });
    expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
    // Events whose answer the kill cut off may be there as well.
    expect(events.accepted).toBeGreaterThanOrEqual(accepted.length);
    expect(deliveries).toMatchObject({ matched: events.accepted, delivered: events.accepted });
  } finally {
    await cloud.stop();
  }
});

it('Ctrl-C ends it in order, and leaves no process behind', async () => {
  const workers = workersOf(besideLocal.pid);
  expect(workers.length).toBeGreaterThan(0);
  expect((await beside.interrupt()).code).toBe(0);
  await allGone([...workers, besideLocal.pid]);
});
