import { boundedErrors, REQUEST_ERRORS } from '../../../core/bounded-errors';
import {
  ChangedMeanwhile,
  Conflict,
  Forbidden,
  InvalidInput,
  NotFound,
} from '../../../core/configuration/errors';
import { problem, type Problem } from '../../../core/problem';

/** A fault that only HTTP knows: method, media type, size, precondition. */
export class HttpFault extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
    this.name = 'HttpFault';
  }
}

/** The one place where errors become statuses. Undefined for what nobody expected. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof InvalidInput)
    return problem(400, 'The request is not valid.', boundedErrors(error.errors, REQUEST_ERRORS));
  if (error instanceof Forbidden) return problem(403, error.message);
  if (error instanceof NotFound) return problem(404, error.message);
  if (error instanceof Conflict) return problem(409, error.message);
  if (error instanceof ChangedMeanwhile)
    return problem(409, `${error.message} Read it again and repeat the request.`);
  if (error instanceof HttpFault) return problem(error.status, error.message);
  return undefined;
}
