/**
 * Text of others for people's eyes, on one line: without control characters, without characters that are not seen or
 * that turn the direction of what follows (Unicode TR 36, "Bidirectional text spoofing"), cut to `max` characters.
 */
export function clean(text: string, max: number): string {
  const visible = text
    .slice(0, 4 * max)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim();
  return visible.length <= max
    ? visible
    : `${visible
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
