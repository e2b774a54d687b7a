import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HouseFunction, type HouseFunctionProps } from './constructs/house-function';
import type { HouseQueue } from './constructs/house-queue';
import { consume, QueueFunction } from './constructs/queue-function';
import type { FunctionName } from './function-names';
import type { Stage } from './stage';

/** Gives the bundle of a function: a directory with `index.mjs`. */
export type CodeOf = (name: FunctionName) => Code;

type Settings = Pick<HouseFunctionProps, 'timeoutSeconds' | 'memoryMegabytes' | 'failsInPart' | 'hurts'>;

export const SETTINGS: Record<FunctionName, Settings> = {
  authorize: {
    timeoutSeconds: 5,
    memoryMegabytes: 256,
    failsInPart: false,
    hurts: 'every caller of the API whose key is not in the cache: the gateway answers 500.',
  },
  ingest: {
    timeoutSeconds: 29,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts: 'agents: their events are refused, or they do not learn that they are paused.',
  },
  route: {
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts: 'every subscriber: events are accepted, but are late or end as dead letters.',
  },
  deliver: {
    timeoutSeconds: 40,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts: 'every subscriber: webhooks are late, and receivers may see an attempt twice.',
  },
  monitor: {
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts:
      'owners of monitors: alerts and directives are late, agents that fail run on. Nothing is declared absent meanwhile.',
  },
  sweep: {
    timeoutSeconds: 55,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts:
      'subscribers with failing endpoints: retries later than 15 minutes do not happen; jobs stand still, alerts do not resolve.',
  },
  bury: {
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    failsInPart: true,
    hurts: 'owners of dead letters: they are not listed and cannot be replayed.',
  },
  admin: {
    timeoutSeconds: 29,
    memoryMegabytes: 512,
    failsInPart: true,
    hurts: 'operators: subscriptions, keys and deliveries cannot be read or changed.',
  },
};

export interface Functions {
  byName: Record<FunctionName, HouseFunction>;
  routeQueue: HouseQueue;
  deliverQueue: HouseQueue;
  /** For endpoints that take seconds: they delay each other, and nobody else. */
  slowDeliverQueue: HouseQueue;
  monitorQueue: HouseQueue;
}

/** All functions, with their queues. They may do nothing yet but log: see grants.ts. */
export function createFunctions(
  scope: Construct,
  stage: Stage,
  codeOf: CodeOf,
  deadQueue: HouseQueue,
): Functions {
  const propsOf = (name: FunctionName): HouseFunctionProps => ({
    stage,
    code: codeOf(name),
    ...SETTINGS[name],
  });
  const queueFunction = (name: 'route' | 'deliver' | 'monitor', id: string): QueueFunction =>
    new QueueFunction(scope, id, {
      ...propsOf(name),
      deadQueue,
      maximumConcurrency: stage.maximumConcurrency[name],
    });
  const route = queueFunction('route', 'Route');
  const deliver = queueFunction('deliver', 'Deliver');
  const slowDeliverQueue = deliver.addQueue('SlowQueue', stage.maximumConcurrency.slowDeliver);
  const monitor = queueFunction('monitor', 'Monitor');
  const bury = new HouseFunction(scope, 'Bury', propsOf('bury'));
  consume(bury, deadQueue, stage.maximumConcurrency.bury);
  return {
    byName: {
      authorize: new HouseFunction(scope, 'Authorize', propsOf('authorize')),
      ingest: new HouseFunction(scope, 'Ingest', propsOf('ingest')),
      route: route.function,
      deliver: deliver.function,
      monitor: monitor.function,
      sweep: new HouseFunction(scope, 'Sweep', { ...propsOf('sweep'), deadQueue }),
      bury,
      admin: new HouseFunction(scope, 'Admin', propsOf('admin')),
    },
    routeQueue: route.queue,
    deliverQueue: deliver.queue,
    slowDeliverQueue,
    monitorQueue: monitor.queue,
  };
}
