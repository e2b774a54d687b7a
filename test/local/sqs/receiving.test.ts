import type { LocalContext } from '../../../local/context';
import { ORDINARY_DAY } from '../../../local/faults';
import { deleteMessages } from '../../../local/sqs/delete';
import { depth } from '../../../local/sqs/depth';
import { receiveMessages } from '../../../local/sqs/receive';
import { sendMessage } from '../../../local/sqs/send';
import { changeVisibility } from '../../../local/sqs/visibility';
import { declaredQueue, NOW } from './declared-queue';
import { localContext } from './local-context';

const LONG = { max: 10, waitMs: 20_000 } as const;
const orderly = { ...ORDINARY_DAY, duplicateProbability: 0, reorder: false };

const bodies = async (local: LocalContext, queue: string, options: { max: number; waitMs: number } = NOW) =>
  (await receiveMessages(local, queue, options)).map(({ body }) => body);

function sendAll(local: LocalContext, queue: string, count: number, groupId?: string): void {
  for (let n = 0; n < count; n++)
    sendMessage(local, queue, { body: `${groupId ?? ''}${n}`, ...(groupId && { groupId }) });
}

test('a delayed message wakes a waiting receive when the clock reaches it', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q');
  sendMessage(local, queue, { body: 'later', delaySeconds: 10 });
  const waiting = bodies(local, queue, LONG);
  local.clock.advance(10_000);
  expect(await waiting).toEqual(['later']);
});

test('a waiting receive ends empty when its time is over', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q');
  const waiting = bodies(local, queue, LONG);
  local.clock.advance(20_000);
  expect(await waiting).toEqual([]);
});

test('an aborted receive takes nothing', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q');
  const abort = new AbortController();
  const waiting = receiveMessages(local, queue, { ...LONG, signal: abort.signal });
  abort.abort();
  sendMessage(local, queue, { body: 'x' });
  expect(await waiting).toEqual([]);
  expect(depth(local, queue)).toEqual({ visible: 1, delayed: 0, inFlight: 0 });
});

test('a rolled back send leaves no message', () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q');
  const failing = (): void =>
    local.store.transaction(() => {
      sendMessage(local, queue, { body: 'x' });
      throw new Error('later in the same transaction');
    });
  expect(failing).toThrow('later');
  expect(depth(local, queue).visible).toBe(0);
});

test('a handle of an earlier receive deletes nothing', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q');
  sendMessage(local, queue, { body: 'x' });
  const [first] = await receiveMessages(local, queue, { ...NOW, visibilityTimeout: 0 });
  await receiveMessages(local, queue, NOW);
  deleteMessages(local, queue, [first?.receiptHandle ?? '']);
  expect(depth(local, queue).inFlight).toBe(1);
});

test('a message stays hidden for at most 12 hours after its receive', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q', { VisibilityTimeout: 60 });
  sendMessage(local, queue, { body: 'x' });
  const [message] = await receiveMessages(local, queue, NOW);
  local.clock.advance(10_000);
  expect(() => changeVisibility(local, queue, message?.receiptHandle ?? '', 43_200)).toThrow(
    'beyond the limit',
  );
  changeVisibility(local, queue, message?.receiptHandle ?? '', 43_180);
  local.clock.advance(43_170_000);
  expect(depth(local, queue)).toEqual({ visible: 0, delayed: 0, inFlight: 1 });
});

test('messages older than the retention period are gone', async () => {
  const local = localContext();
  const queue = declaredQueue(local, 'q', { MessageRetentionPeriod: 60 });
  sendMessage(local, queue, { body: 'old' });
  local.clock.advance(61_000);
  expect(depth(local, queue).visible).toBe(0);
  expect(await bodies(local, queue)).toEqual([]);
});

test('a dead message keeps its age: the dead-letter queue may drop it first', async () => {
  const local = localContext();
  const dead = declaredQueue(local, 'dead', { MessageRetentionPeriod: 120 });
  const RedrivePolicy = { deadLetterTargetArn: dead, maxReceiveCount: 1 };
  const queue = declaredQueue(local, 'q', { RedrivePolicy, VisibilityTimeout: 0 });
  sendMessage(local, queue, { body: 'x' });
  await receiveMessages(local, queue, NOW);
  local.clock.advance(100_000);
  expect(await bodies(local, queue)).toEqual([]);
  expect(depth(local, dead).visible).toBe(1);
  local.clock.advance(21_000);
  expect(depth(local, dead).visible).toBe(0);
});

