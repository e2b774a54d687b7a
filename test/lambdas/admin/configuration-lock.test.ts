import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

type Caller = Awaited<ReturnType<World['project']>>;

const put = (as: Caller, query: string) =>
  world.call('PUT', `/v1/configuration${query}`, { as, body: { subscriptions: [] } });

it('A document is refused while another is applied, and taken once that is done or has taken too long', async () => {
  const as = await world.project('locked');
  const { usage, tables, now } = world.admin;
  const until = now() + 35_000;
  expect(await usage.takeLock(tables, as.project, { until, now: now() })).toBe(true);
  expect(await put(as, '?apply=true')).toMatchObject({ status: 409 });
  expect(await put(as, '')).toMatchObject({ status: 200 });
  await usage.releaseLock(tables, as.project, until);
  expect(await put(as, '?apply=true')).toMatchObject({ status: 200 });
  await usage.takeLock(tables, as.project, { until: now() - 1, now: now() - 35_000 });
  expect(await put(as, '?apply=true')).toMatchObject({ status: 200 });
});

it('A document is refused while lists show less than there is', async () => {
  const as = await world.project('lagging');
  const { item } = world.admin.usage.write(as.project, { subscriptions: 1 });
  await world.tables.send(new TransactWriteCommand({ TransactItems: [item] }));
  expect(await put(as, '?apply=true')).toMatchObject({ status: 409 });
  expect(await put(as, '')).toMatchObject({ status: 200 });
});
