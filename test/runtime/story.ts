import { Webhook } from 'standardwebhooks';
import type { Cloud } from '../../local/cloud';
import { createFirstProject } from '../../local/first-project';
import { type Arrived, Receiver } from '../journeys/receiver';

/** What no function of the stack can make of it: a rule gave up, and the dead queue is `bury`'s to work on. */
const DEAD_MESSAGE = {
  MessageBody: JSON.stringify({
    source: 'tocsin',
    'detail-type': 'a',
    detail: {
      ...{ v: 1, id: 'evt_x', project: 'p', type: 'a', source: 'b' },
      ...{ contentHash: 'h', z: 'AwA=', receivedAt: 1 },
    },
  }),
  MessageAttributes: {
    RULE_ARN: { DataType: 'String', StringValue: 'arn:of:rule' },
    ERROR_CODE: { DataType: 'String', StringValue: 'SDK_CLIENT_ERROR' },
  },
};

/**
 * A life of a stack in which each function has something new to do. Throws unless the event has reached the endpoint
 * once, with a signature that a receiver with the `standardwebhooks` package takes.
 */
export async function story(cloud: Cloud, idle: () => Promise<void>): Promise<void> {
  const { adminKey, ingestKey } = await createFirstProject(cloud, 'runtime');
  const endpoint = await Receiver.start();
  try {
    const destination = { kind: 'webhook', url: endpoint.url };
    const all = { name: 'all', eventTypes: ['an.event'], destination };
    const { secret } = await post(cloud, '/v1/subscriptions', adminKey, all);
    const thresholds = [{ atLeast: 5, severity: 'critical' }];
    const five = { name: 'five', kind: 'count', eventTypes: ['an.event'], groupBy: ['source'], thresholds };
    await post(cloud, '/v1/monitors', adminKey, { ...five, window: { slidingSeconds: 600 } });
    await post(cloud, '/v1/events', ingestKey, { type: 'an.event', source: 'bot', id: '1' });
    await idle();
    await cloud.runSchedules();
    await cloud.call('AmazonSQS.SendMessage', { QueueUrl: cloud.ref('DeadQueue'), ...DEAD_MESSAGE });
    await idle();
    mustHaveArrived(endpoint.requests, secret);
  } finally {
    await endpoint.stop();
  }
}

async function post(cloud: Cloud, path: string, key: string, body: object): Promise<{ secret: string }> {
  const response = await fetch(cloud.apiUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as { secret: string };
}

function mustHaveArrived(requests: Arrived[], secret: string): void {
  const [request] = requests;
  if (!request || requests.length > 1) throw new Error(`The endpoint has got ${requests.length} requests`);
  new Webhook(secret).verify(request.body, request.headers as Record<string, string>);
}
