import type { SQSEvent } from 'aws-lambda';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { deliveryKey, memberKey } from '../../../adapters/aws/keys';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import { NOTICE } from '../../../core/notice/grouping';
import { deliverBatch } from '../../../lambdas/deliver/deliver-batch';
import { endpoint, type Endpoint } from '../../adapters/http/endpoint';
import { PROJECT, startWorld, type World } from './world';

const Z = compress('{"id":"evt_1","type":"a","data":{}}');
const SUB = 'sub_1';
const NOTICE_ID = 'ntc_1';

let world: World;
let to: Endpoint;

beforeAll(async () => {
  world = await startWorld();
  to = await endpoint((_, response) => response.writeHead(204).end());
  await world.subscribe(SUB, to.url);
});
afterAll(async () => {
  await world.aws.stop();
  await to.stop();
});

const put = (TableName: string, Item: Record<string, unknown>) =>
  world.aws.tables.send(new PutCommand({ TableName, Item }));

const rowOf = (event: string, more: object) => {
  const id = deliveryId(PROJECT, event, SUB);
  const { now } = world.clock;
  return {
    ...{ ...deliveryKey(id), id, project: PROJECT, event, subscription: SUB, acceptedAt: now },
    ...{ attempt: 1, chainStart: 1, attempts: [], ...more },
  };
};

it('A member of a notice that is dead becomes dead with it, and is not sent by itself', async () => {
  const member = deliveryId(PROJECT, 'evt_1', SUB);
  const { now } = world.clock;
  const ended = { state: 'dead', reason: 'attempts_exhausted', expiresAt: Math.ceil(now / 1_000) + 86_400 };
  await put('deliveries', rowOf(NOTICE_ID, { type: NOTICE, frozenAt: now, ...ended }));
  await put('deliveries', rowOf('evt_1', { type: 'a', state: 'grouped', notice: NOTICE_ID, z: Z }));
  await put('monitoring', { ...memberKey(NOTICE_ID, member), delivery: member, type: 'a', z: Z });
  const message = {
    ...deliveryMessage({ project: PROJECT, id: 'evt_1', type: 'a', receivedAt: now, z: Z }, SUB),
    notice: NOTICE_ID,
  };
  const Records = [{ messageId: 'm0', body: JSON.stringify(message) }];
  const { batchItemFailures } = await deliverBatch(world.tools, { Records } as SQSEvent, 'fast');
  expect(batchItemFailures).toEqual([]);
  expect(await world.tools.deliveries.get(member)).toMatchObject({ state: 'dead', reason: 'notice_dead' });
  expect(await world.aws.received()).toEqual([]);
  expect(to.received).toEqual([]);
});
