import type { LocalContext } from '../context';
import { propertyText } from '../property-text';
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
    const name = propertyText(declared.properties['Name']) ?? declared.physicalName;
    const description = propertyText(declared.properties['Description']) ?? '';
    const { arn } = saveSecret(local, name, description, valueOf(declared, local, name));
    return { ref: arn, attributes: { Id: arn } };
  },
};

function valueOf({ logicalId, properties }: Declared, local: LocalContext, name: string): string {
  const { GenerateSecretString: generate } = properties;
  const given = propertyText(properties['SecretString']);
  if (given !== undefined && generate !== undefined) {
    throw new Error(`${logicalId}: SecretString and GenerateSecretString exclude each other`);
  }
  if (given !== undefined) return given;
  const existing = secretsTables(local.store).one<Secret>(
    'SELECT * FROM secrets WHERE arn = ?',
    secretArn(local, name),
  );
  return existing?.value ?? generateSecretString((generate ?? {}) as Record<string, unknown>);
}
