import { Webhook } from 'standardwebhooks';
import { type TestCloud, withCloud } from '../journeys/cloud';
import { subscribe } from '../journeys/subscribe';
import { Receiver } from '../journeys/receiver';
import { Child, inEachLanguage } from './child';

const FILES = inEachLanguage('receivers/receiver');
const SECRET = `whsec_${'A'.repeat(43)}=`;

describe.each(FILES)('examples/%s', (file) => {
  let stack: TestCloud;
  let child: Child;
  let url: string;

  beforeAll(async () => {
    stack = await withCloud();
    child = new Child(file, { TOCSIN_SECRET: `${otherSecret} ${SECRET}`, RECEIVER_PORT: '0' });
    url = (await child.line('listening on ')).replace('listening on ', '');
  });

  afterAll(async () => {
    await child?.stop();
    await stack?.stop();
  });

  const otherSecret = `whsec_${'B'.repeat(42)}A=`;

  const send = async (headers: Record<string, string>, body: string | Buffer): Promise<number> =>
    (await fetch(url, { method: 'POST', headers, body })).status;

  /** A request as Tocsin signs it, `ageSeconds` old. */
  function signed(id: string, body: string, ageSeconds = 0): Record<string, string> {
    const at = new Date(Date.now() - ageSeconds * 1_000);
    return {
      ...{ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) },
      'webhook-signature': new Webhook(SECRET).sign(id, at, body),
    };
  }

  it('takes a real webhook, whatever its characters, and the delivery succeeds', async () => {
    const { id } = await subscribe(stack, url, ['agent.run.failed'], { secret: SECRET });
    const data = { error: { message: 'a“\u{1F514}' } };
    await stack.post({ type: 'agent.run.failed', source: 'support-bot', subject: 'run_é', data });
    expect(await child.line('agent.run.failed evt_')).toMatch(/ run_é$/);
    await stack.cloud.idle();
    const { body } = await stack.admin<{ data: { status: string }[] }>(
      'GET',
      `/v1/subscriptions/${id}/deliveries`,
    );
    expect(body.data).toMatchObject([{ status: 'delivered', attemptsMade: 1 }]);
  });

  it('answers a repeat of a real webhook with success, and works it once', async () => {
    const recorder = await Receiver.start();
    await subscribe(stack, recorder.url, ['agent.run.completed'], { secret: SECRET });
    await stack.post({ type: 'agent.run.completed', source: 'support-bot' });
    const [request] = await recorder.received(1);
    await recorder.stop();
    const headers = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        String(request?.headers[name]),
      ]),
    );
    const body = request?.body ?? '';

    expect(await send(headers, body.replace('support-bot', 'another-bot'))).toBe(401);
    expect(await send({ ...headers, 'webhook-id': 'evt_other' }, body)).toBe(401);
    expect(await send(headers, body)).toBe(204);
    expect(await send(headers, body)).toBe(204);
    const last = signed('evt_last', '{"id":"evt_last","type":"last"}');
    expect(await send(last, '{"id":"evt_last","type":"last"}')).toBe(204);
    await child.line('last evt_last');
    expect(child.lines.filter((line) => line.startsWith('agent.run.completed'))).toHaveLength(1);
  });

  it('refuses what is old, unsigned, signed by others, or longer than any webhook', async () => {
    const body = '{"id":"evt_1","type":"never"}';
    expect(await send(signed('evt_1', body, 302), body)).toBe(401);
    expect(await send({}, body)).toBe(401);
    expect(await send({ ...signed('evt_1', body), 'webhook-signature': 'v1,é' }, body)).toBe(401);
    expect(await send({ ...signed('evt_1', body), 'webhook-timestamp': 'now' }, body)).toBe(401);
    expect(await send(signed('evt_1', body), Buffer.alloc(1_000_001))).toBe(413);
    expect(child.lines.filter((line) => line.startsWith('never'))).toEqual([]);
  });
});

describe.each(FILES)('examples/%s', (file) => {
  it.each(['', 'whsec_', `${SECRET} whsec_`, 'whsec_c2hvcnQ='])(
    'does not start with the secret "%s", under which anybody could sign',
    async (secret) => {
      const child = new Child(file, { TOCSIN_SECRET: secret, RECEIVER_PORT: '0' });
      await child.error('TOCSIN_SECRET is no secret of a subscription');
      expect(child.lines).toEqual([]);
      await child.stop();
    },
  );

  it('takes its secret with spaces around it', async () => {
    const child = new Child(file, { TOCSIN_SECRET: ` ${SECRET}  `, RECEIVER_PORT: '0' });
    await child.line('listening on ');
    await child.stop();
  });
});
