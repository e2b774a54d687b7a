import { keys } from './resources/keys';
import { projects } from './resources/projects';
import { subscriptions } from './resources/subscriptions';
import type { Route } from './route';

/** Everything that can be administered; one line for each resource. */
export const resources = (allowedHosts: string[]): Route[] => [
  ...projects,
  ...keys,
  ...subscriptions(allowedHosts),
];
