/** What no journey uses, or is wider than one action on one resource, and why it stands. */
export interface Exception {
  what: RegExp;
  reason: string;
}

/** Granted, but never asked for where the journeys run: `who: call`. */
export const UNUSED: readonly Exception[] = [
  {
    what: /^(\w+)Role: logs:(CreateLogStream|PutLogEvents) \1Log$/,
    reason: 'The Lambda service writes the log with the role of the function.',
  },
  {
    what: /^(\w+)FunctionRole: sqs:(ChangeMessageVisibility|GetQueueUrl) \1(Slow)?Queue$/,
    reason:
      'Pollers of an event source change visibility when a partial batch fails or a function is throttled; the CDK grants both to whatever consumes a queue.',
  },
  {
    what: /^BuryRole: sqs:(ChangeMessageVisibility|GetQueueUrl) DeadQueue$/,
    reason: 'As for the other queues; the dead queue is emptied by bury alone.',
  },
];

/** Statements with a `*`: `logical id: statement`. */
export const BROAD: readonly Exception[] = [
  {
    what: /^\w*QueuePolicy\w+: .*"aws:SecureTransport":"false".*"Effect":"Deny"/,
    reason: 'It denies everything to everybody who does not speak TLS.',
  },
  {
    what: /^EncryptionKey\w+: .*"kms:\*".*"arn:aws:iam::\d+:root"/,
    reason:
      'A key whose policy does not name the account can be lost to everybody, its owner included. It opens nothing by itself: identity policies decide.',
  },
  {
    what: /^Api\w+Permission\w+: .*"lambda:InvokeFunction".*"arn:aws:execute-api:us-east-1:\d+:Api[0-9A-F]{8}\/\*\/\*\/\*"/,
    reason:
      'All routes of the one API to a function, by any method: a permission for each of them would fill the policy of the function (20 KB).',
  },
];
