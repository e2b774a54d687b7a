import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { Events } from '../../../adapters/aws/events';
import { matchKey, versionKey } from '../../../adapters/aws/keys';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import type { MatchRow } from '../../../core/subscription/subscription';
import { Candidates } from '../../../lambdas/route/candidates';
import { route, type RouteTools } from '../../../lambdas/route/router';
import { startLocalAws, type LocalAws } from '../../adapters/local-aws';
import { storedOf } from '../../adapters/aws/stored';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

let aws: LocalAws;
let tools: RouteTools;
let project = '';
let tests = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  tools = {
    candidates: new Candidates(aws.tables, 'subscriptions', () => NOW),
    events: new Events(aws.tables, 'events', 30),
    deliveries: new Deliveries(aws.tables, 'deliveries', 30),
    now: () => NOW,
  };
});
afterAll(() => aws.stop());
beforeEach(() => {
  project = `prj_${++tests}`;
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

/** Changes the project's configuration as the administration does: the row, and the version. */
async function subscribe(
  subscription: string,
  eventType: string,
  more: Partial<MatchRow> = {},
): Promise<void> {
  const row: MatchRow = { subscription, eventType, status: 'enabled', ...more };
  const Item = { ...matchKey(project, eventType, subscription), ...row };
  await aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
  const raise = { UpdateExpression: 'ADD version :one', ExpressionAttributeValues: { ':one': 1 } };
  await aws.tables.send(
    new UpdateCommand({ TableName: 'subscriptions', Key: versionKey(project), ...raise }),
  );
}

function entry(more: Partial<EventEntry> = {}, data: object = {}): EventEntry {
  const z = compress(JSON.stringify({ id: 'evt_1', type: 'run.failed', source: 's', data }));
  const event = { id: 'evt_1', project, type: 'run.failed', source: 's', time: NOW, receivedAt: NOW };
  return { v: 1, ...event, contentHash: 'h', z, ...more };
}

async function routed(event = entry()): Promise<string[]> {
  const { outgoing } = await route(tools, event, (name) => tools.candidates.version(name));
  return outgoing.map(({ message }) => message.subscription).sort();
}

describe('route', () => {
  it('1.3 sends to those whose type and filter match, one message each', async () => {
    await subscribe('sub_exact', 'run.failed');
    await subscribe('sub_prefix', 'run.*');
    await subscribe('sub_all', '*');
    await subscribe('sub_other', 'run.completed');
    await subscribe('sub_rich', 'run.failed', { filter: { data: { cost: [{ numeric: ['>', 5] }] } } });
    await subscribe('sub_poor', 'run.*', { filter: { data: { cost: [{ numeric: ['<=', 5] }] } } });
    await subscribe('sub_all', 'run.*');
    expect(await routed(entry({}, { cost: 9 }))).toEqual(['sub_all', 'sub_exact', 'sub_prefix', 'sub_rich']);
    expect(await tools.events.get(project, 'evt_1')).toMatchObject({ state: 'routed' });
  });

  it('A stored filter that cannot be compiled keeps no other subscription from its events, and is logged', async () => {
    const logged = jest.spyOn(console, 'error').mockImplementation();
    await subscribe('sub_good', 'run.failed');
    await subscribe('sub_bad', 'run.failed', { filter: { data: 'x' } });
    expect(await routed()).toEqual(['sub_good']);
    expect(logged.mock.calls.flat().join('')).toMatch(/"unit":"route.filter".*"subscription":"sub_bad"/);
  });

  it('A filter that would take too many steps for an event does not match it, and is named', async () => {
    const suffixes = Array.from({ length: 60 }, (_, at) => ({ suffix: `x${at}` }));
    await subscribe('sub_good', 'run.failed');
    await subscribe('sub_costly', 'run.failed', { filter: { data: { a: suffixes } } });
    const event = entry({}, { a: Array<string>(10_000).fill('y') });
    const came = await route(tools, event, (name) => tools.candidates.version(name));
    expect(came.outgoing.map(({ message }) => message.subscription)).toEqual(['sub_good']);
    expect(came.tooCostly).toEqual(['sub_costly']);
  });

  it('1.3 keeps an event that matched nobody', async () => {
    expect(await routed()).toEqual([]);
    expect(await tools.events.get(project, 'evt_1')).toMatchObject({ state: 'filtered', matched: [] });
  });

  it('1.3 sends a repeat to those that matched at first, whatever has changed', async () => {
    await subscribe('sub_1', 'run.failed');
    expect(await routed()).toEqual(['sub_1']);
    await subscribe('sub_2', 'run.failed');
    expect(await routed()).toEqual(['sub_1']);
  });

  it('1.4 sees a subscription as soon as it is made, though its candidates were remembered', async () => {
    await subscribe('sub_1', 'run.failed');
    expect(await routed(entry({ id: 'evt_1' }))).toEqual(['sub_1']);
    await subscribe('sub_2', 'run.*');
    expect(await routed(entry({ id: 'evt_2' }))).toEqual(['sub_1', 'sub_2']);
  });

  it('1.4 reads nothing again while the version stands', async () => {
    await subscribe('sub_1', 'run.failed');
    await routed(entry({ id: 'evt_1' }));
    const Item = {
      ...matchKey(project, 'run.failed', 'sub_2'),
      subscription: 'sub_2',
      eventType: 'run.failed',
    };
    await aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
    expect(await routed(entry({ id: 'evt_2' }))).toEqual(['sub_1']);
  });

  it("1.4 never matches another project's subscriptions", async () => {
    await subscribe('sub_1', '*');
    project = `${project}x`;
    expect(await routed()).toEqual([]);
  });

  it('1.1 notes a repeat with another body, and sends nothing for it', async () => {
    await subscribe('sub_1', 'run.failed');
    await routed();
    for (let time = 0; time < 2; time++) expect(await routed(entry({ contentHash: 'other' }))).toEqual([]);
    const rows = await storedOf(aws, 'events', project);
    expect(rows.map(({ sk }) => sk).sort()).toEqual(['conflict#other', 'event']);
  });

  it('2.6 holds what is for a disabled subscription', async () => {
    await subscribe('sub_on', 'run.failed');
    await subscribe('sub_off', 'run.failed', { status: 'disabled' });
    expect(await routed()).toEqual(['sub_on']);
    const held = await tools.deliveries.get(deliveryId(project, 'evt_1', 'sub_off'));
    expect(held).toMatchObject({ state: 'held', z: entry().z });
    expect(await routed()).toEqual(['sub_on']);
  });
});
