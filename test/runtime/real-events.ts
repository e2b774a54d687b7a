import { once } from 'node:events';
import { createServer } from 'node:http';
import { FUNCTION_NAMES, type FunctionName } from '../../lib/function-names';
import { type Cloud, startCloud } from '../../local/cloud';
import { createFirstProject } from '../../local/first-project';
import { Functions } from '../../local/lambda/functions';
import type { Assembly } from '../../local/template/template';

/** An event that each function has got while a stack did its work, as the services of AWS shape it. */
export type RealEvents = Record<FunctionName, string>;

/** Runs the stack until every function has been invoked, and hands it over running. */
export async function realEvents(
  assembly: Assembly,
  use: (events: RealEvents, cloud: Cloud) => Promise<void>,
): Promise<void> {
  const seen = new Map<string, string>();
  const original: Functions['invoke'] = Object.getOwnPropertyDescriptor(Functions.prototype, 'invoke')?.value;
  Functions.prototype.invoke = function (name, event, local) {
    const { label } = this.find(name);
    if (label !== 'admin' || event.includes('/v1/subscriptions')) seen.set(label, event);
    return original.call(this, name, event, local);
  };
  const endpoint = createServer((_, response) => response.writeHead(204).end()).listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  const allowedHosts = '127.0.0.1,localhost';
  const cloud = await startCloud({ assembly, stateDir: ':memory:', allowedHosts, report: () => {} });
  try {
    await live(cloud, (endpoint.address() as { port: number }).port);
    const missing = FUNCTION_NAMES.filter((name) => !seen.has(name));
    if (missing.length > 0) throw new Error(`Never invoked: ${missing.join(', ')}`);
    await use(Object.fromEntries(seen) as RealEvents, cloud);
  } finally {
    Functions.prototype.invoke = original;
    await cloud.stop();
    endpoint.close();
  }
}

async function live(cloud: Cloud, port: number): Promise<void> {
  const { adminKey, ingestKey } = await createFirstProject(cloud, 'runtime');
  const post = async (path: string, key: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(cloud.apiUrl + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const destination = { kind: 'webhook', url: `http://127.0.0.1:${port}/` };
  await post('/v1/subscriptions', adminKey, { name: 'all', eventTypes: ['an.event'], destination });
  await post('/v1/events', ingestKey, { type: 'an.event', source: 'bot', id: '1' });
  await cloud.runSchedules();
  const Detail = {
    v: 1,
    id: 'evt_x',
    project: 'p',
    type: 'a',
    source: 'b',
    contentHash: 'h',
    z: 'AwA=',
    receivedAt: 1,
  };
  await cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: cloud.ref('DeadQueue'),
    MessageBody: JSON.stringify({ source: 'tocsin', 'detail-type': 'a', detail: Detail }),
    MessageAttributes: {
      RULE_ARN: { DataType: 'String', StringValue: 'arn:of:rule' },
      ERROR_CODE: { DataType: 'String', StringValue: 'SDK_CLIENT_ERROR' },
    },
  });
  await cloud.idle();
}
