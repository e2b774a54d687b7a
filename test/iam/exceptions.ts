/** A right that no call of a journey uses, or that is wider than one action on one resource, and why it stands. */
export interface Exception {
  who: RegExp;
  what: RegExp;
  reason: string;
}

/** Granted, but never asked for where the journeys run. */
export const UNUSED: readonly Exception[] = [
  {
    who: /Role$/,
    what: /^logs:(CreateLogStream|PutLogEvents) \w+Log$/,
    reason: 'The Lambda service writes the log with the role of the function.',
  },
  {
    who: /^(Bury|\w+Function)Role$/,
    what: /^sqs:(ChangeMessageVisibility|GetQueueUrl) \w*Queue$/,
    reason:
      'Pollers of an event source change visibility when a partial batch fails or a function is throttled; the CDK grants both to whatever consumes a queue.',
  },
  {
    who: /^events\.amazonaws\.com for BusEventsTo/,
    what: /^sqs:(GetQueueAttributes|GetQueueUrl) \w+Queue$/,
    reason: "The CDK's target grants them beside SendMessage; EventBridge does not need them.",
  },
  {
    who: /^MonitorFunctionRole$/,
    what: /^dynamodb:DeleteItem Monitoring$/,
    reason:
      'A group that is idle when it is evaluated is taken away (test/lambdas/monitor); in the journeys the sweep is always first.',
  },
];

/** Statements with a `*` in action, resource or principal. */
export const BROAD: readonly Exception[] = [
  {
    who: /QueuePolicy/,
    what: /"aws:SecureTransport":"false".*"Effect":"Deny"/,
    reason: 'It denies everything to everybody who does not speak TLS.',
  },
  {
    who: /^EncryptionKey/,
    what: /"kms:\*".*:root/,
    reason:
      'A key whose policy does not name the account can be lost to everybody, its owner included. It opens nothing by itself: identity policies decide.',
  },
];
