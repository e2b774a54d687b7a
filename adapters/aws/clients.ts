import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * The document client that all tables share. Undefined members are left out, as JSON does; an object with a member
 * `constructor` would be taken for an instance of a class, and refused.
 */
export function documentClient(client = new DynamoDBClient({})): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
    // A sum may have grown beyond what a double holds exactly: the nearest double is meant, not a BigInt or an error.
    unmarshallOptions: { wrapNumbers: Number },
  });
}
