import { type TestCloud, withCloud } from './cloud';
import { type Neighbour, withNeighbour } from './neighbour';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';

let stack: TestCloud;
let neighbour: Neighbour;
let busy: Receiver;
let quiet: Receiver;

beforeAll(async () => {
  busy = await Receiver.start();
  quiet = await Receiver.start();
  stack = await withCloud({ faults: { duplicateProbability: 0 } });
  neighbour = await withNeighbour(stack);
});

afterAll(async () => {
  await Promise.all([stack.stop(), busy.stop(), quiet.stop()]);
});

const post = (key: string, events: object | object[]) =>
  stack.request('POST', '/v1/events', { key, body: events });

async function theySubscribe(url: string, eventTypes: string[], more: object = {}): Promise<void> {
  const destination = { kind: 'webhook', url };
  const made = await neighbour.they('POST', '/v1/subscriptions', {
    ...{ name: eventTypes.join(), eventTypes, destination },
    ...more,
  });
  expect(made.status).toBe(201);
}

it("A project's event arrives before a neighbour's backlog of 3,000 deliveries is through", async () => {
  await subscribe(stack, `${quiet.url}/ours`, ['ours.*']);
  await stack.post({ type: 'ours.first', source: 'bot' });
  await quiet.received(1);
  for (let copy = 0; copy < 10; copy++) await theySubscribe(`${busy.url}/${copy}`, ['theirs.burst']);
  const burst = Array.from({ length: 300 }, () => ({ type: 'theirs.burst', source: 'bot' }));
  expect((await post(neighbour.key, burst)).status).toBe(202);
  await busy.received(50);
  await stack.post({ type: 'ours.second', source: 'bot' });
  await quiet.received(2);
  expect(busy.requests.length).toBeLessThan(1_500);
  await busy.received(3_000);
});

it("An event of a new subscription arrives while a neighbour's 40 new endpoints do not answer", async () => {
  const hung: (() => void)[] = [];
  busy.answerWith(() => new Promise((resolve) => hung.push(() => resolve({ status: 204 }))));
  for (let copy = 0; copy < 40; copy++)
    await theySubscribe(`${busy.url}/hangs/${copy}`, ['theirs.hang'], { timeoutSeconds: 30 });
  const before = busy.requests.length;
  await post(neighbour.key, { type: 'theirs.hang', source: 'bot' });
  await busy.received(before + 1);
  await subscribe(stack, `${quiet.url}/new`, ['new.*']);
  await stack.post([
    { type: 'ours.third', source: 'bot' },
    { type: 'new.first', source: 'bot' },
  ]);
  await quiet.until((requests) =>
    ['/ours', '/new'].every((path) => requests.slice(2).some((one) => one.path === path)),
  );
  // One invocation's worth hangs; the others wait for their project's turn.
  expect(busy.requests.length - before).toBeLessThanOrEqual(10);
  busy.answerWith(() => ({ status: 204 }));
  for (const answer of hung) answer();
  await busy.received(before + 40);
});
