import type { DeadLetter } from '../../adapters/aws/dead-letters';
import type { EventRow } from '../../adapters/aws/events';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { rows } from '../journeys/rows';
import type { Seen } from './endpoints';
import type { EndpointPlan, Plan } from './plan';
import type { Accepted } from './project';
import { type Run, toldEndpoint } from './run';

/** A subscription, with what its owner and the plan know of it. Those that are told by Tocsin have no plan. */
export interface Known {
  name: string;
  project: number;
  id: string;
  secret: string;
  plan?: EndpointPlan;
}

/** What is left of a run: what was asked for, what arrived, and what the tables say. */
export interface Evidence {
  plan: Plan;
  known: Known[];
  accepted: { project: number; accepted: Accepted }[];
  seen: Seen[];
  /** Of the run's projects. */
  events: EventRow[];
  deliveries: DeliveryRow[];
  letters: DeadLetter[];
  outbox: number;
  now: number;
}

export async function gather(run: Run): Promise<Evidence> {
  const ids = new Set(run.projects.map(({ first }) => first.project));
  const mine = <Row extends { project: string }>(all: Row[]): Row[] =>
    all.filter(({ project }) => ids.has(project));
  const [events, deliveries, letters, outbox] = [
    await rows(run, 'event'),
    await rows(run, 'delivery'),
    await rows(run, 'dead'),
    await rows(run, 'outbox'),
  ];
  return {
    plan: run.plan,
    known: run.projects.flatMap(({ index, subscriptions }) =>
      [...subscriptions].map(([name, { id, secret }]) => {
        const plan = run.plan.endpoints.find((endpoint) => endpoint.name === name);
        return { name, project: index, id, secret, ...(plan && { plan }) };
      }),
    ),
    accepted: run.projects.flatMap(({ index, accepted }) =>
      [...accepted.values()].map((one) => ({ project: index, accepted: one })),
    ),
    seen: run.endpoints.seen,
    events: mine(events),
    deliveries: mine(deliveries),
    letters: mine(letters),
    outbox: outbox.length,
    now: run.timeline.now(),
  };
}

export const isTold = ({ name, project }: Known): boolean => name === toldEndpoint(project);
