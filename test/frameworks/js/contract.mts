import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AgentPaused, Tocsin, type TocsinOptions } from '../../../sdk/dist/tocsin.mjs';
import { type Behaviour, HostileTocsin } from '../../sdk/hostile-tocsin';
import { FakeModel } from '../model/fake-model';
import type { ScriptedAnswer } from '../model/script';

/** A framework with the adapter, as a user would write it. */
export interface Subject {
  name: string;
  /** The model that it asks for. */
  model: string;
  /** Asks the fake model for the weather in Bern with the tool `weather`, which does this, and returns the answer. */
  ask(tocsin: Tocsin, modelUrl: string, weather: () => string): Promise<string>;
  /** What an obeyed pause looks like from outside: `AgentPaused` is thrown, unless the framework says it otherwise. */
  isPaused?(outcome: { answer?: string; error?: unknown }): boolean;
  /** Name of the tool as the model calls it; `weather` if not given. */
  tool?: string;
  /** Whether the framework says that a model call has failed; true if not given. */
  reportsFailures?: boolean;
  /** Whether the framework says that a tool has failed; true if not given. */
  reportsToolFailures?: boolean;
}

const ANSWER = 'It is sunny in Bern';
const SWITCHED = 'gpt-5-mini';

const running = { state: 'running', modelSwitches: [], holds: [], version: 0 };
const hold = { id: 'hold_1', kind: 'pause', actor: 'key_1', reason: 'refunds are wrong', until: null };
const paused = { state: 'paused', modelSwitches: [], holds: [hold], version: 1 };

