import type { Action, ActionOf } from '../format/action';
import { Refused } from '../protocol';
import { Satisfied, Skipped, Unmet } from './outcome';
import { type Actor, actorNamed, idOf, type Stage } from './stage';

/** Short, so that a sender without a virtual clock is not waited for; five more attempts. */
const SCHEDULE_SECONDS = [2, 2, 2, 2, 2];

/** A retry may be this much later than its time, for jitter and for what a sender has to do. */
const LATENESS = 1.3;
const LATENESS_SECONDS = 3;

/** Real time for what is on its way while a virtual clock stands still. */
const GRACE_MS = 300;

type Acts = { [Verb in Action['do']]: (stage: Stage, step: ActionOf<Verb>) => Promise<void> };

const ACTS: Acts = {
  create,
  send,
  sendMany,
  await: awaitRequests,
  awaitConnections,
  pass: ({ clock }, { seconds }) => clock.pass(seconds),
  passSchedule: (stage) => stage.clock.pass(severalRetries(stage)),
  settle: ({ clock }) => clock.settle(),
  rotate,
  update,
  retry,
  recover,
  listen: async (stage, { endpoint }) => await actorNamed(stage, endpoint).endpoint.startListening(),
  disable: switchEndpoint,
  enable: switchEndpoint,
  delete: switchEndpoint,
};

/** Does one step. Throws Unmet, Skipped or Satisfied, or what broke. */
export async function act(stage: Stage, step: Action): Promise<void> {
  // The compiler does not see that the key and the argument go together.
  const actOne = ACTS[step.do] as (stage: Stage, step: Action) => Promise<void>;
  await actOne(stage, step);
}

async function sendMany(stage: Stage, { count, prefix, type }: ActionOf<'sendMany'>): Promise<void> {
  for (let n = 1; n <= count; n++)
    await send(stage, { do: 'send', event: `${prefix}${n}`, ...(type !== undefined && { type }) });
}

async function rotate(stage: Stage, { endpoint, overlapSeconds }: ActionOf<'rotate'>): Promise<void> {
  const made = await stage.sender.call('rotateSecret', { endpoint: idOf(stage, endpoint), overlapSeconds });
  actorNamed(stage, endpoint).secrets.push(made.secret);
}

async function retry(stage: Stage, { event, endpoint }: ActionOf<'retry'>): Promise<void> {
  const id = stage.events.get(event)?.id ?? '';
  await stage.sender.call('retry', { endpoint: idOf(stage, endpoint), event: id });
}

async function recover(stage: Stage, { endpoint }: ActionOf<'recover'>): Promise<void> {
  await stage.sender.call('recover', { endpoint: idOf(stage, endpoint), since: stage.startedAt });
}

async function switchEndpoint(
  stage: Stage,
  { do: verb, endpoint }: ActionOf<'disable' | 'enable' | 'delete'>,
): Promise<void> {
  await stage.sender.call(`${verb}Endpoint`, { endpoint: idOf(stage, endpoint) });
}

async function create(stage: Stage, step: ActionOf<'create'>): Promise<void> {
  const actor = actorNamed(stage, step.endpoint);
  prepare(actor, step, stage);
  try {
    const made = await stage.sender.call('createEndpoint', creation(stage, actor, step));
    actor.id = made.endpoint;
    if (made.secret !== undefined) actor.secrets.push(made.secret);
    if (made.publicKey !== undefined) actor.publicKey = made.publicKey;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused(actor, error.message, step.accept ?? 'must', step.goOn ?? false);
    return;
  }
  if (step.accept === 'mustNot')
    throw new Unmet(`The sender accepts the endpoint ${actor.endpoint.url(actor.path)}`);
}

const isAble = ({ hello }: Stage, capability: 'schedule' | 'timeout'): boolean =>
  hello.capabilities.includes(capability);

const DATA_POINTERS = { 'cloudevents-structured': '/data', 'cloudevents-binary': '' } as const;

/** What the suite has to know of an endpoint, before the sender does. */
function prepare(actor: Actor, { schedule, timeoutSeconds, format }: ActionOf<'create'>, stage: Stage): void {
  if (isAble(stage, 'schedule')) actor.retryDelaysSeconds = schedule ?? SCHEDULE_SECONDS;
  if (isAble(stage, 'timeout') && timeoutSeconds !== undefined) actor.timeoutSeconds = timeoutSeconds;
  if (format !== undefined) actor.dataPointer = DATA_POINTERS[format];
}

