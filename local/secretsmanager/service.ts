import type { Service } from '../context';
import { describeSecret } from './actions/describe-secret';
import { getSecretValue } from './actions/get-secret-value';

/** Secrets Manager for reading. Secrets come from the template. */
export const secretsmanager: Service = {
  target: 'secretsmanager',
  actions: { GetSecretValue: getSecretValue, DescribeSecret: describeSecret },
};
