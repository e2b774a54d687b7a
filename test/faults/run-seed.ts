import { counted } from '../journeys/conservation';
import { gather } from './evidence';
import { brokenLaws } from './laws';
import type { Behaviour, Step } from './plan';
import { settle } from './quiet';
import type { Run } from './run';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Beyond the retention of the stage `dev`, in which nothing says otherwise. */
const BEYOND_RETENTION_MS = 31 * DAY;
/** Receives after which a message moves to the dead queue, and some. */
const BLACKOUT_ROUNDS = 64;

/** Does what the plan says, waits until all of it has ended, and answers which laws were broken. */
export async function runSeed(run: Run): Promise<string[]> {
  await run.prepare();
  run.weather.begin(run.cloud);
  for (const step of run.plan.steps) await perform(run, step);
  await calmDown(run);
  const problems = [...(await judge(run)), ...(await afterRetention(run))];
  return [...problems, ...run.problems, ...run.projects.flatMap((project) => project.problems)];
}

async function perform(run: Run, step: Step): Promise<void> {
  switch (step.do) {
    case 'post':
      await Promise.all(step.requests.map((events) => run.project(step.project).post(events)));
      return run.project(step.project).postAgain();
    case 'idle':
      return run.cloud.idle();
    case 'advance':
      return run.timeline.advance(step.ms);
    case 'sweep':
      return sweep(run, step.times);
    case 'restart':
      return run.restart();
    case 'blackout':
      return blackout(run, step.name);
    case 'subscribe':
      return run.subscribe(step.endpoint);
    case 'delete':
      return run.projectOf(step.endpoint).deleteSubscription(step.endpoint);
    case 'back':
      return run.endpoints.bringBack(step.endpoint);
    case 'disable':
    case 'enable':
    case 'recover':
      return run.projectOf(step.endpoint).ask(step.endpoint, step.do);
  }
}

async function sweep({ cloud }: Run, times: number): Promise<void> {
  const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
  await Promise.all(Array.from({ length: times }, () => cloud.invoke('sweep', event)));
}

/** Each message comes back when its visibility ends, and is refused again; the clock passes over the time between. */
async function blackout(run: Run, name: 'route' | 'deliver'): Promise<void> {
  run.weather.refuse(name);
  for (let round = 0; round < BLACKOUT_ROUNDS; round++) {
    await run.cloud.idle();
    run.timeline.advance(6.1 * MINUTE);
  }
  run.weather.refuse(undefined);
  await run.cloud.idle();
}

/** Disabled by their owners, or by Tocsin. */
const RECOVERED: ReadonlySet<Behaviour['kind']> = new Set(['switched', 'gone', 'forsaken']);

/** The misbehaviour ends, everything is well again, and people ask for what they have missed. */
async function calmDown(run: Run): Promise<void> {
  run.weather.end(run.cloud);
  run.endpoints.bringAllBack();
  for (const project of run.projects) await project.postAgain();
  await expectSettled(run);
  await expectConserved(run);
  for (const { name, behaviour } of run.plan.endpoints) {
    if (!RECOVERED.has(behaviour.kind)) continue;
    run.endpoints.bringBack(name);
    const project = run.projectOf(name);
    await project.ask(name, 'enable');
    run.timeline.advance(MINUTE);
    await project.ask(name, 'recover');
  }
  if (run.plan.steps.some((step) => step.do === 'blackout'))
    for (const project of run.projects) await project.replayDeadLetters();
  await expectSettled(run);
}

async function expectSettled(run: Run): Promise<void> {
  if (!(await settle(run))) run.problems.push('it did not come to an end');
}

/** Nothing may be open any more but what waits for a person. */
async function expectConserved(run: Run): Promise<void> {
  for (const project of run.projects) {
    const { events, deliveries, stranded, holds } = await counted(project.admin);
    const { queued, leased, waiting, parked } = deliveries;
    if (!holds) run.problems.push(`conservation does not hold: ${JSON.stringify({ events, deliveries })}`);
    for (const one of stranded) run.problems.push(`stranded: ${JSON.stringify(one)}`);
    if (queued + leased + waiting + parked > 0)
      run.problems.push(`still open: ${JSON.stringify({ queued, leased, waiting, parked })}`);
  }
}

async function judge(run: Run): Promise<string[]> {
  await expectConserved(run);
  for (const project of run.projects)
    if (project.waiting > 0) run.problems.push(`${project.waiting} events were refused in fair weather`);
  const evidence = await gather(run);
  return [...brokenLaws(evidence), ...run.reports.filter(isOurFault).map((line) => `reported: ${line}`)];
}

/** Errors that no fault was planned for. */
const isOurFault = (line: string): boolean =>
  /TypeError|ReferenceError|RangeError|SyntaxError|UnhandledPromiseRejection|The local cloud failed|IAM:|ValidationException/.test(
    line,
  );

/** What has expired is as if it had never been, although TTL has not deleted it yet: it is delivered again. */
async function afterRetention(run: Run): Promise<string[]> {
  const { afterRetention, endpoints } = run.plan;
  if (afterRetention.length === 0) return [];
  run.cloud.faults.expiryLagMs = 5 * DAY;
  run.timeline.advance(BEYOND_RETENTION_MS);
  await run.cloud.idle();
  const before = run.endpoints.seen.length;
  for (const { project, events } of afterRetention) await run.project(project).post(events);
  await expectSettled(run);
  await expectConserved(run);
  const seen = run.endpoints.seen.slice(before);
  const healthy = endpoints.filter(({ behaviour }) => behaviour.kind === 'healthy');
  return afterRetention.flatMap(({ project, events }) =>
    events.flatMap(({ id }) => {
      const event = run.project(project).accepted.get(id)?.event;
      const first = healthy.find((endpoint) => endpoint.project === project);
      const arrived = seen.some((one) => one.endpoint === first?.name && one.event === event);
      return arrived ? [] : [`${event}, posted again after its retention, did not reach ${first?.name}`];
    }),
  );
}
