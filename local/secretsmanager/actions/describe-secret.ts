import type { Action, Input, LocalContext } from '../../context';
import { arnOfRequest, findSecret } from '../secret';

export const describeSecret: Action = {
  permissions: (input, local) => [
    { action: 'secretsmanager:DescribeSecret', resource: arnOfRequest(local, input) },
  ],
  run(input: Input, local: LocalContext): object {
    const secret = findSecret(local, input);
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(secret.description && { Description: secret.description }),
      CreatedDate: secret.created_at / 1000,
      LastChangedDate: secret.changed_at / 1000,
      VersionIdsToStages: { [secret.version]: ['AWSCURRENT'] },
    };
  },
};
