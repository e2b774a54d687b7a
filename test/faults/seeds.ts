import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../local/cloud';
import { makePlan } from './make-plan';
import { Run, startOn, stateFolder } from './run';
import { runSeed } from './run-seed';

const FAILURES = join(__dirname, '..', '..', '.build', 'faults');
/** A cloud's tables grow, and its clock runs ahead: after so many plans it is replaced. */
const PLANS_A_CLOUD = 25;

export interface SeedResult {
  seed: number;
  /** Broken laws and whatever else went wrong; none if all is well. */
  problems: string[];
  durationMs: number;
}

interface Shared {
  cloud: Cloud;
  reports: string[];
  plans: number;
}

/** Runs seeds one after the other: each has projects of its own, in a cloud that several of them share. */
export class Seeds {
  private shared: Shared | undefined;

  async run(seed: number): Promise<SeedResult> {
    const began = performance.now();
    const plan = makePlan(seed);
    const problems = plan.steps.some((step) => step.do === 'restart')
      ? await this.runAlone(seed)
      : await this.runShared(seed);
    return { seed, problems, durationMs: performance.now() - began };
  }

  async stop(): Promise<void> {
    const { shared } = this;
    this.shared = undefined;
    await shared?.cloud.stop();
  }

  /** A plan with restarts has a cloud for itself, with its state in a folder. */
  private async runAlone(seed: number): Promise<string[]> {
    const folder = stateFolder();
    const reports: string[] = [];
    const run = new Run(makePlan(seed), await startOn(folder.path, seed, reports), reports, folder.path);
    try {
      return await outcome(run);
    } finally {
      await run.cloud.stop();
      folder.remove();
    }
  }

  private async runShared(seed: number): Promise<string[]> {
    const shared = (this.shared ??= await startShared(seed));
    shared.plans++;
    shared.reports.length = 0;
    const problems = await outcome(new Run(makePlan(seed), shared.cloud, shared.reports));
    // What a broken run leaves behind is nobody else's problem.
    if (problems.length > 0 || shared.plans === PLANS_A_CLOUD) await this.stop();
    return problems;
  }
}

async function startShared(seed: number): Promise<Shared> {
  const reports: string[] = [];
  return { cloud: await startOn(':memory:', seed, reports), reports, plans: 0 };
}

async function outcome(run: Run): Promise<string[]> {
  const problems = await runSeed(run).catch((error: unknown) => [
    `it ended in ${error instanceof Error ? error.stack : String(error)}`,
  ]);
  run.weather.end(run.cloud);
  await run.endpoints.stop();
  if (problems.length > 0) write(run, problems);
  return problems;
}

/** The file that tells everything of a failed run. */
export const failureFile = (seed: number): string => join(FAILURES, `seed-${seed}.json`);

function write({ plan, weather, endpoints, reports }: Run, problems: string[]): void {
  mkdirSync(FAILURES, { recursive: true });
  const requests = endpoints.seen.map(({ endpoint, event, reply }) => `${endpoint} ${event} ${reply}`);
  const all = { problems, plan, calls: weather.log, requests, reports: reports.slice(-200) };
  writeFileSync(failureFile(plan.seed), JSON.stringify(all, undefined, 1));
}
