import type { Input, LocalContext } from '../context';
import { queueDoesNotExist, sqsError } from './errors';
import { text } from './input';
import { sqsTables } from './tables';

/** What a queue's definition says, in CloudFormation's units (seconds, bytes). */
export interface QueueSettings {
  visibilityTimeout: number;
  messageRetentionPeriod: number;
  delaySeconds: number;
  maximumMessageSize: number;
  receiveMessageWaitTimeSeconds: number;
  redrive?: { deadLetterTargetArn: string; maxReceiveCount: number };
  redriveAllow?: { redrivePermission: string; sourceQueueArns?: string[] };
}

/** A queue; times in epoch ms. */
export interface Queue {
  arn: string;
  name: string;
  settings: QueueSettings;
  createdAt: number;
  modifiedAt: number;
  purgedAt: number | null;
}

interface QueueRow {
  arn: string;
  name: string;
  settings: string;
  created_at: number;
  modified_at: number;
  purged_at: number | null;
}

const toQueue = (row: QueueRow): Queue => ({
  arn: row.arn,
  name: row.name,
  settings: JSON.parse(row.settings) as QueueSettings,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  purgedAt: row.purged_at,
});

export const queueArn = (local: LocalContext, name: string): string =>
  `arn:aws:sqs:${local.region}:${local.account}:${name}`;

export const queueUrl = (local: LocalContext, name: string): string =>
  `${local.endpointUrl}/${local.account}/${name}`;

/** Throws QueueDoesNotExist. */
export function findQueue(local: LocalContext, arn: string): Queue {
  const row = sqsTables(local.store).one<QueueRow>('SELECT * FROM sqs_queues WHERE arn = ?', arn);
  if (!row) throw queueDoesNotExist();
  return toQueue(row);
}

/** All queues whose name begins with `prefix`, by name. */
export function listQueues(local: LocalContext, prefix: string): Queue[] {
  const rows = sqsTables(local.store).all<QueueRow>('SELECT * FROM sqs_queues ORDER BY name');
  return rows.map(toQueue).filter((queue) => queue.name.startsWith(prefix));
}

/** Makes the queue, or changes its settings in place: its messages stay. */
export function saveQueue(local: LocalContext, name: string, settings: QueueSettings): Queue {
  const arn = queueArn(local, name);
  const now = local.clock.now();
  sqsTables(local.store).run(
    `INSERT INTO sqs_queues (arn, name, settings, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (arn) DO UPDATE SET settings = excluded.settings, modified_at = excluded.modified_at
     WHERE settings <> excluded.settings`,
    arn,
    name,
    JSON.stringify(settings),
    now,
    now,
  );
  return findQueue(local, arn);
}

/** The ARN that a request's QueueUrl names, whether or not the queue exists: only the path counts, as on AWS. */
export function arnOfUrl(local: LocalContext, input: Input): string {
  const url = text(input, 'QueueUrl');
  const path = URL.canParse(url) ? new URL(url).pathname : `/${url}`;
  const name = path.split('/').at(-1);
  if (!name) throw sqsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404);
  return queueArn(local, name);
}

export const queueOfUrl = (local: LocalContext, input: Input): Queue =>
  findQueue(local, arnOfUrl(local, input));
