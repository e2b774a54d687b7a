import { agentShow } from './resources/agent-show';
import { agents } from './resources/agents';
import { alerts } from './resources/alerts';
import { changes } from './resources/changes';
import { configuration } from './resources/configuration';
import { conservation } from './resources/conservation';
import { deadLetters } from './resources/dead-letters';
import { deliveries } from './resources/deliveries';
import { eventReplay } from './resources/event-replay';
import { events } from './resources/events';
import { eventTypes } from './resources/event-types';
import { jobs } from './resources/jobs';
import { keys } from './resources/keys';
import { monitorPreview } from './resources/monitor-preview';
import { monitorTest } from './resources/monitor-test';
import { monitorValues } from './resources/monitor-values';
import { monitors } from './resources/monitors';
import { prices } from './resources/prices';
import { projects } from './resources/projects';
import { routingExplain } from './resources/routing-explain';
import { silences } from './resources/silences';
import { spend } from './resources/spend';
import { subscriptionEndpoint } from './resources/subscription-endpoint';
import { subscriptionKeys } from './resources/subscription-keys';
import { subscriptionTest } from './resources/subscription-test';
import { subscriptionWork } from './resources/subscription-work';
import { subscriptions } from './resources/subscriptions';
import type { Route } from './route';

/** Everything that can be administered; one line for each resource. */
export const resources = (allowedHosts: string[]): Route[] => {
  const parts = partsOf(allowedHosts);
  return [...parts, ...configuration(parts)];
};

const partsOf = (allowedHosts: string[]): Route[] => [
  ...projects,
  ...keys,
  ...eventTypes,
  ...subscriptions(allowedHosts),
  ...subscriptionKeys,
  ...subscriptionEndpoint,
  ...subscriptionTest,
  ...subscriptionWork,
  ...monitorPreview,
  ...monitorTest,
  ...monitors,
  ...monitorValues,
  ...prices,
  ...spend,
  ...events,
  ...eventReplay,
  ...deliveries,
  ...deadLetters,
  ...jobs,
  ...conservation,
  ...alerts,
  ...agents,
  ...agentShow,
  ...silences,
  ...routingExplain,
  ...changes,
];
