import { Refused, Unreachable } from '../sdk/client';

/** What to say instead of the error. Throws what nobody expected. */
export function sorry(error: unknown): string {
  if (error instanceof Unreachable) return `${error.message}. Is it running, and is --url right?`;
  if (!(error instanceof Refused)) throw error;
  const details = (error.problem.errors ?? [])
    .map(({ pointer, detail }) => `\n  ${pointer} ${detail}`)
    .join('');
  const hint = error.status === 401 || error.status === 403 ? ' The key must be one that may do this.' : '';
  return `The API refused: ${error.message}${details}${hint}`;
}
