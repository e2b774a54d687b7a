import { type LocalContext, ServiceError } from '../context';
import { stateOf } from './state';

const REMEMBERED_MS = 10 * 60 * 1000;

/**
 * Whether a transaction with this token was carried out in the last ten minutes; otherwise remembers this one
 * (within the caller's database transaction, so that a cancelled one is forgotten again).
 * Throws IdempotentParameterMismatchException where the token came with other items.
 */
export function rememberedTransaction(local: LocalContext, token: string, fingerprint: string): boolean {
  const state = stateOf(local.store);
  const now = local.clock.now();
  state.statement('DELETE FROM dynamodb_tokens WHERE at <= ? OR at > ?').run(now - REMEMBERED_MS, now);
  const known = state.statement('SELECT fingerprint FROM dynamodb_tokens WHERE token = ?').get(token);
  if (known && known['fingerprint'] !== fingerprint) {
    throw new ServiceError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request',
    );
  }
  if (known) return true;
  state
    .statement('INSERT INTO dynamodb_tokens (token, fingerprint, at) VALUES (?, ?, ?)')
    .run(token, fingerprint, now);
  return false;
}
