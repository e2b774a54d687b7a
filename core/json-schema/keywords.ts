import { ARRAY_KEYWORDS, UNEVALUATED_ITEMS } from './array-keywords';
import { CHOICE_KEYWORDS } from './choice-keywords';
import { OBJECT_KEYWORDS, UNEVALUATED_PROPERTIES } from './object-keywords';
import { VALUE_KEYWORDS } from './value-keywords';
import type { Keyword } from './visit';

/** What asks for what the others have left comes last. */
export const KEYWORDS: readonly Keyword[] = [
  ...[...VALUE_KEYWORDS, ...OBJECT_KEYWORDS, ...ARRAY_KEYWORDS, ...CHOICE_KEYWORDS],
  ...[UNEVALUATED_PROPERTIES, UNEVALUATED_ITEMS],
];