/** What every adapter must do, with the real framework and the fake model. */
export function adapterContract(subject: Subject): void {
  describe(subject.name, () => {
    let model: FakeModel;
    let server: HostileTocsin;
    let tocsin: Tocsin;

    beforeEach(async () => {
      model = await FakeModel.start();
      model.play(...script());
    });
    afterEach(async () => {
      await tocsin.close({ timeoutMs: 100 });
      await Promise.all([model.stop(), server.stop()]);
    });

    const script = (): ScriptedAnswer[] => [
      { kind: 'tool', name: subject.tool ?? 'weather', arguments: { city: 'Bern' } },
      { kind: 'text', text: ANSWER },
    ];
    const start = async (behaviour: Behaviour, options: TocsinOptions = {}): Promise<void> => {
      server = await HostileTocsin.start(behaviour);
      tocsin = new Tocsin({ url: server.url, ...options });
    };
    const ask = (weather = () => 'sunny'): Promise<string> => subject.ask(tocsin, model.url, weather);
    const asked = (): string[] => model.requests.map(({ model: name }) => name);
    const eventsOf = async (type: string) => {
      await tocsin.flush();
      return server.batches.flat().filter((event) => event.type === type);
    };

    it('reports model calls with their tokens, and tool calls without their arguments', async () => {
      await start('well');
      assert.equal(await ask(), ANSWER);
      const calls = await eventsOf('llm.request.completed');
      assert.deepEqual(
        calls.map(({ data }) => data?.model),
        [subject.model, subject.model],
      );
      const sum = (name: string) => calls.reduce((all, { data }) => all + Number(data?.[name] ?? 0), 0);
      assert.deepEqual([sum('inputTokens'), sum('outputTokens'), sum('cachedInputTokens')], [240, 60, 200]);
      const tools = await eventsOf('tool.call.completed');
      assert.equal(tools.length, 1);
      assert.match(String(tools[0]?.data?.tool), /weather$/);
      assert.match(String(tools[0]?.data?.argumentsHash), /^[0-9a-f]{64}$/);
      assert.doesNotMatch(JSON.stringify(server.batches), /Bern|sunny/);
    });

    it('while the agent is paused the model is not asked', async () => {
      await start('well', { whenPaused: 'throw' });
      server.directive = paused;
      const outcome = await outcomeOf(ask());
      assert.deepEqual(asked(), []);
      const isPaused = subject.isPaused ?? (({ error }) => error instanceof AgentPaused);
      assert.ok(isPaused(outcome), `paused, not ${JSON.stringify(outcome)} ${String(outcome.error)}`);
    });

    it('a pause between two model calls holds the second one back', async () => {
      await start('well', { whenPaused: 'throw' });
      pauseAfterFirstCall();
      await outcomeOf(ask());
      assert.equal(asked().length, 1);
    });

    it('an agent that waits goes on where it was when it is resumed', async () => {
      await start('well', { surroundings: { setTimer: impatient } });
      server.directive = paused;
      const answer = ask();
      await server.asked(4);
      assert.deepEqual(asked(), []);
      server.directive = { ...running, version: 2 };
      assert.equal(await answer, ANSWER);
    });

    it('a switched model is the one that is asked', async () => {
      await start('well');
      const modelSwitches = [{ from: subject.model, to: SWITCHED }];
      server.directive = { ...running, modelSwitches, version: 1 };
      assert.equal(await ask(), ANSWER);
      assert.deepEqual(new Set(asked()), new Set([SWITCHED]));
      const calls = await eventsOf('llm.request.completed');
      assert.deepEqual(new Set(calls.map(({ data }) => data?.model)), new Set([SWITCHED]));
    });

    it('a model call that fails is reported, and its error is what the host gets without Tocsin', async () => {
      const refused = Array<ScriptedAnswer>(8).fill({ kind: 'error', status: 400, message: 'no such thing' });
      await start('well');
      model.play(...refused);
      const { answer, error } = await outcomeOf(ask());
      model.play(...refused);
      const expected = await outcomeOf(subject.ask(new Tocsin(), model.url, () => 'sunny'));
      assert.deepEqual([answer, String(error)], [expected.answer, String(expected.error)]);
      if (subject.reportsFailures !== false) assert.equal((await eventsOf('llm.request.failed')).length, 1);
    });

    it('a tool that fails is reported, and the framework gets its error', async () => {
      const fail = (): string => {
        throw new RangeError('no such city');
      };
      await start('well');
      const outcome = await outcomeOf(ask(fail));
      model.play(...script());
      const expected = await outcomeOf(subject.ask(new Tocsin(), model.url, fail));
      assert.deepEqual([outcome.answer, String(outcome.error)], [expected.answer, String(expected.error)]);
      if (subject.reportsToolFailures === false) return;
      const [failed] = await eventsOf('tool.call.failed');
      assert.match(String(failed?.data?.tool), /weather$/);
      assert.match(JSON.stringify(failed?.data?.error), /no such city/);
    });

    for (const behaviour of ['dead', 'hanging', '500', 'garbage'] as const)
      it(`with a Tocsin that is ${behaviour} the answer is the same`, async () => {
        await start(behaviour);
        assert.equal(await ask(), ANSWER);
        assert.deepEqual(asked(), [subject.model, subject.model]);
      });

    /** As a monitor would: the directive changes while the first call is under way. */
    function pauseAfterFirstCall(): void {
      const { push } = model.requests;
      model.requests.push = (...requests) => {
        server.directive = paused;
        // What is known is as old as if the tool had taken its time.
        (
          tocsin as unknown as { connected: { tools: { directives: { heardAt?: number } } } }
        ).connected.tools.directives.heardAt = 0;
        return push.apply(model.requests, requests);
      };
    }
  });
}

async function outcomeOf(answer: Promise<string>): Promise<{ answer?: string; error?: unknown }> {
  try {
    return { answer: await answer };
  } catch (error) {
    return { error };
  }
}

/** Seconds between two questions pass in milliseconds. */
function impatient(delayMs: number, call: () => void, keepsAlive?: boolean): () => void {
  const timer = setTimeout(call, keepsAlive ? delayMs / 100 : delayMs);
  return () => clearTimeout(timer);
}
