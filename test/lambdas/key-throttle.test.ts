import { keyThrottle } from '../../lambdas/key-throttle';

const NOW = Date.parse('2026-03-01T12:00:03.000Z');

const BY = { project: 'prj_1', keyId: 'key_1' };
const REQUEST = { requestId: 'req-1', weight: 3, now: NOW };

let errors: string[];

beforeEach(() => {
  errors = [];
  jest.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
});

afterEach(() => jest.restoreAllMocks());

it('lets a request within the rate of its key through', async () => {
  const asked: unknown[] = [];
  const take = (...args: unknown[]): Promise<boolean> => Promise.resolve(asked.push(args) > 0);
  expect(await keyThrottle({ take })(BY, REQUEST)).toBeUndefined();
  expect(asked).toEqual([[BY, 3, NOW]]);
});

it('tells one beyond it when to come back', async () => {
  const answer = await keyThrottle({ take: () => Promise.resolve(false) })(BY, REQUEST);
  expect(answer).toMatchObject({
    statusCode: 429,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '7' },
  });
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ status: 429, requestId: 'req-1' });
});

it('lets through what it cannot count, and says so', async () => {
  const take = (): Promise<boolean> => Promise.reject(new Error('no table'));
  expect(await keyThrottle({ take })(BY, REQUEST)).toBeUndefined();
  expect(errors.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'ERROR', unit: 'throttle', requestId: 'req-1', key: 'key_1', error: { message: 'no table' } },
  ]);
});
