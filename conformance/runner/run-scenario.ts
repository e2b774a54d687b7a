import { randomBytes } from 'node:crypto';
import type { Scenario, Step } from '../format/scenario';
import type { Hello, Sender } from '../protocol';
import type { Authority } from '../receiver/certificate';
import { Endpoint } from '../receiver/endpoint';
import { act } from './act';
import { check } from './check';
import { type Outcome, Satisfied, type ScenarioResult, Skipped, Unmet } from './outcome';
import { SenderClock, type Waiting } from './sender-clock';
import { type Actor, type Stage } from './stage';

export interface Surroundings {
  sender: Sender;
  hello: Hello;
  authority: Authority;
  /** Where endpoints listen, and by which name or address the sender reaches them. */
  bind: string;
  host: string;
  waiting: Waiting;
}

/** Plays one scenario to a sender that has said hello. Never throws: a sender that breaks has failed. */
export async function runScenario(scenario: Scenario, around: Surroundings): Promise<ScenarioResult> {
  const began = performance.now();
  const outcome = await outcomeOf(scenario, around);
  return { scenario, outcome, durationMs: performance.now() - began };
}

async function outcomeOf(scenario: Scenario, around: Surroundings): Promise<Outcome> {
  const missing = (scenario.needs ?? []).filter((need) => !around.hello.capabilities.includes(need));
  if (missing.length > 0) return { result: 'skipped', reason: `needs ${missing.join(', ')}` };
  const stage = await open(scenario, around);
  try {
    return await play(scenario.steps, stage);
  } finally {
    await close(stage);
  }
}

async function play(steps: Step[], stage: Stage): Promise<Outcome> {
  for (const [index, step] of steps.entries()) {
    const ended = await playStep(step, stage).then(
      (fault) => (fault === undefined ? undefined : failure(index, fault)),
      (error: unknown) => ending(index, error),
    );
    if (ended) return ended;
  }
  return { result: 'passed' };
}

async function playStep(step: Step, stage: Stage): Promise<string | undefined> {
  if ('expect' in step) return await check(stage, step);
  await act(stage, step);
  return undefined;
}

const failure = (index: number, fault: string): Outcome => ({ result: 'failed', step: index + 1, fault });

function ending(index: number, error: unknown): Outcome {
  if (error instanceof Satisfied) return { result: 'passed', note: error.message };
  if (error instanceof Skipped) return { result: 'skipped', reason: error.message };
  const fault = error instanceof Error ? error.message : String(error);
  return failure(index, error instanceof Unmet ? fault : `the sender broke: ${fault}`);
}

async function open(scenario: Scenario, { sender, hello, waiting, ...place }: Surroundings): Promise<Stage> {
  const clock = new SenderClock(sender, hello.capabilities.includes('advance'), waiting);
  const nonce = randomBytes(4).toString('hex');
  const actors = new Map<string, Actor>();
  if (clock.virtual) await clock.settle();
  const fillIn = (text: string): string => filledIn(text, actors, clock);
  for (const [name, script] of Object.entries(scenario.endpoints)) {
    const { authority, bind, host } = place;
    const senderNow = (): ReturnType<SenderClock['now']> => clock.now();
    const endpoint = await Endpoint.open({ script, authority, bind, host, senderNow, fillIn });
    const { retryDelaysSeconds, timeoutSeconds, dataPointer } = hello;
    const path = `/${scenario.id}/${name}?run=${nonce}`;
    actors.set(name, { endpoint, path, secrets: [], retryDelaysSeconds, timeoutSeconds, dataPointer });
  }
  const prefix = `conformance.${scenario.id.replaceAll('-', '_')}.r${nonce}`;
  const typeNamed = (local: string): string => `${prefix}.${local}`;
  const startedAt = clock.now().earliest;
  return { sender, hello, clock, actors, events: new Map(), startedAt, typeNamed };
}

function filledIn(text: string, actors: Map<string, Actor>, clock: SenderClock): string {
  return text
    .replace(/\{\{url:(\w+)\}\}/g, (_, name: string) => {
      const actor = actors.get(name);
      if (!actor) throw new Error(`The scenario has no endpoint ${name}`);
      return actor.endpoint.url(actor.path);
    })
    .replace(/\{\{date:([+-]?\d+)\}\}/g, (_, seconds: string) =>
      new Date(clock.now().earliest + Number(seconds) * 1_000).toUTCString(),
    );
}

/** What a scenario leaves behind must not come into the next one. */
async function close({ actors, sender, hello }: Stage): Promise<void> {
  const cleanUp = hello.capabilities.includes('delete')
    ? 'deleteEndpoint'
    : hello.capabilities.includes('disable')
      ? 'disableEndpoint'
      : undefined;
  for (const { id, endpoint } of actors.values()) {
    if (id !== undefined && cleanUp) await sender.call(cleanUp, { endpoint: id }).catch(() => {});
    await endpoint.close();
  }
}
