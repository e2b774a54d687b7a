import { readable } from '../../../local/lambda/readable';

test.each([
  ['plain text', 'plain text'],
  ['{"level":"INFO","message":"done","count":2,"timestamp":"x"}', 'INFO done count=2'],
  ['{"msg":"hi","who":{"a":1}}', 'hi who={"a":1}'],
  ['{broken', '{broken'],
])('%s', (line, expected) => {
  expect(readable(line)).toBe(expected);
});
