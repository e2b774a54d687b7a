import type { FieldError } from './problem';

/** Of one event, and of all events of one request. */
export const EVENT_ERRORS = 20;
export const REQUEST_ERRORS = 100;

const NAME_CHARACTERS = 128;
const POINTER_CHARACTERS = 1_024;
const DETAIL_CHARACTERS = 512;

/**
 * The first errors, and a line that says how many more there are. Names that a client chose are cut: the answer must
 * not grow with what was posted.
 */
export function boundedErrors(errors: readonly FieldError[], max: number): FieldError[] {
  const shown = errors.slice(0, max).map(({ pointer, detail }) => ({
    pointer: cut(pointer.split('/').map(cutName).join('/'), POINTER_CHARACTERS),
    detail: cut(detail, DETAIL_CHARACTERS),
  }));
  const more = errors.length - shown.length;
  return more === 0 ? shown : [...shown, { pointer: '', detail: `and ${more} more` }];
}

/** Not within a character, nor within `~1`. */
const cut = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, characters).replace(/[\ud800-\udbff~]$/, '')}…`;

const cutName = (name: string): string => cut(name, NAME_CHARACTERS);
