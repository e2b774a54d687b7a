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
  const lower = Array.from(text, (character) => character.toLowerCase());
  const upper = Array.from(text, (character) => character.toUpperCase());

  function endOfPrefix(value: string): number | undefined {
    let end = 0;
    for (const [at, form] of lower.entries()) {
      const other = upper[at] ?? form;
      if (value.startsWith(form, end)) end += form.length;
      else if (value.startsWith(other, end)) end += other.length;
      else return undefined;
    }
    return end;
  }

  function isSuffixOf(value: string): boolean {
    let end = value.length;
    for (let at = lower.length - 1; at >= 0; at -= 1) {
      const [form = '', other = ''] = [lower[at], upper[at]];
      if (value.endsWith(form, end)) end -= form.length;
      else if (value.endsWith(other, end)) end -= other.length;
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
