import { BatchGetCommand, BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '../contract';
import { fails, isInvalid, type Subject } from './subject';
import { MAIN, NUMBERED } from './tables';

export const batches: Cases<Subject> = {
  'batch: writes and reads over two tables': async ({ doc, unique }) => {
    const pk = unique();
    await doc.send(new PutCommand({ TableName: MAIN, Item: { pk, sk: 'gone' } }));
    const written = await doc.send(
      new BatchWriteCommand({
        RequestItems: {
          [MAIN]: [
            { PutRequest: { Item: { pk, sk: 'a', v: 1 } } },
            { DeleteRequest: { Key: { pk, sk: 'gone' } } },
          ],
          [NUMBERED]: [{ PutRequest: { Item: { pk, num: 1 } } }],
        },
      }),
    );
    expect(written.UnprocessedItems).toEqual({});
    const Keys = ['a', 'gone', 'never'].map((sk) => ({ pk, sk }));
    const read = await doc.send(
      new BatchGetCommand({
        RequestItems: {
          [MAIN]: { Keys, ConsistentRead: true, ProjectionExpression: 'sk, v' },
          [NUMBERED]: { Keys: [{ pk, num: 1 }], ConsistentRead: true },
        },
      }),
    );
    expect(read.Responses).toEqual({ [MAIN]: [{ sk: 'a', v: 1 }], [NUMBERED]: [{ pk, num: 1 }] });
    expect(read.UnprocessedKeys).toEqual({});
  },
  'batch get: a key twice is refused': ({ doc, unique }) => {
    const key = { pk: unique(), sk: 'a' };
    const call = doc.send(new BatchGetCommand({ RequestItems: { [MAIN]: { Keys: [key, key] } } }));
    return isInvalid(call, 'Provided list of item keys contains duplicates');
  },
  'batch get: more than 100 keys are refused': ({ doc, unique }) => {
    const Keys = Array.from({ length: 101 }, (_, n) => ({ pk: unique(), sk: String(n) }));
    const call = doc.send(new BatchGetCommand({ RequestItems: { [MAIN]: { Keys } } }));
    return isInvalid(call, 'ess than or equal to 100');
  },
  'batch get: an absent table': ({ doc }) =>
    fails(
      doc.send(
        new BatchGetCommand({ RequestItems: { 'contract-absent': { Keys: [{ pk: 'a', sk: 'a' }] } } }),
      ),
      'ResourceNotFoundException',
      'Requested resource not found',
    ),
  'batch write: an item twice is refused': ({ doc, unique }) => {
    const key = { pk: unique(), sk: 'a' };
    const requests = [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }];
    const call = doc.send(new BatchWriteCommand({ RequestItems: { [MAIN]: requests } }));
    return isInvalid(call, 'Provided list of item keys contains duplicates');
  },
  'batch write: more than 25 requests are refused': ({ doc, unique }) => {
    const requests = Array.from({ length: 26 }, () => ({ PutRequest: { Item: { pk: unique(), sk: 'a' } } }));
    return fails(
      doc.send(new BatchWriteCommand({ RequestItems: { [MAIN]: requests } })),
      'ValidationException',
    );
  },
  'batch write: a bad item fails the whole batch': async ({ doc, unique }) => {
    const good = { pk: unique(), sk: 'a' };
    const requests = [{ PutRequest: { Item: good } }, { PutRequest: { Item: { pk: unique() } } }];
    await fails(
      doc.send(new BatchWriteCommand({ RequestItems: { [MAIN]: requests } })),
      'ValidationException',
    );
    const Keys = [good];
    const { Responses } = await doc.send(
      new BatchGetCommand({ RequestItems: { [MAIN]: { Keys, ConsistentRead: true } } }),
    );
    expect(Responses?.[MAIN]).toEqual([]);
  },
};
