import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHook, type HookCall } from '../../../../core/door/claude-code/to-events';
import { acceptedEvents, textsIn } from '../accepted-events';
import { deep, hostileBody } from '../hostile';

const SESSION = '92a95c74-c9db-47d7-aa37-0ff7cddc8c3a';
const PROMPT = 'c5e2be04-b3e4-42bd-bb21-fc9319aae107';
const captured = (hook: string): string => readFileSync(join(__dirname, `${hook}.json`), 'utf8');

function hookOf(text: string, agent?: string): HookCall {
  const read = readHook(text, agent);
  if (!('hook' in read)) throw new Error(JSON.stringify(read));
  acceptedEvents(read.events);
  return read;
}

const CALL = {
  ...{ runId: PROMPT, tool: 'Bash', callId: 'toolu_0059' },
  argumentsHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
};

describe('a hook of Claude Code', () => {
  it.each<[string, string, string, object]>([
    ['UserPromptSubmit', 'agent.run.started', PROMPT, { runId: PROMPT }],
    ['PreToolUse', 'tool.call.started', 'toolu_0059', CALL],
    ['PostToolUse', 'tool.call.completed', 'toolu_0059', { ...CALL, latencyMs: 23 }],
    [
      ...['PostToolUseFailure', 'tool.call.failed', 'toolu_0059'],
      { ...CALL, latencyMs: 48, error: { type: 'ExitCode', code: '3' } },
    ] as [string, string, string, object],
    ['Stop', 'agent.run.completed', PROMPT, { runId: PROMPT }],
    [
      ...['StopFailure', 'agent.run.failed', PROMPT],
      { runId: PROMPT, error: { type: 'authentication_failed' } },
    ] as [string, string, string, object],
    ['SessionEnd', 'agent.session.ended', SESSION, { runId: PROMPT, reason: 'other' }],
  ])('%s is reported as %s', (hook, type, one, data) => {
    expect(hookOf(captured(hook))).toEqual({
      hook,
      agent: 'claude-code',
      events: [
        {
          type,
          source: 'claude-code',
          subject: SESSION,
          id: `claude-code:${SESSION}:${one}:${type}`,
          data,
        },
      ],
    });
  });

  it('is reported in the name of the agent that the address names', () => {
    expect(hookOf(captured('Stop'), 'support-bot').events).toMatchObject([{ source: 'support-bot' }]);
  });

  it.each(['Notification', 'SubagentStop', 'PostToolBatch', 'toString', '__proto__', ''])(
    '%s is taken and not reported',
    (hook) => {
      expect(hookOf(JSON.stringify({ hook_event_name: hook, session_id: SESSION })).events).toEqual([]);
    },
  );

  it('has the same hash for the same arguments, in whatever order they are written', () => {
    const hashOf = (input: object) => {
      const body = { hook_event_name: 'PreToolUse', tool_name: 'Read', tool_input: input };
      return hookOf(JSON.stringify(body)).events[0]?.data['argumentsHash'];
    };
    expect(hashOf({ a: 1, b: [2] })).toBe(hashOf({ b: [2], a: 1 }));
    expect(hashOf({ a: 1, b: [2] })).not.toBe(hashOf({ a: 1, b: [3] }));
  });

  it.each<[string, object]>([
    ['Exit code 137', { type: 'ExitCode', code: '137' }],
    ['Command timed out after 2m 0s\nsecret', { type: 'Timeout' }],
    ["The user doesn't want to proceed with this tool use", { type: 'Interrupted' }],
    ['InputValidationError: Bash failed', { type: 'InputValidationError' }],
    ['Permission to use Bash has been denied', { type: 'PermissionDenied' }],
    ['cat: secret: No such file', { type: 'ToolError' }],
  ])('a tool that fails with "%s" has an error of its kind alone', (error, expected) => {
    const body = { hook_event_name: 'PostToolUseFailure', tool_name: 'Bash', error };
    expect(hookOf(JSON.stringify(body)).events[0]?.data['error']).toEqual(expected);
  });

  it('that names no session and no prompt has no id, so that each post counts', () => {
    expect(hookOf('{"hook_event_name":"Stop","session_id":7,"prompt_id":""}').events).toEqual([
      { type: 'agent.run.completed', source: 'claude-code', data: {} },
    ]);
  });

  it('with names that are too long for an id still counts once', () => {
    const body = JSON.stringify({ hook_event_name: 'Stop', session_id: 's'.repeat(9_000), prompt_id: 'p' });
    const [event] = hookOf(body).events;
    expect(event).toMatchObject({ id: expect.stringMatching(/^claude-code:[0-9a-f]{64}$/) });
    expect(event).not.toHaveProperty('subject');
    expect(hookOf(body).events).toEqual([event]);
  });

  it.each<[string, (last: number) => string]>([
    ['many', (last) => `[${'1,'.repeat(20_000)}${last}]`],
    ['deep', (last) => `${'['.repeat(200)}${last}${']'.repeat(200)}`],
  ])('with arguments that are %s has a hash that tells them apart', (_, input) => {
    const hashOf = (last: number) =>
      hookOf(`{"hook_event_name":"PreToolUse","tool_input":${input(last)}}`).events[0]?.data['argumentsHash'];
    expect(hashOf(1)).toMatch(/^[0-9a-f]{64}$/);
    expect([hashOf(1) === hashOf(1), hashOf(1) === hashOf(2)]).toEqual([true, false]);
  });

  it('with arguments deeper than any stack is hashed by their beginning', () => {
    const hook = (inside: string) => `{"hook_event_name":"PreToolUse","tool_input":[${inside}]}`;
    const hashOf = (inside: string) => hookOf(hook(inside)).events[0]?.data['argumentsHash'];
    expect(hashOf(deep(50_000))).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(deep(50_000))).not.toBe(hashOf(`7,${deep(50_000)}`));
  });

  it.each([
    ['', 'The body is not valid JSON'],
    ['{"hook_event_name":', 'The body is not valid JSON'],
    ['[]', 'The body must be the JSON object that Claude Code posts to a hook'],
    ['7', 'The body must be the JSON object that Claude Code posts to a hook'],
    ['{}', 'The body does not name its hook'],
  ])('that posts %j is refused by a reason', (text, detail) => {
    expect(readHook(text)).toMatchObject({ status: 400, detail });
  });
});