test('order is nearly that of sending on an ordinary day, exactly without reordering', async () => {
  const sent = Array.from({ length: 40 }, (_, n) => String(n));
  for (const [reorder, same] of [
    [true, false],
    [false, true],
  ] as const) {
    const local = localContext({ faults: { ...orderly, reorder } });
    const queue = declaredQueue(local, 'q');
    sendAll(local, queue, sent.length);
    const received: string[] = [];
    while (received.length < sent.length) received.push(...(await bodies(local, queue)));
    expect([...received].sort()).toEqual([...sent].sort());
    expect(received.join() === sent.join()).toBe(same);
  }
});

test('a duplicate comes even though the first was deleted, and only once', async () => {
  const local = localContext({ faults: { ...orderly, duplicateProbability: 1 } });
  const queue = declaredQueue(local, 'q');
  const id = sendMessage(local, queue, { body: 'x' });
  for (const count of ['1', '2']) {
    const [message] = await receiveMessages(local, queue, { max: 1, waitMs: 0 });
    expect(message).toMatchObject({ messageId: id, attributes: { ApproximateReceiveCount: count } });
    deleteMessages(local, queue, [message?.receiptHandle ?? '']);
  }
  expect(await bodies(local, queue)).toEqual([]);
});

describe('fair groups', () => {
  it('A quiet group goes before the backlog of a busy one', async () => {
    const local = localContext({ faults: orderly });
    const queue = declaredQueue(local, 'q');
    sendAll(local, queue, 3_000, 'noisy');
    for (let n = 0; n < 2; n++) await receiveMessages(local, queue, NOW);
    sendAll(local, queue, 1, 'quiet');
    expect((await bodies(local, queue))[0]).toBe('quiet0');
  });

  it('A group that was served a moment ago goes after one that was not, although nothing of it is in flight', async () => {
    const local = localContext({ faults: orderly });
    const queue = declaredQueue(local, 'q');
    for (let n = 0; n < 40; n++) sendAll(local, queue, 5, `noisy-${n}-`);
    for (let n = 0; n < 4; n++) {
      const taken = await receiveMessages(local, queue, NOW);
      deleteMessages(
        local,
        queue,
        taken.map(({ receiptHandle }) => receiptHandle),
      );
      local.clock.advance(10);
    }
    sendAll(local, queue, 1, 'quiet');
    expect((await bodies(local, queue))[0]).toBe('quiet0');
  });

  it('Groups take turns, oldest message first, and messages without a group are groups of their own', async () => {
    const local = localContext({ faults: orderly });
    const queue = declaredQueue(local, 'q');
    sendAll(local, queue, 3, 'a');
    sendAll(local, queue, 3, 'b');
    sendAll(local, queue, 2);
    expect(await bodies(local, queue)).toEqual(['a0', 'b0', '0', '1', 'a1', 'b1', 'a2', 'b2']);
  });

  it('Nothing of a group is handed out before its time, and all of it in the end', async () => {
    const local = localContext({ faults: orderly });
    const queue = declaredQueue(local, 'q');
    sendMessage(local, queue, { body: 'later', groupId: 'a', delaySeconds: 10 });
    sendAll(local, queue, 1, 'a');
    expect(await bodies(local, queue)).toEqual(['a0']);
    local.clock.advance(10_000);
    expect(await bodies(local, queue)).toEqual(['later']);
  });
});

test('a receive fails while 120,000 messages are in flight', async () => {
  const local = localContext({ faults: orderly });
  const queue = declaredQueue(local, 'q');
  local.store.db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
    INSERT INTO sqs_messages (queue, id, body, attributes, sent_at, visible_at, receipt)
    SELECT '${queue}', i, 'x', '{}', ${local.clock.now()}, ${local.clock.now() + 60_000}, 'r' FROM n`);
  sendMessage(local, queue, { body: 'one more' });
  await expect(receiveMessages(local, queue, NOW)).rejects.toMatchObject({
    code: 'com.amazonaws.sqs#OverLimit',
  });
});
