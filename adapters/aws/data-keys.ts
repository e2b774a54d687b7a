import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dataKeyKey } from './keys';

/** Minutes, so that KMS is asked rarely, and a key that was taken away stops working soon. */
const CACHE_MS = 5 * 60_000;

/** The data keys that seal what is secret in a project. KMS binds each to its project by encryption context. */
export class DataKeys {
  private cache = new Map<string, { key: Buffer; until: number }>();

  constructor(
    private kms: KMSClient,
    private tables: DynamoDBDocumentClient,
    private subscriptionsTable: string,
    private now: () => number,
  ) {}

  /** The project's key (32 bytes). Throws if the project has none or KMS refuses. */
  async get(project: string): Promise<Buffer> {
    const cached = this.cache.get(project);
    if (cached && cached.until > this.now()) return cached.key;
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.subscriptionsTable, Key: dataKeyKey(project), ConsistentRead: true }),
    );
    if (typeof Item?.ciphertext !== 'string') throw new Error(`Project ${project} has no data key`);
    const answer = await this.kms.send(
      new DecryptCommand({
        CiphertextBlob: Buffer.from(Item.ciphertext, 'base64'),
        EncryptionContext: { project },
      }),
    );
    return this.remember(project, answer.Plaintext);
  }

  /** Makes a project's key and answers its ciphertext (base64) for the project's `dataKey` row. */
  async create(project: string, keyArn: string): Promise<string> {
    const answer = await this.kms.send(
      new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext: { project } }),
    );
    if (!answer.CiphertextBlob) throw new Error('KMS answered without a ciphertext');
    this.remember(project, answer.Plaintext);
    return Buffer.from(answer.CiphertextBlob).toString('base64');
  }

  private remember(project: string, plaintext: Uint8Array | undefined): Buffer {
    if (!plaintext) throw new Error('KMS answered without a key');
    const key = Buffer.from(plaintext);
    this.cache.set(project, { key, until: this.now() + CACHE_MS });
    return key;
  }
}
