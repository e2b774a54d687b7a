import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Conflict } from '../../core/configuration/errors';
import { idempotencyKey } from './keys';
import { getRow } from './read';
import type { Write } from './transact';

/** How long an answer is remembered. */
const REMEMBERED_SECONDS = 86_400;

/** Longer than the function may run: after it the worker that had the claim has ended. */
const CLAIM_MS = 35_000;

/** Who asked (project and a digest over credential and `Idempotency-Key`), and a hash of what was asked. */
export interface Request {
  project: string;
  digest: string;
  requestHash: string;
}

export interface Remembered {
  requestHash: string;
  state: 'running' | 'done';
  /** Who works on it: the fencing token of `completion` and `release`. */
  claimant: string;
  claimedUntil: number;
  /** The answer as JSON text, sealed under the project's data key if `sealed`. */
  answer?: string;
  sealed?: boolean;
}

export class Idempotency {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Undefined if the request is now the caller's to answer; otherwise what is known about it. */
  async claim(request: Request, claimant: string, nowMs: number): Promise<Remembered | undefined> {
    const { project, digest, requestHash } = request;
    const row: Remembered = { requestHash, state: 'running', claimant, claimedUntil: nowMs + CLAIM_MS };
    try {
      await this.tables.send(
        new PutCommand({
          TableName: this.table,
          Item: {
            ...idempotencyKey(project, digest),
            ...row,
            expiresAt: Math.ceil(nowMs / 1000) + REMEMBERED_SECONDS,
          },
          ConditionExpression:
            'attribute_not_exists(pk) OR expiresAt <= :seconds OR ' +
            '(#state = :running AND claimedUntil < :now AND requestHash = :hash)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':seconds': nowMs / 1000,
            ':running': 'running',
            ':now': nowMs,
            ':hash': requestHash,
          },
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // Released meanwhile: shown as running, so that the caller claims again.
      return (await this.get(request, nowMs)) ?? row;
    }
  }

  get({ project, digest }: Request, nowMs: number): Promise<Remembered | undefined> {
    return getRow<Remembered>(this.tables, this.table, idempotencyKey(project, digest), nowMs);
  }

  /** Remembers the answer, in the same transaction as what the request changed. */
  completion({ project, digest }: Request, claimant: string, answer: string, sealed: boolean): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: idempotencyKey(project, digest),
          UpdateExpression: 'SET #state = :done, answer = :answer, sealed = :sealed',
          ConditionExpression: 'claimant = :claimant',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':done': 'done',
            ':answer': answer,
            ':sealed': sealed,
            ':claimant': claimant,
          },
        },
      },
      otherwise: new Conflict('Another request with the same Idempotency-Key has taken over.'),
    };
  }

  /** A failed request frees its key, so that it can be tried again at once. */
  async release({ project, digest }: Request, claimant: string): Promise<void> {
    try {
      await this.tables.send(
        new DeleteCommand({
          TableName: this.table,
          Key: idempotencyKey(project, digest),
          ConditionExpression: 'claimant = :claimant AND #state = :running',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':claimant': claimant, ':running': 'running' },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
