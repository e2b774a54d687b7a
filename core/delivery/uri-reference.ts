/** What a URI reference is written in (RFC 3986, section 2); `[` and `]` only around an address in an authority. */
const FORBIDDEN = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]/gu;

/** A text as a URI reference: unchanged if it is one already, otherwise with what may not stand there encoded. */
export function uriReference(text: string): string {
  const [authority = ''] =
    /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/(?:[^/?#@[\]]*@)?\[[0-9A-Fa-f:.]+\]/.exec(text) ?? [];
  return authority + text.slice(authority.length).replaceAll(FORBIDDEN, encodeURIComponent);
}
