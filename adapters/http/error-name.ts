/** Names of failures that owners see and may rely on; nothing else of an error is shown to them. */
const NAMES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'dns_error',
  EAI_AGAIN: 'dns_error',
  EAI_FAIL: 'dns_error',
  ENODATA: 'dns_error',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'timeout',
  EPROTO: 'tls_error',
  BLOCKED_ADDRESS: 'blocked_address',
  ERR_INVALID_CHAR: 'invalid_request',
  ERR_INVALID_HTTP_TOKEN: 'invalid_request',
  NO_ANSWER: 'invalid_response',
};

const TLS_CODE = /^(ERR_(TLS|SSL)_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Of the HTTP parser, of zlib and of brotli. */
const RESPONSE_CODE = /^(HPE_|Z_|ERR_BROTLI_|ERR__ERROR_)/;

/** The stable name of a network failure. */
export function errorName(error: unknown): string {
  const code = (error as { code?: string } | null)?.code ?? '';
  if (Object.hasOwn(NAMES, code)) return NAMES[code] as string;
  if (TLS_CODE.test(code)) return 'tls_error';
  if (RESPONSE_CODE.test(code)) return 'invalid_response';
  return 'network_error';
}

/** The name of an answer that is no success, by its class: `http_4xx`. */
export const statusErrorName = (status: number): string | undefined =>
  status >= 200 && status < 300 ? undefined : `http_${Math.floor(status / 100)}xx`;
