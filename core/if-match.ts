/** One entity tag (RFC 9110, section 8.8.3); weak ones begin with `W/`. */
const TAG = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const LIST = new RegExp(String.raw`^[ \t,]*${TAG}(?:[ \t]*,[ \t]*(?:${TAG})?)*[ \t]*$`);

/**
 * The revisions that an `If-Match` names (RFC 9110, section 13.1.1): `any` for `*`, undefined if it is neither that nor
 * a list of tags. A weak tag matches nothing here, nor does one that no revision has.
 */
export function revisionsOf(ifMatch: string): readonly number[] | 'any' | undefined {
  const text = ifMatch.trim();
  if (text === '*') return 'any';
  if (!LIST.test(text)) return undefined;
  return (text.match(new RegExp(TAG, 'g')) ?? []).flatMap((tag) => {
    const revision = /^"(\d{1,15})"$/.exec(tag)?.[1];
    return revision === undefined ? [] : [Number(revision)];
  });
}
