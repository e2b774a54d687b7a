import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeModel } from '../model/fake-model';
import type { ScriptedAnswer } from '../model/script';
import type { ClaudeCode } from './claude-code';
import type { Mood, Passed } from './front';
import type { Case } from './suite';
import type { Event, Tocsin } from './tocsin';

const AGENT = 'support-bot';
const PROMPT = 'SECRET-PROMPT: what is the weather?';
const ANSWER: ScriptedAnswer = { kind: 'text', text: 'SECRET-ANSWER: sunny' };

const bash = (command: string): ScriptedAnswer => ({
  ...{ kind: 'tool', name: 'Bash', arguments: { command, description: 'SECRET-ARGUMENT' } },
});

const typesOf = (events: Event[]): string[] => events.map(({ type }) => type);
const isHook = (hook: string, { body }: Passed): boolean => body.includes(`"hook_event_name":"${hook}"`);

/** What Claude Code (`npm`) does with the settings of docs/connect-claude-code.md. */
export function claudeCodeCases(tocsin: Tocsin, model: FakeModel, claude: ClaudeCode): Case[] {
  const ran = join(claude.folder, 'ran');
  const touch = bash(`touch ${ran} && echo SECRET-RESULT`);
  const since = async (work: () => Promise<unknown>): Promise<Event[]> => {
    const before = new Set((await tocsin.events(AGENT)).map(({ id }) => id));
    await work();
    return (await tocsin.events(AGENT)).filter(({ id }) => !before.has(id));
  };
  const prepared = (title: string, run: () => Promise<void>): Case => ({
    title: `Claude Code: ${title}`,
    run: async () => {
      tocsin.front.reset();
      // Where a case before this one has failed.
      await tocsin.resume(AGENT).catch(() => {});
      rmSync(ran, { force: true });
      await run();
    },
  });

  return [
    prepared(
      'a run reports its start, each tool call and its end, once each, and nothing that was said',
      async () => {
        model.play(touch, bash('exit 3'), ANSWER);
        const events = await since(() => claude.run(PROMPT));
        assert.deepEqual(typesOf(events), [
          ...['agent.run.started', 'tool.call.started', 'tool.call.completed', 'tool.call.started'],
          ...['tool.call.failed', 'agent.run.completed', 'agent.session.ended'],
        ]);
        assert.equal(new Set(events.map(({ subject }) => subject)).size, 1);
        assert.deepEqual(events[4]?.data['error'], { type: 'ExitCode', code: '3' });
        assert.match(
          tocsin.front.passed.map(({ body }) => body).join(),
          /SECRET-PROMPT.*SECRET-ARGUMENT.*SECRET-RESULT.*SECRET-ANSWER/s,
        );
        assert.doesNotMatch(JSON.stringify(events), /SECRET/);
      },
    ),

    prepared('a hook that is posted again counts once', async () => {
      model.play(touch, ANSWER);
      const events = await since(async () => {
        await claude.run(PROMPT);
        for (const { path, body } of [...tocsin.front.passed])
          await fetch(tocsin.front.url + path, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json' },
          });
      });
      assert.equal(events.length, 5);
    }),

    prepared('a request that the model refuses for good ends the run as failed', async () => {
      model.play(
        ...Array.from({ length: 30 }, (): ScriptedAnswer => ({ kind: 'error', status: 403, message: 'no' })),
      );
      const events = await since(() => claude.run(PROMPT));
      model.play();
      assert.deepEqual(typesOf(events), ['agent.run.started', 'agent.run.failed', 'agent.session.ended']);
      assert.deepEqual(events[1]?.data['error'], { type: 'authentication_failed' });
    }),

    prepared('a paused agent asks no model, and says why', async () => {
      await tocsin.pause(AGENT, 'five failures');
      model.play(touch, ANSWER);
      const { stdout } = await claude.run(PROMPT, '--output-format', 'text');
      await tocsin.resume(AGENT);
      assert.equal(model.requests.length, 0);
      assert.match(stdout, /Tocsin has paused the agent "support-bot": five failures/);
    }),

    prepared('a pause stops a run before its next tool call, and a resume lets it go on', async () => {
      let session = '';
      tocsin.front.before = async (passed) => {
        if (isHook('PreToolUse', passed)) await tocsin.pause(AGENT, 'look at this first');
      };
      model.play(touch, ANSWER);
      const stopped = await claude.run(PROMPT);
      session = stopped.result.session_id;
      assert.deepEqual([existsSync(ran), model.requests.length], [false, 1]);
      assert.equal(stopped.code, 0);
      tocsin.front.reset();
      await tocsin.resume(AGENT);
      model.play(touch, ANSWER);
      const resumed = await claude.run('go on', '--resume', session);
      assert.deepEqual([existsSync(ran), model.requests.length], [true, 2]);
      assert.match(resumed.result.result, /sunny/);
    }),

    prepared('a pause while a tool runs stops the run before the next model request', async () => {
      tocsin.front.before = async (passed) => {
        if (isHook('PostToolUse', passed)) await tocsin.pause(AGENT, 'look at this first');
      };
      model.play(touch, ANSWER);
      await claude.run(PROMPT);
      await tocsin.resume(AGENT);
      assert.deepEqual([existsSync(ran), model.requests.length], [true, 1]);
    }),

    prepared('a pause while a tool fails stops the run before its next tool call', async () => {
      tocsin.front.before = async (passed) => {
        if (isHook('PostToolUseFailure', passed)) await tocsin.pause(AGENT, 'look at this first');
      };
      model.play(bash('exit 3'), touch, ANSWER);
      await claude.run(PROMPT);
      await tocsin.resume(AGENT);
      assert.deepEqual([existsSync(ran), model.requests.length], [false, 2]);
    }),

    prepared(
      'a monitor of repeated tool calls pauses the agent, which stops before its next call',
      async () => {
        const { id } = await tocsin.admin<{ id: string }>('POST', '/v1/monitors', {
          ...{
            name: 'the same call again and again',
            kind: 'repetition',
            key: ['data.tool', 'data.argumentsHash'],
          },
          ...{ eventTypes: ['tool.call.completed'], groupBy: ['source', 'subject'] },
          ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 3, severity: 'critical' }] },
          actions: [{ kind: 'pauseAgent' }],
        });
        tocsin.front.before = async (passed) => {
          if (isHook('PreToolUse', passed)) await tocsin.idle();
        };
        const same = bash('true');
        model.play(same, same, same, touch, ANSWER);
        await claude.run(PROMPT);
        await tocsin.admin('DELETE', `/v1/monitors/${id}`);
        await tocsin.resume(AGENT);
        assert.deepEqual([existsSync(ran), model.requests.length], [false, 4]);
      },
    ),

    prepared('with `?report=no` a hook reports nothing, and still stops a paused agent', async () => {
      tocsin.front.before = async (passed) => {
        if (isHook('PreToolUse', passed)) await tocsin.pause(AGENT, 'look at this first');
      };
      claude.useReport(false);
      model.play(touch, ANSWER);
      const events = await since(() => claude.run(PROMPT));
      claude.useReport(true);
      await tocsin.resume(AGENT);
      assert.deepEqual([typesOf(events), existsSync(ran), model.requests.length], [[], false, 1]);
    }),

    ...(['dead', 'slow', 'garbage', 'failing'] as const).map((mood: Mood) =>
      prepared(`a run goes on while Tocsin is ${mood}`, async () => {
        tocsin.front.mood = mood;
        model.play(touch, ANSWER);
        const { code, result } = await claude.run(PROMPT);
        assert.deepEqual([code, existsSync(ran), model.requests.length], [0, true, 2]);
        assert.match(result.result, /sunny/);
        assert.equal(tocsin.front.passed.length, 5);
      }),
    ),

    prepared('a run goes on with an address at which nothing listens', async () => {
      claude.useBase('http://127.0.0.1:9/in/KEY');
      model.play(touch, ANSWER);
      const { code, result } = await claude.run(PROMPT);
      claude.useBase(tocsin.base);
      assert.deepEqual([code, existsSync(ran)], [0, true]);
      assert.match(result.result, /sunny/);
    }),

    prepared('a run goes on with a key that is wrong', async () => {
      claude.useBase(`${tocsin.front.url}/in/tcn_in_wrong`);
      model.play(touch, ANSWER);
      const { code, result } = await claude.run(PROMPT);
      claude.useBase(tocsin.base);
      assert.deepEqual([code, existsSync(ran)], [0, true]);
      assert.match(result.result, /sunny/);
    }),
  ];
}
