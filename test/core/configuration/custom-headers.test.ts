import {
  changedHeaders,
  headerNameProblem,
  headerProblems,
} from '../../../core/configuration/custom-headers';

const problemsOf = (headers: Record<string, string>) =>
  headerProblems(headers, false).map(({ detail }) => detail);

describe('headers of a subscription', () => {
  it.each([
    ...['Content-Type', 'content-length', 'Host', 'Transfer-Encoding', 'TE', 'Connection', 'Expect', 'Date'],
    ...['Webhook-Signature', 'WEBHOOK-ID', 'webhook-anything', 'User-Agent', 'Accept-Encoding', 'Via'],
    ...[
      'ce-id',
      'CE-Custom',
      'Proxy-Authorization',
      'X-Forwarded-For',
      'x-amz-date',
      'Forwarded',
      'Tocsin-Installation',
    ],
  ])('%s is reserved, for a signature too', (name) => {
    expect(problemsOf({ [name]: 'x' })).toEqual(['is a header that only Tocsin or the connection sets']);
    expect(headerNameProblem(name)).toBe('is a header that only Tocsin or the connection sets');
  });

  it.each([
    ...['X-Hub-Signature-256', 'x-hub-signature', 'X-GitHub-Event', 'x-github-delivery'],
    ...['Stripe-Signature', 'X-Keywordsai-Signature', 'x-RESPAN-signature'],
  ])('%s cannot be a fixed value, since a scheme sets it', (name) => {
    expect(problemsOf({ [name]: 'x' })).toEqual(['is a header that only a signature scheme sets']);
    expect(headerNameProblem(name)).toBeUndefined();
  });

  it.each(['Authorization', 'Cookie', 'X-Env', 'x-api-key', 'X-Signature', 'cell', 'traceparent'])(
    '%s is free',
    (name) => expect(problemsOf({ [name]: 'x' })).toEqual([]),
  );

  it.each(['', 'a b', 'a:', 'ä', 'a\n', 'x'.repeat(129)])('%j is no name', (name) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([expect.stringContaining('RFC 9110')]);
  });

  it('A masked value stands for a stored one in a change only', () => {
    expect(problemsOf({ 'x-env': '***' })).toEqual([expect.stringContaining('must be the value itself')]);
    expect(headerProblems({ 'x-env': '***' }, true)).toEqual([]);
  });

  it('A masked value keeps the stored one of the same name, whatever its letter case', () => {
    const given = { 'X-Env': '***', other: 'new' };
    expect(changedHeaders(given, { other: 'sealed new' }, { 'x-env': 'sealed old', gone: 'x' })).toEqual({
      'X-Env': 'sealed old',
      other: 'sealed new',
    });
    let refused: unknown;
    try {
      changedHeaders(given, { other: 'sealed new' }, {});
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ errors: [{ pointer: '/destination/headers/X-Env' }] });
  });

  it('names are compared without regard to letter case', () => {
    expect(problemsOf({ 'X-Env': 'a', 'x-env': 'b' })).toEqual(['is given twice']);
  });
});
