import { spendCsv } from '../../../core/price/spend-csv';

const SUMS = { costMicroUsd: 3_500, usd: 0.0035, requests: 1, unpricedRequests: 0 };
const TOKENS = { inputTokens: 1_000, outputTokens: 100, cachedInputTokens: 0 };
const COLUMNS = ['agent', 'model', 'usd', 'complete'];
const csv = (agent: string, model: string | null = 'gpt-4o') =>
  spendCsv(COLUMNS, [{ agent, model, ...SUMS, ...TOKENS }], true);

it('CSV has a header, and lines that end as RFC 4180 says', () => {
  expect(csv('bot')).toBe('agent,model,usd,complete\r\nbot,gpt-4o,0.0035,true\r\n');
  expect(csv('bot', null)).toContain('\r\nbot,,0.0035,true\r\n');
  expect(spendCsv(COLUMNS, [], false)).toBe('agent,model,usd,complete\r\n');
});

it.each([
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['=1+2', "'=1+2"],
  ['@x,y', '"\'@x,y"'],
  ['-bot', "'-bot"],
  ['\t=1', "'\t=1"],
  ['a-b=c', 'a-b=c'],
])('The agent %j is written as %j', (agent, cell) => {
  expect(csv(agent)).toContain(`\r\n${cell},gpt-4o,`);
});
