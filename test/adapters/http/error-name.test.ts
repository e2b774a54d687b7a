import { errorName, statusErrorName } from '../../../adapters/http/error-name';
import { BlockedAddressError } from '../../../adapters/http/guarded-lookup';

const coded = (code: unknown): Error => Object.assign(new Error('secret detail'), { code });

describe('errorName', () => {
  it.each([
    ['ENOTFOUND', 'dns_error'],
    ['EAI_AGAIN', 'dns_error'],
    ['ECONNREFUSED', 'connection_refused'],
    ['ECONNRESET', 'connection_reset'],
    ['EPIPE', 'connection_reset'],
    ['ENETUNREACH', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'tls_error'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_error'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_error'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls_error'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_error'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_error'],
    ['EPROTO', 'tls_error'],
    ['HPE_INVALID_CONSTANT', 'invalid_response'],
    ['HPE_HEADER_OVERFLOW', 'response_too_large'],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'response_too_large'],
    ['EAFNOSUPPORT', 'unreachable'],
    ['ESOMETHING', 'network_error'],
    [undefined, 'network_error'],
    [7, 'network_error'],
    ['constructor', 'network_error'],
  ])('of %s is %s', (code, name) => expect(errorName(coded(code))).toBe(name));

  it('of a refused address, of an AggregateError by its code, and of no error at all', () => {
    expect(errorName(new BlockedAddressError('x', '10.0.0.1'))).toBe('blocked_address');
    expect(
      errorName(Object.assign(new AggregateError([coded('ECONNREFUSED')]), { code: 'ECONNREFUSED' })),
    ).toBe('connection_refused');
    expect(errorName(null)).toBe('network_error');
    expect(errorName('text')).toBe('network_error');
  });
});

it.each(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS'])(
  '%s is a fault of this machine, and has no name',
  (code) => {
    const fault = coded(code);
    expect(() => errorName(fault)).toThrow(fault);
  },
);

describe('statusErrorName', () => {
  it.each([
    [200, undefined],
    [299, undefined],
    [199, 'http_5xx'],
    [300, 'http_3xx'],
    [404, 'http_4xx'],
    [599, 'http_5xx'],
    [600, 'http_5xx'],
    [999, 'http_5xx'],
  ])('of %i is %s', (status, name) => expect(statusErrorName(status)).toBe(name));
});
