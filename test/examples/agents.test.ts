import { type TestCloud, withCloud } from '../journeys/cloud';
import { watch } from '../journeys/watch';
import { Child, inEachLanguage } from './child';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './story';
import { Relay, type Relayed } from './relay';

const FILES = inEachLanguage('agents/agent');

/** Takes the place of five seconds. */
const POLL_SECONDS = '0.05';

describe.each(FILES)('examples/%s', (file) => {
  let stack: TestCloud;
  let relay: Relay;
  let agent: Child;

  beforeAll(async () => {
    stack = await withCloud();
    relay = await Relay.start(stack.cloud.apiUrl);
    await watch(
      stack,
      JSON.parse(readFileSync(join(EXAMPLES, 'five-failures-pause.json'), 'utf8')) as object,
    );
    agent = new Child(file, {
      ...{ TOCSIN_URL: relay.url, TOCSIN_KEY: stack.first.ingestKey, TOCSIN_POLL_SECONDS: POLL_SECONDS },
    });
  });

  afterAll(async () => {
    await Promise.all([agent?.stop(), relay?.stop()]);
    await stack?.stop();
  });

  /** Gives it a task and resolves when it says what became of it. */
  async function task(text: string, outcome: string): Promise<void> {
    const from = agent.lines.length;
    agent.write(text);
    await agent.line(outcome, from);
  }

  const posted = (type: string): Relayed['events'] =>
    relay.requests.flatMap(({ events }) => events).filter((event) => event.type === type);

  it('reports each run and model call, under one id each and the name of the run', async () => {
    await task('summarize the ticket', 'completed with gpt-5');
    const events = relay.requests.flatMap((request) => request.events);
    expect(events.map(({ type }) => type)).toEqual([
      ...['agent.run.started', 'llm.request.completed', 'agent.run.completed'],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);
    expect(relay.requests.map(({ status }) => status)).toEqual([202, 202]);
  });

  it('sends what was answered 503 and 429 again, with the same ids, so that it counts once', async () => {
    const before = relay.requests.length;
    relay.loseAnswers(503, 429);
    await task('try again', 'completed with gpt-5');
    const [first, second, third] = relay.requests.slice(before);
    expect([first?.status, second?.status, third?.status]).toEqual([503, 429, 202]);
    expect(second?.events).toEqual(first?.events);
    expect(third?.events).toEqual(first?.events);
    await stack.cloud.idle();
    const { body } = await stack.admin<{ data: object[] }>('GET', '/v1/events?type=agent.run.started');
    expect(body.data).toHaveLength(2);
  });

  it('shows what a 207 has refused, and goes on', async () => {
    const schema = { properties: { inputTokens: { maximum: 1_000 } } };
    const type = { description: 'Short ones only', schema, enforce: true };
    const { status } = await stack.admin('PUT', '/v1/event-types/llm.request.completed', type);
    expect(status).toBeLessThan(300);
    stack.cloud.clock.advance(31_000);
    await task('long '.repeat(500), 'completed with gpt-5');
    expect(await agent.error('207 llm.request.completed refused')).toContain('/data/inputTokens');
    expect(relay.requests.at(-1)).toMatchObject({ status: 207 });
  });

  it('uses another model while it is asked to', async () => {
    const asked = { from: 'gpt-5', to: 'gpt-5-mini', reason: 'too dear' };
    await stack.admin('POST', '/v1/agents/support-bot/switch-model', asked);
    await task('heard with the answer to this', 'completed with gpt-5');
    await task('cheaper', 'completed with gpt-5-mini');
    expect(posted('llm.request.completed').at(-1)?.data).toMatchObject({ model: 'gpt-5-mini' });
  });

  it('stops when failures pause it, asks with the ETag, and goes on when a person resumes it', async () => {
    await failUntilPaused();
    const said = agent.lines.length;
    agent.write('after the pause');
    const silent = relay.requests.length;
    await relay.until((requests) => requests.filter(({ status }) => status === 304).length >= 3 || undefined);
    expect(relay.requests.slice(silent).filter(({ method }) => method === 'POST')).toEqual([]);
    expect(agent.lines.slice(said)).toEqual([]);
    const unchanged = relay.requests.filter(({ status }) => status === 304);
    expect(unchanged.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);

    await stack.admin('POST', '/v1/agents/support-bot/resume', { reason: 'The vendor is back' });
    await agent.line('running again', said);
    await agent.line('completed with', said);
    expect(posted('agent.run.failed').at(-1)?.data).toEqual({
      error: { type: expect.stringMatching(/Error$/), message: expect.stringContaining('has timed out') },
    });
  });

  /** One task after the other, as many as it takes; the last one waits. */
  async function failUntilPaused(): Promise<void> {
    const isPaused = (): boolean => agent.lines.some((line) => line.startsWith('paused: '));
    for (let failures = 0; !isPaused(); failures++) {
      if (failures > 20) throw new Error('It goes on although it has failed 20 times');
      const from = agent.lines.length;
      agent.write('fail');
      await agent.until(() => agent.lines[from]);
      await stack.cloud.idle();
    }
  }
});

it.each(FILES)('examples/%s says that its key is not taken, and ends', async (file) => {
  const stack = await withCloud();
  const agent = new Child(file, { TOCSIN_URL: stack.cloud.apiUrl, TOCSIN_KEY: 'tcn_unknown' });
  agent.write('a task');
  await agent.error('403 {"message":"Forbidden"}');
  await agent.stop();
  await stack.stop();
});
