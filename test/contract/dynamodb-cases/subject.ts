import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Subject {
  client: DynamoDBClient;
  doc: DynamoDBDocumentClient;
  /** A partition key that no other case uses. */
  unique(): string;
}

/** The error that a call must end in. */
export async function failure(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome as Error & Record<string, unknown>;
  throw new Error('the call succeeded');
}

/** The call must fail with this error, and with a message that contains `message`. */
export async function fails(call: Promise<unknown>, name: string, message = ''): Promise<void> {
  const error = await failure(call);
  expect({ name: error.name, message: error.message }).toEqual({
    name,
    message: expect.stringContaining(message) as string,
  });
}

export const isInvalid = (call: Promise<unknown>, message: string): Promise<void> =>
  fails(call, 'ValidationException', message);
