import type { Directive } from '../../core/agent/directive';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { subscribe } from './subscribe';
import { postAs, times, toldOf, watch } from './watch';

const FAILED = 'agent.run.failed';

const LONGEST = '\u{1F916}'.repeat(256);

/** What URLs, routers and gateways are mistaken about, and the longest name there may be. */
const NAMES = [
  'https://example.com/agents/support',
  ...['team/agent', '/lead', 'trail/', 'a//b', 'a/../b', '../b', 'a/directive', 'a/pause', 'reviews'],
  ...['a?b', 'a#b', '?', 'a b', ' x ', 'a+b', 'a&b=c', 'a;b', 'a:b', 'a\\b', '~x', '**', '"a"'],
  ...['100%', '%70ayments', 'x%2Fy', 'x%252Fy', '%25', 'агент', 'é', '\u202eevil', '\u{10FFFF}'],
  LONGEST,
];

/** Beside names that could be mistaken for them: nobody ever asks anything of these. */
const BYSTANDERS = ['b', 'a', 'payments', 'x/y', 'x%2F', '%'];

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
  await subscribe(stack, receiver.url, ['agent.*', 'alert.*']);
  await watch(stack, {
    ...{ name: 'three failures', kind: 'count', eventTypes: [FAILED], groupBy: ['source'] },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 3, severity: 'critical' }] },
    actions: [{ kind: 'pauseAgent' }],
  });
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

type Shown = Directive & { detail?: string };
/** For the title of a test. */
const named = (agent: string): [string, string] => [JSON.stringify(agent.slice(0, 40)), agent];

type Way = (agent: string, action: string) => string;

const inPath: Way = (agent, action) => `/v1/agents/${encodeURIComponent(agent)}/${action}`;
const inQuery: Way = (agent, action) => `/v1/agents/${action}?agent=${encodeURIComponent(agent)}`;

const ask = (way: Way, agent: string, action: string, body: object): Promise<Answer<Shown>> =>
  stack.admin<Shown>('POST', way(agent, action), body);
const directiveOf = (way: Way, agent: string): Promise<Answer<Shown>> =>
  stack.request<Shown>('GET', way(agent, 'directive'), { key: stack.first.ingestKey });

/** A gateway that keeps the escape of `%` everywhere leaves open what was meant: such a path is refused. */
const isUnclear = ({ status, body }: Answer<Shown>, agent: string): boolean =>
  agent.includes('%') && status === 400 && String(body.detail).includes('name the agent in the query');

async function isPausedAndResumed(way: Way, agent: string): Promise<void> {
  const paused = await ask(way, agent, 'pause', { reason: 'x' });
  if (isUnclear(paused, agent)) return;
  expect([paused.status, paused.body.agent, paused.body.state]).toEqual([200, agent, 'paused']);
  expect((await directiveOf(way, agent)).body).toMatchObject({ agent, state: 'paused' });
  const resumed = await ask(way, agent, 'resume', {});
  expect([resumed.status, resumed.body.agent, resumed.body.state]).toEqual([200, agent, 'running']);
}

describe.each([
  ['in the path', inPath],
  ['in the query', inQuery],
])('an agent that is named %s', (_, way) => {
  it.each(NAMES.map(named))('%s is the one that is paused and resumed', async (_, agent) => {
    await isPausedAndResumed(way, agent);
  });

  it.each(['team/agent', 'a?b', LONGEST].map(named))(
    '%s takes another model, and is reviewed',
    async (_, agent) => {
      const to = way === inPath ? 'small' : 'smaller';
      const switched = await ask(way, agent, 'switch-model', { from: 'big', to, reason: 'x' });
      expect([switched.body.agent, switched.body.modelSwitches.at(-1)]).toEqual([agent, { from: 'big', to }]);
      const { body } = await ask(way, agent, 'review', { reason: 'x' });
      const review = body.holds.find(({ kind }) => kind === 'review')?.id;
      const decided = await ask(way, agent, `reviews/${review}`, { decision: 'approve', reason: 'x' });
      expect([decided.status, decided.body.agent, decided.body.state]).toEqual([200, agent, 'running']);
    },
  );
});

it.each(BYSTANDERS)('%j was asked nothing when agents of like names were', async (agent) => {
  expect((await directiveOf(inQuery, agent)).body).toMatchObject({ agent, state: 'running', version: 0 });
});

