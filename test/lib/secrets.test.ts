import { templateOf } from './synthesized';

const template = templateOf('prod');

describe('what is secret', () => {
  it('is the root key, generated on AWS: 48 characters that a shell takes as they are', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } },
      DeletionPolicy: 'Retain',
    });
  });

  it('is wrapped by one key that rotates and outlives the stack', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
    });
  });
});
