/** Names of the environment variables that the stack sets and the functions read: the only thing both know. */
export const ENVIRONMENT = {
  subscriptionsTable: 'SUBSCRIPTIONS_TABLE',
  eventsTable: 'EVENTS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  monitoringTable: 'MONITORING_TABLE',
  busName: 'BUS_NAME',
  deliverQueueUrl: 'DELIVER_QUEUE_URL',
  slowDeliverQueueUrl: 'SLOW_DELIVER_QUEUE_URL',
  monitorQueueUrl: 'MONITOR_QUEUE_URL',
  encryptionKeyArn: 'ENCRYPTION_KEY_ARN',
  rootSecretArn: 'ROOT_SECRET_ARN',
  /** Comma-separated host names that the address guard lets through; empty on AWS. */
  allowedHosts: 'ALLOWED_HOSTS',
  /** Where the API is: links in notices lead there. */
  publicUrl: 'PUBLIC_URL',
  /** The address that e-mail is sent from; empty where there is none. */
  mailFrom: 'MAIL_FROM',
  /** Comma-separated domains that e-mail may go to; empty for all. */
  mailTo: 'MAIL_TO',
  /** Recipients of e-mail that a project may have in a day. */
  mailRecipientsPerDay: 'MAIL_RECIPIENTS_PER_DAY',
  /** Requests a second that one key may make. */
  keyRequestsPerSecond: 'KEY_REQUESTS_PER_SECOND',
  /** Invocations on the slow lane that work for one project at the same time. */
  slowLanePerProject: 'SLOW_LANE_PER_PROJECT',
  /** Requests a second that all keys of a project together may make. */
  projectRequestsPerSecond: 'PROJECT_REQUESTS_PER_SECOND',
  /** How long a run of the sweep looks on while none of its jobs can do anything, ms. */
  jobPatienceMs: 'JOB_PATIENCE_MS',
  /** Days that an event and its deliveries are kept after acceptance. */
  retentionDays: 'RETENTION_DAYS',
  /** ARNs that `bury` compares a dead message's origin with, and `deliver` that of a batch. */
  routeQueueArn: 'ROUTE_QUEUE_ARN',
  deliverQueueArn: 'DELIVER_QUEUE_ARN',
  slowDeliverQueueArn: 'SLOW_DELIVER_QUEUE_ARN',
  monitorQueueArn: 'MONITOR_QUEUE_ARN',
} as const;

/** Reads one required variable; an empty value counts as given (`ALLOWED_HOSTS` is empty on AWS). */
export function environment(name: keyof typeof ENVIRONMENT): string {
  const value = process.env[ENVIRONMENT[name]];
  if (value === undefined) throw new Error(`The environment variable ${ENVIRONMENT[name]} is not set`);
  return value;
}
