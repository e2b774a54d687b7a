import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { FakeModel } from '../model/fake-model';
import type { ScriptedAnswer } from '../model/script';
import type { Passed } from './front';
import type { LiteLlm } from './litellm';
import type { Case } from './suite';
import type { Event, Tocsin } from './tocsin';

const ANSWER: ScriptedAnswer = { kind: 'text', text: 'SECRET-ANSWER' };
const TRY_AGAIN: ScriptedAnswer = { kind: 'error', status: 429, message: 'slow down' };
/** LiteLLM sends its logs every second, as it is set here, and repeats within some seconds. */
const LOGGED_MS = 20_000;
const POLL_MS = 200;

const isLog = ({ path }: Passed): boolean => path.endsWith('/litellm');
const isGuard = ({ path }: Passed): boolean => path.endsWith('/beta/litellm_basic_guardrail_api');
const named = (events: Event[], type: string): Event[] => events.filter((event) => event.type === type);

/** What a LiteLLM proxy does with the settings of docs/connect-litellm.md. */
export function litellmCases(tocsin: Tocsin, model: FakeModel, proxy: LiteLlm): Case[] {
  let made = 0;
  const newAgent = (): string => `agent-${++made}`;
  /** Until `count` events of the agent have come. */
  const arrived = async (agent: string, count: number): Promise<Event[]> => {
    for (const until = performance.now() + LOGGED_MS; ; await wait(POLL_MS)) {
      const events = await tocsin.events(agent);
      if (events.length >= count || performance.now() > until) return events;
    }
  };
  const prepared = (title: string, run: (agent: string) => Promise<void>): Case => ({
    title: `LiteLLM: ${title}`,
    run: async () => {
      tocsin.front.reset();
      model.play();
      await run(newAgent());
    },
  });

  return [
    prepared(
      'a request is reported with its tokens and its cost, and with nothing that was said',
      async (agent) => {
        model.play(ANSWER);
        assert.equal((await proxy.ask(agent)).status, 200);
        const [event, ...others] = await arrived(agent, 1);
        assert.equal(others.length, 0);
        assert.equal(event?.type, 'llm.request.completed');
        const {
          provider,
          model: name,
          inputTokens,
          outputTokens,
          cachedInputTokens,
          reasoningTokens,
          costMicroUsd,
        } = event?.data ?? {};
        assert.deepEqual(
          { provider, name, inputTokens, outputTokens, cachedInputTokens, reasoningTokens, costMicroUsd },
          {
            ...{ provider: 'openai', name: 'gpt-5', inputTokens: 120, outputTokens: 30 },
            ...{ cachedInputTokens: 100, reasoningTokens: 12, costMicroUsd: 338 },
          },
        );
        assert.match(
          tocsin.front.passed
            .filter(isLog)
            .map(({ body }) => body)
            .join(),
          /SECRET-PROMPT.*SECRET-ANSWER/s,
        );
        assert.doesNotMatch(JSON.stringify(event), /SECRET/);
      },
    ),

    prepared('a stream is reported with the tokens of its end', async (agent) => {
      model.play(ANSWER);
      const { status, text } = await proxy.ask(agent, { stream: true });
      assert.deepEqual([status, text.includes('SECRET-ANSWER')], [200, true]);
      const [event] = await arrived(agent, 1);
      assert.deepEqual([event?.data['inputTokens'], event?.data['outputTokens']], [120, 30]);
    }),

    prepared('a failed try and the call that succeeds after it count once each', async (agent) => {
      model.play(TRY_AGAIN, TRY_AGAIN, ANSWER);
      assert.equal((await proxy.ask(agent)).status, 200);
      const events = await arrived(agent, 2);
      assert.equal(named(events, 'llm.request.completed').length, 1);
      const [failed] = named(events, 'llm.request.failed');
      const { type, code } = failed?.data['error'] as { type: string; code: string };
      assert.deepEqual({ type, code }, { type: 'RateLimitError', code: '429' });
    }),

    prepared('a log that is sent again counts once', async (agent) => {
      await proxy.ask(agent);
      await arrived(agent, 1);
      for (const { path, body } of [...tocsin.front.passed].filter(isLog))
        await fetch(tocsin.front.url + path, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
      assert.equal((await tocsin.events(agent)).length, 1);
    }),

    prepared(
      'a paused agent gets 400 with the reason and no model is asked, others go on, and a resume lets it go on',
      async (agent) => {
        await tocsin.pause(agent, 'five failures');
        const paused = await proxy.ask(agent);
        assert.equal(paused.status, 400);
        assert.match(paused.text, new RegExp(`Tocsin has paused the agent .*${agent}.*: five failures`));
        assert.equal((await proxy.ask(agent, { stream: true })).status, 400);
        assert.equal(model.requests.length, 0);
        assert.equal((await proxy.ask(newAgent())).status, 200);
        const blocked = await arrived(agent, 2);
        assert.deepEqual(new Set(blocked.map(({ type }) => type)), new Set(['litellm.request.blocked']));
        await tocsin.resume(agent);
        assert.equal((await proxy.ask(agent)).status, 200);
      },
    ),

    prepared(
      'a monitor of failures pauses the agent, and its own refusals do not keep it paused',
      async (agent) => {
        const monitor = {
          ...{
            name: 'failing requests',
            kind: 'count',
            eventTypes: ['llm.request.failed'],
            groupBy: ['source'],
          },
          ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 1, severity: 'critical' }] },
          actions: [{ kind: 'pauseAgent' }],
        };
        const { id } = await tocsin.admin<{ id: string }>('POST', '/v1/monitors', monitor);
        model.play(...Array.from({ length: 5 }, () => TRY_AGAIN));
        assert.equal((await proxy.ask(agent)).status, 429);
        await arrived(agent, 1);
        assert.equal((await proxy.ask(agent)).status, 400);
        await arrived(agent, 2);
        await tocsin.resume(agent);
        assert.equal((await proxy.ask(agent)).status, 200);
        await tocsin.admin('DELETE', `/v1/monitors/${id}`);
      },
    ),

    ...(['dead', 'slow', 'garbage', 'failing'] as const).map((mood) =>
      prepared(`requests go on while Tocsin is ${mood}`, async (agent) => {
        tocsin.front.mood = mood;
        model.play(ANSWER);
        const { status, text, tookMs } = await proxy.ask(agent);
        assert.deepEqual([status, text.includes('SECRET-ANSWER')], [200, true]);
        assert.equal(model.requests.length, 1);
        assert.ok(tookMs < 4_500, `took ${tookMs} ms`);
        assert.ok(tocsin.front.passed.some(isGuard));
      }),
    ),

    prepared('logs that Tocsin could not take arrive once when it is back', async (agent) => {
      tocsin.front.mood = 'failing';
      await proxy.ask(agent);
      const seen = (): boolean => tocsin.front.passed.some(isLog);
      for (const until = performance.now() + LOGGED_MS; !seen() && performance.now() < until;)
        await wait(POLL_MS);
      tocsin.front.reset();
      assert.equal((await arrived(agent, 1)).length, 1);
    }),
    prepared('what its alerting posts arrives as an event of its own type', async () => {
      await proxy.testWebhook();
      const events = await arrived('litellm', 1);
      const [crossed] = named(events, 'litellm.budget_crossed');
      assert.deepEqual([crossed?.data['spendMicroUsd'], crossed?.data['eventGroup']], [1_000_000, 'key']);
    }),
  ];
}
