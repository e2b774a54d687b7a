import { conservation } from './conservation';
import { linesOf } from './measured';
import {
  arrived,
  down,
  MINUTE,
  post,
  receiver,
  SINCE,
  stack,
  started,
  watched,
  withRecovery,
} from './recovery';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

withRecovery();

describe('a replay with what was delivered', () => {
  it('2.8 sends it once more under the same ids, and begins no chain of retries', async () => {
    const { id } = await subscribe(stack, `${receiver.url}/again`, ['again']);
    const events = await post('again', 3);
    down.add('/again');
    const input = { since: SINCE, includeDelivered: true };
    const job = (await watched(await started(`/v1/subscriptions/${id}/replay`, input))).at(-1);
    expect(job).toMatchObject({ status: 'done', done: 3, total: 3 });
    await stack.cloud.idle();
    expect(arrived('/again')).toHaveLength(6);
    expect(new Set(arrived('/again').slice(3))).toEqual(new Set(events));
    for (let hour = 0; hour < 3; hour++) {
      stack.cloud.clock.advance(60 * MINUTE);
      await stack.cloud.runSchedules();
    }
    expect(arrived('/again')).toHaveLength(6);
    const states = (await Promise.all(events.map((event) => deliveriesOf(stack, event)))).flat();
    expect(states.map(({ state, attempts }) => [state, attempts.length])).toEqual(
      events.map(() => ['delivered', 2]),
    );
  });
});

describe('2.8 a parked delivery that is tried by hand', () => {
  it('is attempted although the breaker is open, and stands in line once if that fails', async () => {
    down.add('/parked');
    const breaker = { failures: 1, seconds: 0 };
    await subscribe(stack, `${receiver.url}/parked`, ['parked.by-hand'], { breaker });
    await post('parked.by-hand', 1);
    // The second event comes to an open breaker.
    const answer = await stack.post<{ results: { id: string }[] }>({ type: 'parked.by-hand', source: 'bot' });
    const event = answer.body.results[0]?.id ?? '';
    await stack.cloud.idle();
    const [row] = await deliveriesOf(stack, event);
    expect(row).toMatchObject({ state: 'parked', attempts: [] });
    const sent = (): number => arrived('/parked').filter((id) => id === event).length;
    expect(sent()).toBe(0);

    expect((await stack.admin('POST', `/v1/deliveries/${row?.id}/retry`, {})).status).toBe(202);
    await stack.cloud.idle();
    expect(sent()).toBe(1);
    const [failed] = await deliveriesOf(stack, event);
    expect(failed).toMatchObject({ state: 'waiting', attempts: [{ number: 1, manual: true, status: 500 }] });
    stack.cloud.clock.advance(30_000);
    await stack.cloud.idle();
    // Its chain goes on: the next attempt finds the breaker open.
    const [again] = await deliveriesOf(stack, event);
    expect(again).toMatchObject({ state: 'parked', chainStart: 1, attempts: [{ number: 1 }] });
    expect(sent()).toBe(1);

    down.clear();
    for (let minute = 0; minute < 15; minute++) {
      stack.cloud.clock.advance(MINUTE);
      await stack.cloud.runSchedules();
    }
    expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'delivered' }]);
    expect(sent()).toBe(2);
  });
});

describe('2.7 a replay that comes when its event is forgotten', () => {
  it('brings back the event, to be seen and accounted for, and delivers it once', async () => {
    await subscribe(stack, `${receiver.url}/late`, ['late']);
    stack.cloud.faults.onCall = ({ caller, service, action }) =>
      `${caller} ${service} ${action}` === 'route dynamodb PutItem'
        ? { kind: 'error', code: 'ValidationException', status: 400 }
        : undefined;
    const [event = ''] = await post('late', 1);
    // As often as a queue hands a message out, and once more, in which it moves it to the dead queue.
    for (let received = 0; received <= 60; received++) {
      stack.cloud.clock.advance(361_000);
      await stack.cloud.idle();
    }
    delete stack.cloud.faults.onCall;
    expect((await rows(stack, 'dead')).map((letter) => letter.event)).toContain(event);
    stack.cloud.clock.advance(40 * 24 * 60 * MINUTE);
    await stack.cloud.idle();
    expect((await stack.admin('GET', `/v1/events/${event}`)).status).toBe(404);

    const until = new Date(stack.cloud.clock.now()).toISOString();
    const job = (await watched(await started('/v1/dead-letters/replay', { since: SINCE, until }))).at(-1);
    expect(job).toMatchObject({ status: 'done', done: 1, total: 1 });
    await stack.cloud.idle();
    expect(arrived('/late')).toEqual([event]);
    expect((await stack.admin('GET', `/v1/events/${event}`)).status).toBe(200);
    const { body } = await stack.admin<{ data: object[] }>('GET', `/v1/events/${event}/deliveries`);
    expect(body.data).toMatchObject([{ status: 'delivered' }]);
    stack.cloud.clock.advance(60 * MINUTE);
    expect(await conservation(stack)).toMatchObject({ stranded: [], holds: true });
  });
});

describe('a job', () => {
  it('can be cancelled: what it has begun is finished and counted, the rest stays', async () => {
    const { id } = await subscribe(stack, `${receiver.url}/cancelled`, ['cancelled']);
    await stack.admin('POST', `/v1/subscriptions/${id}/disable`);
    await post('cancelled', 120);
    await stack.admin('POST', `/v1/subscriptions/${id}/enable`);
    const job = await started(`/v1/subscriptions/${id}/recover`, { since: SINCE });
    const cancel = (): Promise<{ status: number; body: object }> =>
      stack.admin('DELETE', `/v1/jobs/${job.id}`);
    // Asked for before the first page is written, and once more while nobody is at it.
    expect(await cancel()).toMatchObject({ status: 202, body: { status: 'cancelling' } });
    expect(await cancel()).toMatchObject({ status: 202 });
    const ended = (await watched(job)).at(-1);
    expect(ended).toMatchObject({ status: 'cancelled', done: 0 });
    expect(await cancel()).toMatchObject({ status: 409 });
    expect(arrived('/cancelled')).toEqual([]);
    const held = (await rows(stack, 'delivery')).filter((row) => row.subscription === id);
    expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['held']));
  });

  it('ends when the subscription that it works for is deleted', async () => {
    await post('orphaned', 3);
    const { id } = await subscribe(stack, `${receiver.url}/orphaned`, ['orphaned']);
    const job = await started(`/v1/subscriptions/${id}/replay`, { since: SINCE });
    await stack.admin('DELETE', `/v1/subscriptions/${id}`);
    expect((await watched(job)).at(-1)).toMatchObject({ status: 'cancelled', error: 'subscription_deleted' });
    // The owner's doing: nobody is on call for that.
    const failures = linesOf(stack, 'sweep').filter(({ level }) => level === 'ERROR');
    expect(failures.map(({ job: failed }) => failed)).not.toContain(job.id);
  });
});
