import { loadAgents } from '../../adapters/aws/agents';
import { type Endpoint, readEndpoint } from '../../adapters/aws/endpoints';
import { groupStanding } from '../../adapters/aws/group-standing';
import { alertKey } from '../../adapters/aws/keys';
import { getRow } from '../../adapters/aws/read';
import type { StoredHold } from '../../core/agent/agent';
import type { Alert, AlertData } from '../../core/alert/alert';
import { tellsPeople, tellsTogether } from '../../core/destination/destination';
import type { Asked } from '../../core/notice/explain';
import { groupOf } from '../../core/notice/grouping';
import type { Surroundings } from '../../core/notice/surroundings';
import type { Telling } from '../../core/notice/quiet';
import { compileSilences } from '../../core/notice/silence';
import { supposedAlert, supposedLedger } from '../../core/notice/supposed';
import { isAlert } from '../../core/notice/wording';
import type { Subscription } from '../../core/subscription/subscription';
import type { Admin } from './admin';

/** What all deliveries of an event would find. */
export interface Scene {
  project: string;
  event: Asked;
  /** The alert itself, if there is such a one; else it is supposed as its event says. */
  real?: Alert;
  silences: Surroundings['silences'];
  holds: readonly StoredHold[];
  now: number;
}

const alertDataOf = (event: Asked): AlertData | undefined =>
  isAlert(event) ? (event.data as AlertData) : undefined;

/** Reads what stands around an event, whatever the subscription. */
export async function sceneOf(admin: Admin, project: string, event: Asked, now: number): Promise<Scene> {
  const data = alertDataOf(event);
  const source = data?.group['source'];
  const [real, silences, holds] = await Promise.all([
    data && realAlert(admin, project, data.id, now),
    data ? admin.silences.of(project, now).then((all) => compileSilences(all)) : [],
    source === undefined ? [] : holdsOn(admin, project, String(source)),
  ]);
  return { project, event, silences, holds, now, ...(real && { real }) };
}

async function realAlert(
  { tables, monitoringTable }: Admin,
  project: string,
  id: string,
  now: number,
): Promise<Alert | undefined> {
  if (!id.startsWith('alt_') || id.length > 256) return undefined;
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(id), now);
  return alert?.project === project ? alert : undefined;
}

async function holdsOn(
  { tables, monitoringTable }: Admin,
  project: string,
  agent: string,
): Promise<StoredHold[]> {
  const agents = await loadAgents(tables, monitoringTable, project, [agent]);
  return (agents.get(agent) ?? []).flatMap(({ holds }) => holds as StoredHold[]);
}

/** What the delivery of one subscription would find, read as `deliver` reads it. */
export async function surroundings(
  admin: Admin,
  subscription: Subscription,
  { event, real, ...scene }: Scene,
): Promise<Surroundings> {
  const { tables, subscriptionsTable } = admin;
  const { now } = scene;
  const { id, destination } = subscription;
  const data = alertDataOf(event);
  const toPeople = data !== undefined && tellsPeople(destination);
  const [endpoint, ledger, standing] = await Promise.all([
    readEndpoint(tables, subscriptionsTable, id, now),
    toPeople && real ? admin.ledgers.get({ alert: data.id, subscription: id }, now) : undefined,
    groupFound(admin, subscription, event, now),
  ]);
  return {
    ...scene,
    ...standing,
    ...(endpoint && endpointFound(endpoint)),
    ...(data && {
      telling: { type: event.type as Telling['type'], data },
      alert: real ?? supposedAlert(event, data, now),
      ledger: real ? ledger : supposedLedger(subscription, event),
    }),
    // The delay of an escalation runs since the alert began.
    acceptedAt: real && event.type === 'alert.firing' ? Math.min(now, real.startedAt) : now,
  };
}

const endpointFound = ({ breaker, pause, nextPlaceAt }: Endpoint) => ({ breaker, pause, nextPlaceAt });

async function groupFound(
  { tables, monitoringTable }: Admin,
  subscription: Subscription,
  event: Asked,
  now: number,
): Promise<Pick<Surroundings, 'openUntil' | 'sentThisHour'>> {
  if (!tellsTogether(subscription.destination)) return { sentThisHour: 0 };
  const group = groupOf(subscription, event.type, alertDataOf(event));
  return groupStanding(tables, monitoringTable, { subscription: subscription.id, group }, now);
}
