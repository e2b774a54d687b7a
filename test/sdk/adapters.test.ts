import { createHash } from 'node:crypto';
import { ClaudeUsage } from '../../sdk/adapters/claude-usage';
import { tocsinHooks } from '../../sdk/adapters/claude-agent-sdk';
import { argumentsHash, type ModelCall } from '../../sdk/adapters/report';
import { sha256 } from '../../sdk/adapters/sha256';
import { Tocsin } from '../../sdk/tocsin';
import { FakeHost } from './fake-host';

it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000, 65_536])(
  'SHA-256 of %d bytes is that of Node',
  (length) => {
    const text = 'a'.repeat(Math.max(0, length - 2)) + (length >= 2 ? 'é' : 'a'.repeat(length));
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  },
);

it('the same arguments have the same hash, long ones are told apart by length, and odd ones have none', () => {
  const node = createHash('sha256').update('{"city":"Bern"}').digest('hex');
  expect([argumentsHash({ city: 'Bern' }), argumentsHash('{"city":"Bern"}')]).toEqual([node, node]);
  const long = 'x'.repeat(100_000);
  expect(argumentsHash(long)).not.toBe(argumentsHash(`${long}x`));
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  expect([argumentsHash(circular), argumentsHash(undefined), argumentsHash(1n)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe('the model calls of a Claude query', () => {
  const usage = (input: number, output: number) => ({
    ...{
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 5,
    },
  });
  const total = (inputTokens: number, outputTokens: number, calls: number) => ({
    ...{ inputTokens, outputTokens, cacheReadInputTokens: 100 * calls, cacheCreationInputTokens: 5 * calls },
  });
  const counted = (isResumed = false) => {
    const calls: ModelCall[] = [];
    return { calls, claude: new ClaudeUsage((call) => calls.push(call), isResumed) };
  };
  const tokens = (calls: ModelCall[]) =>
    calls.map(({ model, inputTokens, outputTokens }) => [model, inputTokens, outputTokens]);

  it('each answer is one call, and their sum is what the result of the turn says', () => {
    const { calls, claude } = counted();
    claude.answer({ id: 'msg_1', model: 'sonnet', usage: usage(20, 1) });
    claude.answer({ id: 'msg_1', model: 'sonnet', usage: usage(20, 1) });
    claude.answer({ id: 'msg_2', model: 'sonnet', usage: usage(30, 1) });
    claude.result({ modelUsage: { 'sonnet[1m]': total(50, 90, 2), haiku: total(7, 8, 0) } });
    expect(tokens(calls)).toEqual([
      ['sonnet', 125, 1],
      ['haiku', 7, 8],
      ['sonnet', 135, 89],
    ]);
    claude.answer({ id: 'msg_3', model: 'sonnet', usage: usage(40, 1) });
    claude.result({ modelUsage: { sonnet: total(90, 120, 3), haiku: total(7, 8, 0) } });
    expect(tokens(calls).slice(3)).toEqual([['sonnet', 145, 30]]);
  });

  it('what was used before a session was resumed is not counted again', () => {
    const { calls, claude } = counted(true);
    claude.answer({ id: 'msg_9', model: 'sonnet', usage: usage(20, 3) });
    claude.result({ modelUsage: { sonnet: total(9_000, 9_000, 9) } });
    claude.answer({ id: 'msg_10', model: 'sonnet', usage: usage(20, 1) });
    claude.result({ modelUsage: { sonnet: total(9_020, 9_050, 10) } });
    expect(tokens(calls)).toEqual([
      ['sonnet', 125, 3],
      ['sonnet', 125, 50],
    ]);
  });

  it('after a session was cleared counting begins anew', () => {
    const { calls, claude } = counted();
    claude.answer({ id: 'msg_1', model: 'sonnet', usage: usage(500, 1) });
    claude.result({ modelUsage: { sonnet: total(500, 100, 1) } });
    claude.answer({ id: 'msg_2', model: 'sonnet', usage: usage(20, 1) });
    claude.result({ modelUsage: { sonnet: total(20, 30, 1) } });
    expect(tokens(calls)).toEqual([
      ['sonnet', 605, 100],
      ['sonnet', 125, 1],
    ]);
  });
});

it('a prompt that is blocked is no run that has begun', async () => {
  const host = new FakeHost();
  const url = 'https://api.example.com/in/tcn_in_key/support-bot';
  const tocsin = new Tocsin({ url, surroundings: host, whenPaused: 'throw' });
  const [{ hooks: [hook] } = { hooks: [] }] = tocsinHooks(tocsin).UserPromptSubmit;
  const submit = () =>
    hook!({ hook_event_name: 'UserPromptSubmit', session_id: 's_1' }, undefined, {
      signal: new AbortController().signal,
    });
  host.directive = { state: 'paused', version: 1, holds: [] };
  expect(await submit()).toMatchObject({ decision: 'block' });
  host.directive = { state: 'running', version: 2 };
  await host.advance(2_001);
  expect(await submit()).toEqual({});
  await host.advance(1_000);
  expect(host.events()).toMatchObject([{ type: 'agent.run.started', subject: 's_1' }]);
});