it.each(['https://example.com/agents/support', '%70ayments', LONGEST].map(named))(
  'a monitor pauses %s, whom a person resumes',
  async (_, agent) => {
    expect(await postAs(stack, agent, ...times(3, FAILED))).toMatchObject({ agent });
    expect((await directiveOf(inQuery, agent)).body).toMatchObject({ agent, state: 'paused' });
    expect((await ask(inQuery, agent, 'resume', {})).body).toMatchObject({ agent, state: 'running' });
  },
);

it('the list of agents has all of them, whatever their names', async () => {
  const listed: string[] = [];
  let cursor = '';
  do {
    const path = `/v1/agents?limit=7${cursor}`;
    const { body } = await stack.admin<{ data: Shown[]; nextCursor: string | null }>('GET', path);
    listed.push(...body.data.map(({ agent }) => agent));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(listed.sort()).toEqual([...NAMES].sort());
});

it.each(['*', '.', '..', 'tocsin', ' Tocsin'])(
  'the source %j, which nobody could name or Tocsin has, is refused with the rule',
  async (source) => {
    const { status, body } = await stack.post({ type: 'x.noise', source });
    expect([status, body['errors']]).toEqual([
      400,
      [{ pointer: '/source', detail: expect.stringMatching(/^must not be/) as string }],
    ]);
  },
);

it('1.5 what Tocsin says of an agent reaches everybody, whatever ids the agent has posted before', async () => {
  const forged = ['agent.paused', 'agent.resumed', 'alert.firing'].flatMap((type) =>
    [1, 2, 3].flatMap((version) => [
      `${type}:forger:${version}:{}`,
      JSON.stringify([type, JSON.stringify(['forger', version, {}])]),
    ]),
  );
  for (const source of ['forger', 'tocsin', 'tocsin.'])
    await stack.post(forged.map((id) => ({ type: 'x.noise', source, id })));
  await postAs(stack, 'forger', ...times(3, FAILED));
  await ask(inPath, 'forger', 'resume', {});
  await stack.cloud.idle();
  const told = toldOf(receiver).filter(({ data }) => JSON.stringify(data).includes('"forger"'));
  expect(told.map(({ type }) => type).sort()).toEqual([
    ...['agent.paused', 'agent.resumed', 'alert.firing', 'alert.resolved'],
  ]);
});

it('5.2 an agent that is resumed while all are paused is said to be paused, and by whom', async () => {
  await ask(inPath, 'one', 'pause', { reason: 'itself' });
  await ask(inPath, '*', 'pause', { reason: 'everybody' });
  const { body } = await ask(inPath, 'one', 'resume', {});
  const holds = [{ kind: 'pause', reason: 'everybody', all: true }];
  expect(body).toMatchObject({ agent: 'one', state: 'paused', holds });
  const { state, holds: directed, version } = (await directiveOf(inPath, 'one')).body;
  expect([state, directed.length, version]).toEqual([body.state, body.holds.length, body.version]);
  expect((await ask(inQuery, '*', 'resume', {})).body).toMatchObject({ agent: '*', state: 'running' });
  expect((await directiveOf(inPath, 'one')).body).toMatchObject({ state: 'running', holds: [] });
});

it('the longest attributes that ingest accepts are stored, delivered, counted and found', async () => {
  const long = (end: string): string => '\u{10FFFF}'.repeat(255) + end;
  const event = { type: 'agent.heartbeat', source: long('s'), subject: long('r'), id: long('i'), data: {} };
  await watch(stack, {
    ...{
      kind: 'absence',
      eventTypes: ['agent.heartbeat'],
      deadlineSeconds: 60,
      groupBy: ['source', 'subject'],
    },
    thresholds: [{ atLeast: 1, severity: 'info' }],
  });
  expect((await stack.post(event)).status).toBe(202);
  await stack.cloud.idle();
  const got = toldOf(receiver).find(({ source }) => source === event.source);
  expect(got).toMatchObject({ source: event.source, subject: event.subject });
  const path = `/v1/events?source=${encodeURIComponent(event.source)}`;
  const { body } = await stack.admin<{ data: { subject: string }[] }>('GET', path);
  expect(body.data.map(({ subject }) => subject)).toEqual([event.subject]);
});
