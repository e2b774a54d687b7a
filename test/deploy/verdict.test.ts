import { NOT_ASKED } from './journeys';
import { judge } from './verdict';

const KNOWN = 'ways to post a compressed body';
const PENDING = Object.fromEntries(Object.keys(NOT_ASKED['monitors'] ?? {}).map((name) => [name, 'pending']));

function results(stories: Record<string, string>): string {
  const assertionResults = Object.entries(stories).map(([fullName, status]) => ({
    ...{ fullName, status },
    failureMessages: status === 'failed' ? [`no ${fullName}`] : [],
  }));
  return JSON.stringify({ testResults: [{ message: '', assertionResults }] });
}

it.each<[string, string, Record<string, string>, number, (string | RegExp)[]]>([
  ['all as expected', 'delivers', { 'a story': 'passed', [KNOWN]: 'failed' }, 2, []],
  ['a failure', 'delivers', { 'a story': 'failed', [KNOWN]: 'failed' }, 1, [/"a story": no a story/]],
  ['a difference that is gone', 'delivers', { [KNOWN]: 'passed' }, 0, [/as on AWS by now/]],
  ['a difference of no story', 'delivers', { 'a story': 'passed' }, 1, [/no story "ways to post/]],
  ['a story that did not run', 'delivers', { 'a story': 'pending', [KNOWN]: 'failed' }, 1, [/"a story"/]],
  ['stories that are not asked', 'monitors', { ...PENDING, other: 'passed' }, 1, []],
])('%s', (_, journey, stories, passed, failures) => {
  const verdict = judge(results(stories), journey);
  expect(verdict.passed).toBe(passed);
  expect(verdict.failures).toEqual(failures.map((each) => expect.stringMatching(each) as string));
});

it('a journey that has not run is a failure', () => {
  const json = JSON.stringify({ testResults: [] });
  expect(judge(json, 'delivers').failures).toEqual([expect.stringContaining('delivers has not run')]);
});
