import { loadAgents } from '../../adapters/aws/agents';
import type { Endpoint } from '../../adapters/aws/endpoints';
import { alertKey } from '../../adapters/aws/keys';
import { idOf } from '../../adapters/aws/new-delivery';
import { getRow } from '../../adapters/aws/read';
import type { Found } from '../../adapters/aws/shelf';
import type { StoredHold } from '../../core/agent/agent';
import type { Alert } from '../../core/alert/alert';
import type { DeliveryMessage } from '../../core/delivery/message';
import { delaySeconds, dueAfterFailure } from '../../core/delivery/wake-up';
import { tellsPeople } from '../../core/destination/destination';
import { passage, type Passage, type Telling } from '../../core/notice/quiet';
import { compileSilences, type CompiledSilence } from '../../core/notice/silence';
import { keptUntil } from '../../core/retention';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import { onePerDelivery, ready } from './put-off';
import type { Failures } from './serve';
import { isOfAlert, tellingOf } from './telling';

/**
 * What people are to be told of alerts passes here before each attempt (SEMANTICS 6.1, 6.3): some of it waits, some is
 * withheld. Answers what is to be attempted. A person's try and a test need not ask.
 */
export async function quiet(
  tools: DeliverTools,
  endpoint: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const { subscription } = endpoint;
  if (!tellsPeople(subscription.destination)) return [...messages];
  const asks = ({ type, manual, test }: DeliveryMessage): boolean => isOfAlert(type) && !manual && !test;
  const { found, bodiless } = await ready(tools, onePerDelivery(messages.filter(asks), failures), failures);
  const passed = [...messages.filter((message) => !asks(message)), ...bodiless];
  const silences = onceAsked(() => silencesOf(tools, endpoint));
  for (const one of found) {
    try {
      if (await passes(tools, endpoint, one, silences)) passed.push(one.message);
    } catch (error) {
      failures.set(one.message, error);
    }
  }
  return passed;
}

/** Those of the project, which all messages of one endpoint share. */
const silencesOf = async (
  { silences, now }: DeliverTools,
  { subscription }: Endpoint,
): Promise<CompiledSilence[]> => compileSilences(await silences.of(subscription.project, now()));

/** Reads once, and only if asked. */
function onceAsked<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

async function passes(
  tools: DeliverTools,
  endpoint: Endpoint,
  found: Found,
  silences: () => Promise<CompiledSilence[]>,
): Promise<boolean> {
  const { message } = found;
  const telling = tellingOf(message.type, found.z);
  if (!telling) return true;
  const way = await ask(tools, endpoint, telling, message.acceptedAt, silences);
  if (way.do === 'send') return true;
  const done =
    way.do === 'wait'
      ? await wait(tools, found, way.until)
      : await withhold(tools, found, telling, way.reason);
  if (!done) throw new ComeBack();
  log('deliver.quiet', { ...deliveryFields(message), ...way });
  return false;
}

/** The ledger first: whoever then finds the alert resolved knows that this one has been told, or will not be. */
async function ask(
  tools: DeliverTools,
  { subscription }: Endpoint,
  telling: Telling,
  acceptedAt: number,
  silences: () => Promise<CompiledSilence[]>,
): Promise<Passage> {
  const { tables, monitoringTable, ledgers } = tools;
  const { project, id, destination, credential } = subscription;
  const { source } = telling.data.group;
  const names = { alert: telling.data.id, subscription: id };
  const firing = telling.type === 'alert.firing';
  if (firing) {
    const used = { destination, ...(credential !== undefined && { credential }) };
    await ledgers.begin({ ...names, ...used, firing: 'underWay', entries: [] });
  }
  const now = tools.now();
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(telling.data.id), now);
  const way = passage(telling, {
    ...{ alert: alert?.project === project ? alert : undefined, acceptedAt, now },
    ledger: firing ? undefined : await ledgers.get(names, now),
    silences: firing ? await silences() : [],
    options: subscription,
    holds: firing && source !== undefined ? await holdsOn(tools, project, String(source)) : [],
  });
  if (firing && way.do === 'wait') {
    const { reason, until } = way;
    await ledgers.settle(names, 'withheld', { reason, until });
  }
  return way;
}

/** An agent's own holds and those of all agents. */
async function holdsOn(
  { tables, monitoringTable }: DeliverTools,
  project: string,
  agent: string,
): Promise<StoredHold[]> {
  const agents = await loadAgents(tables, monitoringTable, project, [agent]);
  return (agents.get(agent) ?? []).flatMap(({ holds }) => holds as StoredHold[]);
}

async function wait(tools: DeliverTools, found: Found, until: number): Promise<boolean> {
  const now = tools.now();
  const { dueAt, sendDelayed } = dueAfterFailure(until, now);
  if (!(await tools.shelf.postpone(found, until, dueAt))) return false;
  if (sendDelayed)
    await tools.queues.fast.send([{ message: found.message, delaySeconds: delaySeconds(until, now) }]);
  return true;
}

/** In the ledger of the alert, and then at the delivery. False if its row has changed meanwhile. */
export async function withhold(
  tools: DeliverTools,
  found: Found,
  { type, data }: Telling,
  reason: string,
): Promise<boolean> {
  const { message } = found;
  const now = tools.now();
  const entry = { at: now, delivery: idOf(message), type, outcome: 'withheld' as const, reason };
  const names = { alert: data.id, subscription: message.subscription };
  await tools.ledgers.note(names, entry, type === 'alert.firing' ? 'withheld' : undefined);
  return tools.shelf.withhold(found, reason, keptUntil(message.acceptedAt, now, tools.retentionDays));
}
