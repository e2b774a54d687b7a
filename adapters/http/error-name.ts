/** Names of failures that owners see and may rely on; nothing else of an error is shown to them. */
export const ERROR_NAMES = [
  'dns_error',
  'blocked_address',
  'invalid_url',
  'invalid_request',
  'connection_refused',
  'connection_reset',
  'unreachable',
  'timeout',
  'tls_error',
  'invalid_response',
  'response_too_large',
  'network_error',
  'http_3xx',
  'http_4xx',
  'http_5xx',
] as const;

type ErrorName = (typeof ERROR_NAMES)[number];

/** By `code` of the error: Node's own, the system's, the HTTP parser's and ours. */
const NAMES: Readonly<Record<string, ErrorName>> = {
  ENOTFOUND: 'dns_error',
  EAI_AGAIN: 'dns_error',
  EAI_FAIL: 'dns_error',
  ENODATA: 'dns_error',
  NAME_NOT_RESOLVED: 'dns_error',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'timeout',
  EPROTO: 'tls_error',
  BLOCKED_ADDRESS: 'blocked_address',
  ERR_INVALID_CHAR: 'invalid_request',
  ERR_INVALID_HTTP_TOKEN: 'invalid_request',
  NO_ANSWER: 'invalid_response',
  HPE_HEADER_OVERFLOW: 'response_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'response_too_large',
  TOO_MANY_INTERIM_ANSWERS: 'response_too_large',
};

/** This machine has run out of something. That says nothing about any endpoint, and must not count against one. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'EAI_MEMORY']);

const TLS_CODE = /^(ERR_(TLS|SSL)_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Of the HTTP parser. */
const RESPONSE_CODE = /^HPE_/;

/** The stable name of a network failure. Throws the error itself if it is a fault of this machine. */
export function errorName(error: unknown): ErrorName {
  const code = codeOf(error);
  if (OWN_FAULTS.has(code)) throw error;
  if (Object.hasOwn(NAMES, code)) return NAMES[code] as ErrorName;
  if (TLS_CODE.test(code)) return 'tls_error';
  return RESPONSE_CODE.test(code) ? 'invalid_response' : 'network_error';
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/**
 * The name of an answer that is no success, by its class: `http_4xx`. A status that HTTP does not know counts as a
 * server error (RFC 9110, section 15).
 */
export function statusErrorName(status: number): ErrorName | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'http_3xx';
  return status >= 400 && status < 500 ? 'http_4xx' : 'http_5xx';
}
