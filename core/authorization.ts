/** What an `Authorization` header says: the key, and the name that Basic authentication gives beside it. */
export interface Credentials {
  key: string;
  /** Empty unless it is Basic. */
  user: string;
}

/**
 * Reads `Bearer KEY`; `Bearer%20KEY`, as exporters send it that do not decode their settings (OTLP exporter,
 * `OTEL_EXPORTER_OTLP_HEADERS`); and `Basic` with the key as its password (RFC 7617), which a URL's `user:password@`
 * becomes.
 */
export function readAuthorization(header: string): Credentials | undefined {
  const bearer = /^Bearer(?: |%20)+(\S+)$/i.exec(header)?.[1];
  if (bearer !== undefined) return { key: bearer, user: '' };
  const basic = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (basic === undefined) return undefined;
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), key: text.slice(colon + 1) };
}
