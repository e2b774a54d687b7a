import { boundedErrors } from '../bounded-errors';
import type { FieldError } from '../problem';

/** Those that answer see all of them in `errors`. */
const SHOWN_IN_MESSAGE = 5;

/** The caller's input breaks a rule; asking again without changing it is no use. */
export class InvalidInput extends Error {
  constructor(readonly errors: FieldError[]) {
    const shown = boundedErrors(errors, SHOWN_IN_MESSAGE);
    super(shown.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`).join('; '));
    this.name = 'InvalidInput';
  }
}

/** Nothing by that id in the caller's project; whether it exists elsewhere is not told. */
export class NotFound extends Error {
  constructor(what: string) {
    super(`No such ${what} in this project.`);
    this.name = 'NotFound';
  }
}

/** The present state does not allow it. */
export class Conflict extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'Conflict';
  }
}

/** Somebody changed the same thing between reading and writing: reading again helps. */
export class ChangedMeanwhile extends Error {
  constructor(what: string) {
    super(`This ${what} was changed at the same time.`);
    this.name = 'ChangedMeanwhile';
  }
}

/** The caller is known, but may not do this. */
export class Forbidden extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'Forbidden';
  }
}
