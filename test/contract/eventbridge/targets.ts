import { randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { runBus } from '../../../local/eventbridge/bus';
import { eventBus } from '../../../local/eventbridge/event-bus-resource';
import { rule } from '../../../local/eventbridge/rule-resource';
import { eventbridge } from '../../../local/eventbridge/service';
import { queue } from '../../../local/sqs/queue-resource';
import { sqs } from '../../../local/sqs/service';
import { Endpoint } from '../../local/sqs/endpoint';
import { localContext } from '../../local/sqs/local-context';
import type { RunningEventBridge } from '../eventbridge.contract';
import type { EventBridgeWorld, Wired } from './world';

const configuration = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** The local cloud's EventBridge; bus, rules and queue are declared as the template would. */
export async function startOurs(): Promise<RunningEventBridge> {
  const local = localContext();
  const endpoint = await Endpoint.start([eventbridge, sqs], local);
  const stopping = new AbortController();
  const running = runBus(local, () => Promise.resolve(), stopping.signal);
  const clients = clientsOf(endpoint.url);
  const declare = (properties: Record<string, unknown> = {}) => {
    const name = `contract-${randomUUID()}`;
    return { logicalId: name, physicalName: name, properties };
  };
  const wire = (...patterns: object[]): Promise<Wired> => {
    const bus = eventBus.make(declare(), local).ref;
    const made = queue.make(declare(), local);
    const Targets = [{ Arn: made.attributes['Arn'], Id: 'queue' }];
    for (const EventPattern of patterns)
      rule.make(declare({ EventBusName: bus, EventPattern, Targets }), local);
    return Promise.resolve(wired(clients.sqs, bus, made.ref));
  };
  return {
    world: { client: clients.events, wire },
    async stop() {
      stopping.abort();
      await running;
      clients.destroy();
      await endpoint.stop();
    },
  };
}

/** Any implementation that has the whole API. */
export function connect(endpoint: string): Promise<RunningEventBridge> {
  const clients = clientsOf(endpoint);
  const wire = async (...patterns: object[]): Promise<Wired> => {
    const EventBusName = `contract-${randomUUID()}`;
    await clients.events.send(new CreateEventBusCommand({ Name: EventBusName }));
    const { QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: EventBusName }));
    const answer = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const Targets = [{ Arn: answer.Attributes?.['QueueArn'] ?? '', Id: 'queue' }];
    for (const [index, pattern] of patterns.entries()) {
      const Rule = `${EventBusName}-${index}`;
      await clients.events.send(
        new PutRuleCommand({ Name: Rule, EventBusName, EventPattern: JSON.stringify(pattern) }),
      );
      await clients.events.send(new PutTargetsCommand({ Rule, EventBusName, Targets }));
    }
    return wired(clients.sqs, EventBusName, QueueUrl);
  };
  const world: EventBridgeWorld = { client: clients.events, wire };
  return Promise.resolve({ world, stop: () => Promise.resolve(clients.destroy()) });
}

function clientsOf(endpoint: string) {
  const events = new EventBridgeClient(configuration(endpoint));
  const queues = new SQSClient(configuration(endpoint));
  const destroy = (): void => {
    events.destroy();
    queues.destroy();
  };
  return { events, sqs: queues, destroy };
}

function wired(client: SQSClient, bus: string, QueueUrl: string): Wired {
  const receive = async (WaitTimeSeconds: number, MaxNumberOfMessages: number): Promise<string[]> => {
    const answer = await client.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages }),
    );
    return (answer.Messages ?? []).map(({ Body }) => Body ?? '');
  };
  return { bus, next: async () => (await receive(5, 1))[0] ?? '', waiting: () => receive(0, 10) };
}
