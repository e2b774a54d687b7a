import { log, logError } from '../../lambdas/log';

let lines: string[];

beforeEach(() => {
  lines = [];
  const keep = (line: string): void => void lines.push(line);
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});

afterEach(() => jest.restoreAllMocks());

interface Line {
  error: { name: string; message: string; stack: string };
}

const written = (): Line => JSON.parse(lines[0] ?? '') as Line;

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('writes one line with the unit, its fields and the time', () => {
  log('ingest', { project: 'prj_1', traceparent: undefined });
  expect(lines).toHaveLength(1);
  expect(written()).toEqual({
    ...{ level: 'INFO', unit: 'ingest', project: 'prj_1' },
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
  });
});

it('names an error with its message and where it was thrown', () => {
  logError('route', new Error('The event entry has no id'), { messageId: 'm1' });
  expect(written()).toMatchObject({ level: 'ERROR', unit: 'route', messageId: 'm1' });
  expect(written().error).toMatchObject({ name: 'Error', message: 'The event entry has no id' });
  expect(written().error.stack).toContain('log.test.ts');
});

it.each(['sk-live-hunter2', '{"key": sk-live-hunter2}', 'sk-live\n    at hunter2', '["sk-live-hunter2"'])(
  'does not quote what is not JSON: %j',
  (text) => {
    const error = thrownBy(() => JSON.parse(text));
    logError('route', error);
    expect(written().error).toMatchObject({ name: 'SyntaxError', message: 'is not JSON' });
    expect(written().error.stack).toContain('log.test.ts');
    expect(lines[0]).not.toMatch(/sk-|hunter/);
  },
);

it('does without the stack if it does not begin with the message', () => {
  const stack = 'SyntaxError: "sk-live-hunter2" is not valid JSON\n    at parse';
  const error = Object.assign(new SyntaxError('another message'), { stack });
  logError('route', error);
  expect(written().error).toMatchObject({ message: 'is not JSON', stack: '' });
  expect(lines[0]).not.toMatch(/sk-|hunter/);
});
