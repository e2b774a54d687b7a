import { Refused, Unreachable } from '../sdk/api/client';

/** The text that the user reads when a request has failed. Rethrows errors that are not of the API. */
export function describeFailure(error: unknown): string {
  if (error instanceof Unreachable) return `${error.message}. Is it running, and is --url right?`;
  if (!(error instanceof Refused)) throw error;
  const details = (error.problem.errors ?? [])
    .map(({ pointer, detail }) => `\n  ${pointer} ${detail}`)
    .join('');
  const hint = error.status === 401 || error.status === 403 ? ' The key must be one that may do this.' : '';
  return `The API refused: ${error.message}${details}${hint}`;
}