/** What the sender is asked for: of the schedule and the timeout only what it can. */
function creation(stage: Stage, actor: Actor, step: ActionOf<'create'>) {
  const { do: _do, endpoint: _endpoint, accept: _accept, goOn: _goOn, schedule: _schedule, ...rest } = step;
  const { types = ['main'], timeoutSeconds, ...given } = rest;
  return {
    ...withoutUndefined(given),
    url: actor.endpoint.url(actor.path),
    types: types.map(stage.typeNamed),
    ...(isAble(stage, 'schedule') && { retryDelaysSeconds: actor.retryDelaysSeconds }),
    ...(isAble(stage, 'timeout') && timeoutSeconds !== undefined && { timeoutSeconds }),
  };
}

async function update(stage: Stage, { endpoint, to, accept = 'must' }: ActionOf<'update'>): Promise<void> {
  const other = actorNamed(stage, to);
  const change = { endpoint: idOf(stage, endpoint), url: other.endpoint.url(other.path) };
  await stage.sender.call('updateEndpoint', change).catch((error: unknown) => {
    if (!(error instanceof Refused) || accept === 'must') throw error;
    other.refused = error.message;
  });
}

function refused(actor: Actor, message: string, accept: 'must' | 'may' | 'mustNot', goOn: boolean): void {
  actor.refused = message;
  if (accept === 'must') throw new Unmet(`The sender refuses the endpoint: ${message}`);
  if (accept === 'may' && !goOn) throw new Satisfied(`refused when it was made: ${message}`);
}

/** Optional members of a step are given on only where they are there. */
const withoutUndefined = <Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };

async function send(
  stage: Stage,
  { event, data = JSON.stringify({ name: event }), type = 'main', times = 1, together }: ActionOf<'send'>,
): Promise<void> {
  const at = performance.now();
  const idempotencyKey = `${stage.typeNamed(type)}.${event}`;
  const publish = async (): Promise<string> => {
    const key = stage.hello.capabilities.includes('idempotency') ? { idempotencyKey } : {};
    return (await stage.sender.call('sendEvent', { type: stage.typeNamed(type), data, ...key })).event;
  };
  const [id = ''] = together ? await Promise.all(Array.from({ length: times }, publish)) : [await publish()];
  if (!together) for (let more = 1; more < times; more++) await publish();
  stage.events.set(event, { id, at });
}

async function awaitRequests(stage: Stage, step: ActionOf<'await'>): Promise<void> {
  const { clock } = stage;
  const { endpoint, retryDelaysSeconds, timeoutSeconds } = actorNamed(stage, step.endpoint);
  const reached = (): boolean => endpoint.requests.length >= step.requests;
  const retries = retryDelaysSeconds.slice(0, Math.max(0, step.requests - 1));
  const seconds = step.withinSeconds ?? withLateness(sum(retries));
  clock.checkWait(seconds);
  if (clock.virtual) {
    if (!reached()) await clock.settle();
    await clock.pass(seconds, reached, step.sliceSeconds);
  }
  const real = clock.virtual ? GRACE_MS : (seconds + timeoutSeconds * step.requests) * 1_000;
  if (await endpoint.until(reached, real)) return;
  throw new Unmet(
    `${step.endpoint} has got ${endpoint.requests.length} requests, not ${step.requests}, within ${round(seconds)} s`,
  );
}

async function awaitConnections(stage: Stage, step: ActionOf<'awaitConnections'>): Promise<void> {
  const { clock } = stage;
  const { endpoint, retryDelaysSeconds } = actorNamed(stage, step.endpoint);
  const reached = (): boolean => endpoint.connections.length >= step.connections;
  const seconds = withLateness(sum(retryDelaysSeconds.slice(0, step.connections - 1)));
  clock.checkWait(seconds);
  if (clock.virtual) {
    if (!reached()) await clock.settle();
    await clock.pass(seconds, reached);
  }
  if (await endpoint.until(reached, clock.virtual ? GRACE_MS : seconds * 1_000)) return;
  throw new Unmet(
    `${step.endpoint} has got ${endpoint.connections.length} connections, not ${step.connections}`,
  );
}

/** Long enough for two more attempts at the slowest of the endpoints. */
function severalRetries(stage: Stage): number {
  const waits = [...stage.actors.values()].map(({ retryDelaysSeconds }) =>
    sum(retryDelaysSeconds.slice(0, 2)),
  );
  const seconds = withLateness(Math.max(0, ...waits));
  if (!Number.isFinite(seconds)) throw new Skipped('the sender tells no delays');
  return seconds;
}

const withLateness = (seconds: number): number => seconds * LATENESS + LATENESS_SECONDS;
const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
const round = (seconds: number): number => Math.round(seconds * 10) / 10;
