import { createHash, randomBytes } from 'node:crypto';
import type { LocalContext } from '../context';
import { propertyText } from '../property-text';
import type { Declared, Made, ResourceType } from '../template/resource';
import { keyArn } from './key';
import { kmsTables } from './tables';

/** AWS::KMS::Key: a symmetric encryption key whose material stays in the database over restarts. */
export const kmsKey: ResourceType = {
  type: 'AWS::KMS::Key',
  properties: ['KeyPolicy', 'KeySpec', 'KeyUsage', 'Enabled', 'MultiRegion'],
  inert: {
    Description: 'text for people',
    EnableKeyRotation: 'a rotated key still opens what its older material sealed',
    RotationPeriodInDays: 'a rotated key still opens what its older material sealed',
    PendingWindowInDays: 'local keys go with the state folder',
    Tags: 'nothing local reads tags',
  },
  make(declared: Declared, local: LocalContext): Made {
    refuseOtherKinds(declared);
    const id = stableUuid(`${declared.logicalId} ${declared.physicalName}`);
    const arn = keyArn(local, id);
    kmsTables(local.store).run(
      'INSERT INTO kms_keys (arn, material) VALUES (?, ?) ON CONFLICT (arn) DO NOTHING',
      arn,
      randomBytes(32),
    );
    const policy = declared.properties['KeyPolicy'];
    if (policy) local.iam.attachToResource(arn, policy);
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  },
};

const ONLY = {
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Enabled: true,
  MultiRegion: false,
} as const;

function refuseOtherKinds({ logicalId, properties }: Declared): void {
  for (const [name, only] of Object.entries(ONLY)) {
    if (properties[name] !== undefined && properties[name] !== only) {
      throw new Error(
        `${logicalId}: ${name} ${propertyText(properties[name])} does not exist locally, only ${only}`,
      );
    }
  }
}

function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
