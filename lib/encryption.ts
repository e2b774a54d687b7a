import { Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Stage } from './stage';

/** Wraps the data key of every project; what a project keeps secret is sealed under its own data key. */
export function createEncryptionKey(scope: Construct, stage: Stage): Key {
  return new Key(scope, 'EncryptionKey', {
    description: 'Wraps the data keys of Tocsin projects',
    enableKeyRotation: true,
    removalPolicy: stage.removalPolicy,
  });
}

/** The secret part of the root key (`tcn_root_...`). CloudFormation generates it; no template or output has it. */
export function createRootSecret(scope: Construct, stage: Stage): Secret {
  const secret = new Secret(scope, 'RootSecret', {
    description: 'Tocsin root key without its prefix tcn_root_',
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
    removalPolicy: stage.removalPolicy,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason:
      'The root key is a break-glass key for people. Rotating it on a schedule would end their access without notice; it is replaced by writing a new secret value.',
  });
  return secret;
}
