import { functionAnswer } from '../../../local/httpapi/answer';

const answer = (result: unknown) => {
  const made = functionAnswer(JSON.stringify(result));
  return made && { ...made, body: made.body.toString() };
};

test.each([
  [{ a: 1 }, '{"a":1}'],
  ['text', 'text'],
  [null, 'null'],
  [[1], '[1]'],
])('without a statusCode, %j is the body of a 200', (result, body) => {
  expect(answer(result)).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body,
  });
});

test('a statusCode makes it an answer', () => {
  const result = {
    statusCode: 201,
    headers: { 'Content-Type': 'a/b', 'X-N': 7 },
    cookies: ['c=1'],
    body: 'hi',
  };
  expect(answer(result)).toEqual({
    status: 201,
    headers: { 'content-type': 'a/b', 'x-n': '7' },
    cookies: ['c=1'],
    body: 'hi',
  });
});

test('base64 is decoded, and text is the type unless another is given', () => {
  expect(answer({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })).toEqual({
    status: 200,
    headers: { 'content-type': 'text/plain;charset=utf-8' },
    cookies: [],
    body: 'hi',
  });
});

test.each([
  [{ statusCode: 'abc' }],
  [{ statusCode: 99 }],
  [{ statusCode: 200, body: { a: 1 } }],
  [{ statusCode: 200, headers: { a: ['b'] } }],
  [{ statusCode: 200, cookies: 'c=1' }],
])('%j is malformed', (result) => {
  expect(answer(result)).toBeUndefined();
});
