import type { LocalContext } from '../context';
import type { Declared, Made, ResourceType } from '../template/resource';
import { generateSecretString } from './generate-secret-string';
import { saveSecret, type Secret, secretArn } from './secret';
import { secretsTables } from './tables';

/** AWS::SecretsManager::Secret: a generated value is drawn once and stays over restarts. */
export const secret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  properties: ['Name', 'Description', 'SecretString', 'GenerateSecretString'],
  inert: {
    KmsKeyId: 'encryption at rest changes no answer',
    Tags: 'nothing local reads tags',
  },
  make(declared: Declared, local: LocalContext): Made {
    const name = String(declared.properties['Name'] ?? declared.physicalName);
    const description = String(declared.properties['Description'] ?? '');
    const { arn } = saveSecret(local, name, description, valueOf(declared, local, name));
    return { ref: arn, attributes: { Id: arn } };
  },
};

function valueOf({ logicalId, properties }: Declared, local: LocalContext, name: string): string {
  const { SecretString: given, GenerateSecretString: generate } = properties;
  if (given !== undefined && generate !== undefined) {
    throw new Error(`${logicalId}: SecretString and GenerateSecretString exclude each other`);
  }
  if (given !== undefined) return String(given);
  const existing = secretsTables(local.store).one<Secret>(
    'SELECT * FROM secrets WHERE arn = ?',
    secretArn(local, name),
  );
  return existing?.value ?? generateSecretString((generate ?? {}) as Record<string, unknown>);
}
