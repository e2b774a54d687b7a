import { loadAgents } from '../../adapters/aws/agents';
import type { Endpoint } from '../../adapters/aws/endpoints';
import { alertKey } from '../../adapters/aws/keys';
import { getRow } from '../../adapters/aws/read';
import type { StoredHold } from '../../core/agent/agent';
import type { Alert } from '../../core/alert/alert';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import { isProven, type Lane } from '../../core/delivery/pace';
import type { AlertFacts, StoredDelivery } from '../../core/delivery/plan/facts';
import { standingOf } from '../../core/delivery/standing';
import { storedBody, type StoredBody } from '../../core/delivery/stored-body';
import { tellsPeople } from '../../core/destination/destination';
import { NOTICE } from '../../core/notice/grouping';
import type { Telling } from '../../core/notice/quiet';
import { compileSilences, type CompiledSilence } from '../../core/notice/silence';
import type { Subscription } from '../../core/subscription/subscription';
import type { DeliverTools } from './tools';

/**
 * An endpoint may have proven itself in another invocation a moment ago: before its messages go to the slow lane, where
 * they would wait behind others of their project, it is read anew.
 */
export const loadEndpoint = (
  { endpoints }: Pick<DeliverTools, 'endpoints'>,
  { project, subscription }: DeliveryMessage,
  lane: Lane,
): Promise<Endpoint | undefined> =>
  endpoints.get(project, subscription, ({ pace }) => lane === 'slow' || isProven(pace));

/** The deliveries of messages, in their order. One read for all rows; an event is read for a body that no row has. */
export async function loadDeliveries(
  tools: Pick<DeliverTools, 'shelf' | 'events' | 'now'>,
  messages: readonly DeliveryMessage[],
): Promise<StoredDelivery[]> {
  const rows = await tools.shelf.rowsOf(messages);
  return Promise.all(
    messages.map(async (message, index) => {
      const row = rows[index];
      const standing = standingOf(row, message.attempt, tools.now());
      return { row, standing, body: await loadBodyOf(tools, message, row, standing) };
    }),
  );
}

/** The body of a notice is in its row and nowhere else; what is not attempted needs none. */
function loadBodyOf(
  tools: Pick<DeliverTools, 'events'>,
  message: DeliveryMessage,
  row: DeliveryRow | undefined,
  standing: StoredDelivery['standing'],
): Promise<StoredBody | undefined> | StoredBody | undefined {
  if (message.type === NOTICE) return row?.z === undefined ? undefined : storedBody(NOTICE, row.z);
  return standing === 'busy' || standing === 'stale' ? undefined : loadBody(tools, message, row);
}

/** From the message, the row or the event, in this order. Undefined if the event has expired. */
export async function loadBody(
  { events }: Pick<DeliverTools, 'events'>,
  { type, project, event, z }: DeliveryMessage,
  row: DeliveryRow | undefined,
): Promise<StoredBody | undefined> {
  const packed = z ?? row?.z ?? (await events.get(project, event))?.z;
  return packed === undefined ? undefined : storedBody(type, packed);
}

/** Those of a project, ready to be asked. */
export const loadSilences = async (
  { silences, now }: Pick<DeliverTools, 'silences' | 'now'>,
  project: string,
): Promise<CompiledSilence[]> => compileSilences(await silences.of(project, now()));

/** What decides whether a subscription of the project is notified of an alert now. */
export async function loadAlert(
  tools: Pick<DeliverTools, 'tables' | 'monitoringTable' | 'ledgers'>,
  { project, id }: { project: string; id: string },
  { type, data }: Telling,
  now: number,
): Promise<AlertFacts> {
  const { tables, monitoringTable, ledgers } = tools;
  const isFiring = type === 'alert.firing';
  const { source } = data.group;
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(data.id), now);
  return {
    alert: alert?.project === project ? alert : undefined,
    ledger: isFiring ? undefined : await ledgers.get({ alert: data.id, subscription: id }, now),
    holds: isFiring && source !== undefined ? await loadHolds(tools, project, String(source)) : [],
  };
}

/** An agent's own holds and those of all agents. */
async function loadHolds(
  { tables, monitoringTable }: Pick<DeliverTools, 'tables' | 'monitoringTable'>,
  project: string,
  agent: string,
): Promise<StoredHold[]> {
  const agents = await loadAgents(tables, monitoringTable, project, [agent]);
  return (agents.get(agent) ?? []).flatMap(({ holds }) => holds as StoredHold[]);
}

/**
 * The subscription with the destination that the delivery goes to. How an alert goes on is sent to where its beginning was,
 * whatever the subscription has become since (SEMANTICS 6.3).
 */
export async function loadAddressee(
  { ledgers, now }: Pick<DeliverTools, 'ledgers' | 'now'>,
  { type, test }: Pick<DeliveryRow, 'type' | 'test'>,
  subscription: Subscription,
  body: StoredBody,
  known: Pick<AlertFacts, 'ledger'> | undefined,
): Promise<Subscription> {
  if (test || type === 'alert.firing' || !tellsPeople(subscription.destination)) return subscription;
  const telling = body.telling();
  if (!telling) return subscription;
  const names = { alert: telling.data.id, subscription: subscription.id };
  const ledger = known ? known.ledger : await ledgers.get(names, now());
  if (!ledger?.destination) return subscription;
  const { credential: _, ...rest } = subscription;
  const { destination, credential } = ledger;
  return { ...rest, destination, ...(credential !== undefined && { credential }) };
}
