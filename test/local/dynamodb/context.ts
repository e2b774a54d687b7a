import fc from 'fast-check';
import { Clock } from '../../../local/clock';
import { type Input, type LocalContext, ServiceError } from '../../../local/context';
import { type TableDeclaration, createTable } from '../../../local/dynamodb/create-table';
import { dynamodb } from '../../../local/dynamodb/service';
import { ORDINARY_DAY } from '../../../local/faults';
import { Store } from '../../../local/store';

export const TABLE = 'things';

const key = (hash: string, range: string): TableDeclaration['keySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

/** Keys pk and sk, TTL `expiresAt`, and a sparse index `due` on (dueShard, dueAt). */
export const DECLARATION = {
  name: TABLE,
  keySchema: key('pk', 'sk'),
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'dueShard', AttributeType: 'S' },
    { AttributeName: 'dueAt', AttributeType: 'N' },
  ],
  indexes: [{ IndexName: 'due', KeySchema: key('dueShard', 'dueAt'), Projection: { ProjectionType: 'ALL' } }],
  ttlAttribute: 'expiresAt',
} as const satisfies TableDeclaration;

/** A context with the table above; reads lag only where a test asks for it. */
export function contextWith(
  changes: { readLagMs?: number; store?: Store; random?: () => number } = {},
): LocalContext {
  const local: LocalContext = {
    store: changes.store ?? new Store(':memory:'),
    clock: new Clock(),
    random: changes.random ?? (() => 0.5),
    endpointUrl: 'http://127.0.0.1',
    region: 'us-east-1',
    account: '000000000000',
    faults: { ...ORDINARY_DAY, readLagMs: changes.readLagMs ?? 0 },
    iam: { allowed: () => Promise.resolve(true), attachToResource: () => undefined },
    report: () => undefined,
  };
  createTable(local, DECLARATION);
  return local;
}

/** Runs an action as a request would; the answer as plain data. */
export function call(local: LocalContext, action: string, input: Input): Record<string, unknown> {
  const answer = dynamodb.actions[action]?.run(input, local);
  return answer as Record<string, unknown>;
}

/** The message of the ServiceError that the call ends in. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
  throw new Error('the call succeeded');
}

/** Numbers as DynamoDB may hold them, in many ways of writing. */
export const numberText = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 12n }),
    fc.integer({ min: -12, max: 12 }),
    fc.constantFrom('e', 'E'),
  )
  .map(([negative, digits, exponent, e]) => `${negative ? '-' : ''}${digits}${e}${exponent}`);
