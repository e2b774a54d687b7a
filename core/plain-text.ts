/** Of a name, a label and whatever else stands on one line. No table and no UTF-8 can keep half a character. */
export const PLAIN_RULE = 'must not contain control characters, or half of a surrogate pair';
export const WELL_FORMED_RULE = 'must be well-formed Unicode';

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export const isPlain = (text: string): boolean => text.isWellFormed() && !CONTROL_CHARACTERS.test(text);
