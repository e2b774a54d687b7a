import { type Action, type Input, type LocalContext, ServiceError } from '../../context';
import { arnOfRequest, findSecret, type Secret } from '../secret';

const CURRENT = 'AWSCURRENT';

export const getSecretValue: Action = {
  permissions: (input, local) => [
    { action: 'secretsmanager:GetSecretValue', resource: arnOfRequest(local, input) },
  ],
  run(input: Input, local: LocalContext): object {
    const secret = findSecret(local, input);
    checkVersion(input, secret);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: secret.version,
      SecretString: secret.value,
      VersionStages: [CURRENT],
      CreatedDate: secret.changed_at / 1000,
    };
  },
};

/** Only the current version exists. */
function checkVersion({ VersionId: id, VersionStage: stage }: Input, secret: Secret): void {
  const otherId = id !== undefined && id !== secret.version;
  if (!otherId && (stage === undefined || stage === CURRENT)) return;
  const asked = otherId ? `VersionId: ${JSON.stringify(id)}` : `staging label: ${JSON.stringify(stage)}`;
  throw new ServiceError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${asked}`,
  );
}
