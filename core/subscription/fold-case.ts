/** A text to compare with, regardless of case. */
interface FoldedText {
  readonly equals: (value: string) => boolean;
  readonly isPrefixOf: (value: string) => boolean;
  readonly isSuffixOf: (value: string) => boolean;
}

/**
 * Each character of the text stands for its lower-case and its upper-case form, which may be longer: `ß` also stands
 * for `SS`. It is not a full case folding: `ss` does not stand for `ß`, as in EventBridge.
 */
export function foldCase(text: string): FoldedText {
  const forms = Array.from(text, (character): [string, string] => [
    character.toLowerCase(),
    character.toUpperCase(),
  ]);
  const backwards = forms.toReversed();

  function endOfPrefix(value: string): number | undefined {
    let at = 0;
    for (const [lower, upper] of forms) {
      if (value.startsWith(lower, at)) at += lower.length;
      else if (value.startsWith(upper, at)) at += upper.length;
      else return undefined;
    }
    return at;
  }

  function isSuffixOf(value: string): boolean {
    let end = value.length;
    for (const [lower, upper] of backwards) {
      if (value.endsWith(lower, end)) end -= lower.length;
      else if (value.endsWith(upper, end)) end -= upper.length;
      else return false;
    }
    return true;
  }

  return {
    equals: (value) => endOfPrefix(value) === value.length,
    isPrefixOf: (value) => endOfPrefix(value) !== undefined,
    isSuffixOf,
  };
}
