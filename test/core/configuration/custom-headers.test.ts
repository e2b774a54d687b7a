import { headerNameProblem, headerProblems } from '../../../core/configuration/custom-headers';

const problemsOf = (headers: Record<string, string>) => headerProblems(headers).map(({ detail }) => detail);

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

  it('names are compared without regard to letter case', () => {
    expect(problemsOf({ 'X-Env': 'a', 'x-env': 'b' })).toEqual(['is given twice']);
  });
});
