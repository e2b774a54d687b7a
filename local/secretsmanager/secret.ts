import { createHash, randomUUID } from 'node:crypto';
import { type Input, type LocalContext, ServiceError } from '../context';
import { secretsTables } from './tables';

/** A secret with its one current version; times in epoch ms. */
export interface Secret {
  arn: string;
  name: string;
  description: string;
  value: string;
  version: string;
  created_at: number;
  changed_at: number;
}

/** The ARN ends in six characters that AWS draws at random; here they follow from the name, so that they stay. */
export function secretArn(local: LocalContext, name: string): string {
  const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `arn:aws:secretsmanager:${local.region}:${local.account}:secret:${name}-${suffix}`;
}

/** The ARN that a request's SecretId (name, ARN, or ARN without its suffix) means. */
export function arnOfRequest(local: LocalContext, input: Input): string {
  const id = input['SecretId'];
  if (typeof id !== 'string' || id === '') {
    throw new ServiceError(
      'InvalidParameterException',
      'You must provide a value for the SecretId parameter.',
    );
  }
  const secret = secretsTables(local.store).one<Secret>(
    'SELECT * FROM secrets WHERE arn = ?1 OR name = ?1 OR substr(arn, 1, length(arn) - 7) = ?1',
    id,
  );
  return secret?.arn ?? (id.startsWith('arn:') ? id : secretArn(local, id));
}

/** Throws ResourceNotFoundException. */
export function findSecret(local: LocalContext, input: Input): Secret {
  const secret = secretsTables(local.store).one<Secret>(
    'SELECT * FROM secrets WHERE arn = ?',
    arnOfRequest(local, input),
  );
  if (!secret)
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/** Makes the secret, or gives it another value: a new version. An unchanged value changes nothing. */
export function saveSecret(local: LocalContext, name: string, description: string, value: string): Secret {
  const arn = secretArn(local, name);
  const now = local.clock.now();
  secretsTables(local.store).run(
    `INSERT INTO secrets (arn, name, description, value, version, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (arn) DO UPDATE SET value = excluded.value, version = excluded.version,
       description = excluded.description, changed_at = excluded.changed_at
     WHERE value <> excluded.value OR description <> excluded.description`,
    arn,
    name,
    description,
    value,
    randomUUID(),
    now,
    now,
  );
  return findSecret(local, { SecretId: arn });
}
