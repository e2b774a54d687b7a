import type { Divergences } from '../contract';

const UNCHECKED = 'takes it unchecked';
const NO_SIZE = 'knows no limit of size';

/** MiniStack 1.5.33. */
export const MINISTACK_DIFFERS: Divergences = {
  'no entries are refused': UNCHECKED,
  'an entry without Source fails': UNCHECKED,
  'an entry without DetailType fails': UNCHECKED,
  'an entry without Detail fails': UNCHECKED,
  'a Detail that is no JSON fails': UNCHECKED,
  'a Detail that is an array fails': UNCHECKED,
  'a Detail that is a string fails': UNCHECKED,
  'a bad entry fails alone, in its place': UNCHECKED,
  'an entry of 1 MB is refused': NO_SIZE,
  'the sizes of entries add up': NO_SIZE,
  'size is counted in UTF-8 bytes': NO_SIZE,
  'a given Time counts 14 bytes': NO_SIZE,
  'resources count towards the size': NO_SIZE,
  'a given Time is in the envelope, to the second': 'puts its own time there',
  'numbers in the detail keep their spelling': 'parses and writes the detail anew',
};
