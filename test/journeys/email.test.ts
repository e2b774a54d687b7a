import { type TestCloud, withCloud } from './cloud';
import { minutesPass, postAs, times, watch } from './watch';

let stack: TestCloud;

beforeAll(async () => {
  stack = await withCloud();
});

afterAll(() => stack.stop());

it('budget alerts reach engineering and finance by e-mail, in one message that anybody can read', async () => {
  await watch(stack, {
    ...{
      name: 'spend of <b>today</b>',
      kind: 'sum',
      eventTypes: ['agent.run.completed'],
      groupBy: ['source'],
    },
    ...{ value: 'data.costMicroUsd', window: { slidingSeconds: 600 } },
    thresholds: [{ atLeast: 1_000_000, severity: 'warning' }],
  });
  const made = await stack.admin<{ id: string }>('POST', '/v1/subscriptions', {
    ...{ name: 'finance', eventTypes: ['alert.*'] },
    destination: { kind: 'email', to: ['engineering@example.com', 'finance@example.com'] },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { destination: { kind: 'email', to: ['engineering@example.com', 'finance@example.com'] } },
  });
  const spend = times(2, 'agent.run.completed', { data: { costMicroUsd: 600_000 } });
  await postAs(stack, 'spender', ...spend);
  await postAs(stack, 'waster', ...spend);
  await minutesPass(stack, 1);
  const [mail, ...others] = await stack.mails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    sender: 'tocsin@tocsin.example',
    recipients: ['engineering@example.com', 'finance@example.com'],
    subject: expect.stringMatching(/^\[warning\] spend of <b>today<\/b>: \w+ \(and 1 more\)$/) as string,
    headers: { 'X-Tocsin-Notice': expect.stringMatching(/^ntc_/) as string },
  });
  for (const agent of ['spender', 'waster']) expect(mail?.text).toContain(agent);
  expect(mail?.html).toContain('&lt;b&gt;today&lt;/b&gt;');
  expect(mail?.html).not.toContain('<b>today');
  const page = await fetch(stack.cloud.mailboxUrl);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('spend of &lt;b&gt;today');
  const test = await stack.admin<{ delivery: string }>('POST', `/v1/subscriptions/${made.body.id}/test`, {
    type: 'alert.firing',
  });
  await stack.cloud.idle();
  const delivery = await stack.admin('GET', `/v1/deliveries/${test.body.delivery}`);
  expect(delivery.body).toMatchObject({
    status: 'delivered',
    attempts: [{ status: 200, request: { url: 'mailto:engineering@example.com,finance@example.com' } }],
  });
});

it('an address that is none is refused by name', async () => {
  const made = await stack.admin('POST', '/v1/subscriptions', {
    ...{ name: 'nobody', eventTypes: ['alert.*'] },
    destination: { kind: 'email', to: ['a@example.com', 'b@example.com\r\nBcc: c@example.com'] },
  });
  expect(made).toMatchObject({ status: 400, body: { errors: [{ pointer: '/destination/to/1' }] } });
});
