import { answerFaults, type GivenAnswer } from './answer-faults';

const JSON_TYPE = { 'content-type': 'application/json' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' };

const answer = (
  asked: string,
  status: number,
  body: unknown,
  headers: Record<string, string> = JSON_TYPE,
): GivenAnswer => {
  const [method = '', path = ''] = asked.split(' ');
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, status, headers: new Headers(headers), text };
};

const problem = { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'No', requestId: '1' };
const directive = { agent: 'a', state: 'running', modelSwitches: [], holds: [], version: 0 };

describe('an answer that is what the document says has no fault', () => {
  it.each<[string, GivenAnswer]>([
    ['JSON', answer('GET /v1/health', 200, { status: 'ok', version: '1' })],
    ['a problem', answer('GET /v1/keys?limit=0', 400, problem, PROBLEM_TYPE)],
    ['what the gateway answers', answer('GET /v1/keys', 401, { message: 'Unauthorized' })],
    ['a throttled key', answer('POST /v1/events', 429, problem, { ...PROBLEM_TYPE, 'retry-after': '1' })],
    ['no content', answer('DELETE /v1/silences/sil_1', 204, undefined, {})],
    ['304 with its tag', answer('GET /v1/agents/a/directive', 304, undefined, { etag: '"0-"' })],
    ['a page', answer('GET /l/abc', 404, '<!doctype html>', { 'content-type': 'text/html; charset=utf-8' })],
    ['a path that is not there', answer('GET /v1/nothing', 404, problem, PROBLEM_TYPE)],
    [
      'a method that is not possible',
      answer('PUT /v1/keys', 405, problem, { ...PROBLEM_TYPE, allow: 'GET' }),
    ],
  ])('%s', (_, given) => {
    expect(answerFaults(given)).toEqual([]);
  });
});

describe('an answer that differs from the document is told by what differs', () => {
  it.each<[string, GivenAnswer, RegExp]>([
    ['a path without an operation', answer('GET /v1/nothing', 200, {}), /no operation/],
    ['a status', answer('GET /v1/health', 202, {}), /the document has/],
    ['a member that is missing', answer('GET /v1/health', 200, { status: 'ok' }), /version/],
    ['a member too much', answer('GET /v1/health', 200, { status: 'ok', version: '1', a: 1 }), /\ba\b/],
    ['a member of another type', answer('GET /v1/health', 200, { status: 'ok', version: 1 }), /version/],
    ['a content type', answer('GET /v1/health', 200, '', PROBLEM_TYPE), /no body/],
    ['a problem sent as JSON', answer('GET /v1/keys', 400, problem), /content type/],
    ['a header that is missing', answer('GET /v1/agents/a/directive', 200, directive), /etag is missing/],
    [
      'a header that is not described',
      answer('GET /v1/health', 200, { status: 'ok', version: '1' }, { ...JSON_TYPE, etag: '"1"' }),
      /etag is not in the document/,
    ],
  ])('%s', (_, given, fault) => {
    expect(answerFaults(given).join('\n')).toMatch(fault);
  });
});
