import { type TestCloud, withCloud } from './cloud';
import { type Arrived, Receiver } from './receiver';
import { subscribe, verified } from './subscribe';

const REGION = 'eu-central-1';
let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud({ region: REGION }), Receiver.start()]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

it('accepts an event in another region and delivers it signed', async () => {
  const subscription = await subscribe(stack, `${receiver.url}/signed`, ['signed.event']);
  const event = { type: 'signed.event', source: 'support-bot', data: { run: 42 } };
  const { status, body } = await stack.post<{ results: { id: string }[] }>(event);
  expect(status).toBe(202);
  await stack.cloud.idle();

  expect(receiver.requests).toHaveLength(1);
  const [request] = receiver.requests as [Arrived];
  expect(verified(stack, subscription, request)).toMatchObject({ id: body.results[0]?.id, ...event });
});

it('names that region where the outputs name one, and nothing went wrong in it', () => {
  const { RootKeyCommand: command = '' } = stack.cloud.outputs;
  expect(command).toContain(`--region ${REGION} --secret-id arn:aws:secretsmanager:${REGION}:`);
  expect(stack.reports).toEqual([]);
});
