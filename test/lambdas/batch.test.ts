import type { SQSEvent } from 'aws-lambda';
import { ComeBack, eachRecord } from '../../lambdas/batch';
import { linesFromNow } from './lines';

afterEach(() => jest.restoreAllMocks());

it('writes one line of each record with what was known of it, and answers those that come back', async () => {
  const lines = linesFromNow();
  const Records = ['done', 'busy', 'broken'].map((messageId) => ({ messageId }));
  const answer = await eachRecord('bury', { Records } as SQSEvent, ({ messageId }, note) => {
    note({ event: `evt_${messageId}` });
    if (messageId === 'busy') return Promise.reject(new ComeBack());
    if (messageId === 'broken') return Promise.reject(new TypeError('broken'));
    return Promise.resolve({ DeadLetters: 1 });
  });
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'busy' }, { itemIdentifier: 'broken' }]);
  expect(lines).toHaveLength(3);
  expect(lines).toMatchObject([
    { level: 'INFO', unit: 'bury', event: 'evt_done' },
    { level: 'INFO', unit: 'bury', event: 'evt_busy', messageId: 'busy', outcome: 'comesBack' },
    { level: 'ERROR', unit: 'bury', event: 'evt_broken', messageId: 'broken', error: { name: 'TypeError' } },
  ]);
});
