import { STAGES } from '../../lib/stage';
import { templateOf } from './synthesized';

describe.each(STAGES)('what is secret in $name', (stage) => {
  const template = templateOf(stage);
  const DeletionPolicy = stage.name === 'prod' ? 'Retain' : 'Delete';

  it('is the root key, generated on AWS: 48 characters that a shell takes as they are', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } },
      DeletionPolicy,
    });
  });

  it('is wrapped by one key that rotates and lives as long as its tables', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy });
  });
});