const MEMBERS = [
  ...[
    'hook_event_name',
    'session_id',
    'prompt_id',
    'tool_name',
    'tool_use_id',
    'tool_input',
    'tool_response',
  ],
  ...['error', 'duration_ms', 'agent_type', 'reason', 'prompt', 'last_assistant_message'],
];
const HOOK_NAMES = [
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'Stop',
  'SessionEnd',
];

describe('any body', () => {
  it('gives events that are accepted, or is refused', () => {
    fc.assert(
      fc.property(hostileBody(MEMBERS), fc.constantFrom(...HOOK_NAMES, 7), (body, hook) => {
        const read = readHook(JSON.stringify({ ...body, hook_event_name: hook }));
        if ('status' in read) expect(read.status).toBe(400);
        else acceptedEvents(read.events);
      }),
      { numRuns: 500 },
    );
  });

  it('that is no JSON is refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readHook(text);
        expect('hook' in read || read.status === 400).toBe(true);
      }),
    );
  });

  it('leaves nothing of prompts, answers, arguments and results in the events', () => {
    const secret = fc.string({ minLength: 12, maxLength: 40 }).map((text) => `SECRET ${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom(...HOOK_NAMES, 'StopFailure'), (text, hook) => {
        const body = {
          ...{ hook_event_name: hook, session_id: 's', prompt_id: 'p', tool_name: 'Bash', tool_use_id: 't' },
          ...{ prompt: text, tool_input: { [text]: text, list: [text] }, tool_response: { stdout: text } },
          ...{ last_assistant_message: text, transcript_path: text, cwd: text, error_details: text },
          error: hook === 'StopFailure' ? 'rate_limit' : `Exit code 1\n${text}`,
          custom_instructions: text,
        };
        const read = readHook(JSON.stringify(body));
        expect(textsIn(read).filter((one) => one.includes('SECRET'))).toEqual([]);
      }),
    );
  });
});
