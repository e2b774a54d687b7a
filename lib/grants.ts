import type { FunctionName } from './function-names';
import type { IndexName, TableName } from './tables';

type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** `table/index` is the index alone: a right on a table is none on its indexes. */
export type Grants = Partial<Record<TableName, readonly TableAction[]>> &
  Partial<Record<`${TableName}/${IndexName}`, readonly ['Query']>> & {
    bus?: readonly ['PutEvents'];
    deliverQueue?: readonly ['SendMessage'];
    slowDeliverQueue?: readonly ['SendMessage'];
    monitorQueue?: readonly ['SendMessage'];
    encryptionKey?: readonly ('Decrypt' | 'GenerateDataKey')[];
    rootSecret?: readonly ['GetSecretValue'];
    /** Only where the stage has an address to send from, and only from that. */
    mailIdentity?: readonly ['SendEmail'];
  };

/**
 * All that each function may do beyond writing its log and emptying its own queue. A transaction needs the
 * rights of its parts. Consuming a queue is granted where the queue is connected. What no journey is seen to use does not
 * belong here (test/iam).
 */
export const GRANTS: Record<FunctionName, Grants> = {
  authorize: {
    subscriptions: ['GetItem'],
    rootSecret: ['GetSecretValue'],
  },
  ingest: {
    // Which schemas a project enforces, and those of a request's types.
    subscriptions: ['GetItem', 'BatchGetItem'],
    // Directives, and what each key may still ask.
    monitoring: ['BatchGetItem', 'UpdateItem'],
    bus: ['PutEvents'],
  },
  route: {
    subscriptions: ['GetItem', 'Query'],
    events: ['GetItem', 'PutItem'],
    deliveries: ['PutItem'],
    deliverQueue: ['SendMessage'],
  },
  deliver: {
    // An endpoint that answers 410 is disabled: its subscription, its match rows and the version in one transaction.
    // Its breaker, pace and rate stand beside the subscription; parking depends on the breaker.
    subscriptions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    events: ['GetItem'],
    // What is sent together depends on its notice being open.
    deliveries: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    // Before people are told: the alert as it is, what they have been told of it, whether its agent is paused, and what it
    // goes together with.
    monitoring: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    deliverQueue: ['SendMessage'],
    slowDeliverQueue: ['SendMessage'],
    encryptionKey: ['Decrypt'],
    mailIdentity: ['SendEmail'],
  },
  monitor: {
    // What a monitor does to an agent is recorded as a change.
    subscriptions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    monitoring: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    // Promised events of agents stand in the outbox.
    deliveries: ['PutItem', 'DeleteItem'],
    bus: ['PutEvents'],
  },
  sweep: {
    // Jobs and breakers: the breaker of an endpoint that is well again, or of none, is deleted. What a monitor does to
    // an agent is recorded as a change.
    subscriptions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'subscriptions/due': ['Query'],
    // A dead event that is replayed is marked as such; a stored one that is replayed gets another subscription.
    events: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    'events/list': ['Query'],
    deliveries: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'deliveries/due': ['Query'],
    'deliveries/list': ['Query'],
    monitoring: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'monitoring/due': ['Query'],
    // The groups of a monitor that has changed.
    'monitoring/list': ['Query'],
    bus: ['PutEvents'],
    deliverQueue: ['SendMessage'],
    monitorQueue: ['SendMessage'],
  },
  bury: {
    events: ['GetItem', 'PutItem'],
    deliveries: ['GetItem', 'PutItem', 'UpdateItem'],
  },
  admin: {
    subscriptions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'subscriptions/list': ['Query'],
    events: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    'events/list': ['Query'],
    deliveries: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    'deliveries/list': ['Query'],
    monitoring: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    'monitoring/list': ['Query'],
    bus: ['PutEvents'],
    deliverQueue: ['SendMessage'],
    // A dead letter of the monitors is replayed to them alone.
    monitorQueue: ['SendMessage'],
    encryptionKey: ['Decrypt', 'GenerateDataKey'],
  },
};
