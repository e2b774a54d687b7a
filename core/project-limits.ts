/**
 * What one project may have at the same time. Each bound keeps what it costs others bounded: rows that are read
 * together, subscriptions that one event fans out to, schemas that are checked in a request, work of the sweep.
 */
export const PROJECT_LIMITS = {
  subscriptions: 500,
  eventTypes: 300,
  /** Of the JSON text of all schemas, in UTF-8. */
  eventTypeBytes: 1024 * 1024,
  monitors: 500,
  /** Not revoked. */
  keys: 100,
  /** Not ended. */
  silences: 200,
  /** Jobs that somebody has asked for and that have not ended. */
  jobs: 20,
  /** Jobs that follow from a change, such as the end of a deleted subscription's deliveries. */
  followUps: 500,
} as const;

/** What is counted in the project's usage row. */
export type Counted = 'subscriptions' | 'eventTypes' | 'eventTypeBytes' | 'keys' | 'jobs' | 'followUps';

const NAMES: Record<Counted, string> = {
  subscriptions: 'subscriptions',
  eventTypes: 'event types',
  eventTypeBytes: 'bytes of schemas',
  keys: 'keys that are not revoked',
  jobs: 'jobs under way',
  followUps: 'jobs under way that follow from changes',
};

/** The error for what would go beyond the limit, e.g. `A project may have at most 500 subscriptions.` */
export const limitText = (counted: readonly Counted[]): string =>
  `A project may have at most ${counted.map((name) => `${PROJECT_LIMITS[name].toLocaleString('en')} ${NAMES[name]}`).join(' and ')}.`;
