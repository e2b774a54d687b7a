import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../format/scenario';
import type { Hello, Sender } from '../protocol';
import { Authority } from '../receiver/certificate';
import type { ScenarioResult } from './outcome';
import { runScenario, type Surroundings } from './run-scenario';
import type { Waiting } from './sender-clock';

export interface SuiteOptions {
  scenarios: Scenario[];
  /** Attaches the sender; asked once for each mode that the scenarios need. */
  attach: () => Sender;
  /** Where endpoints listen, and by which name or IPv4 address the sender reaches them; 127.0.0.1 for both. */
  bind?: string;
  host?: string;
  waiting?: Partial<Waiting>;
  /** Called after each scenario, in the order in which they end. */
  onResult?: (result: ScenarioResult) => void;
}

export interface SuiteResult {
  sender: Pick<Hello, 'name' | 'version'>;
  /** In the order of the scenarios. */
  results: ScenarioResult[];
}

const WAITING: Waiting = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  quietMs: 1_500,
  maxWaitSeconds: 60,
};

/** Scenarios at once, where waiting is all that they do; a virtual clock can only be moved for one at a time. */
const AT_ONCE = 12;

/** Plays all scenarios to the sender. Throws if it cannot be attached. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    return await runIn(folder, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runIn(folder: string, options: SuiteOptions): Promise<SuiteResult> {
  const { scenarios, bind = '127.0.0.1', host = '127.0.0.1' } = options;
  const authority = new Authority([...new Set([host, '127.0.0.1', 'localhost'])]);
  const caFile = join(folder, 'authority.pem');
  writeFileSync(caFile, authority.cert);
  const place = { authority, caFile, bind, host };
  const found = new Map<string, ScenarioResult>();
  let sender: SuiteResult['sender'] = { name: 'unknown' };
  for (const mode of ['test', 'production'] as const) {
    const those = scenarios.filter((each) => (each.mode ?? 'test') === mode);
    if (those.length === 0) continue;
    const { hello, results } = await runMode(mode, those, place, options);
    sender = { name: hello.name, ...(hello.version !== undefined && { version: hello.version }) };
    for (const result of results) found.set(result.scenario.id, result);
  }
  return { sender, results: scenarios.flatMap(({ id }) => found.get(id) ?? []) };
}

type Place = Pick<Surroundings, 'authority' | 'bind' | 'host'> & { caFile: string };

async function runMode(
  mode: 'test' | 'production',
  scenarios: Scenario[],
  { caFile, ...place }: Place,
  { attach, waiting, onResult }: SuiteOptions,
): Promise<{ hello: Hello; results: ScenarioResult[] }> {
  const sender = attach();
  try {
    const hello = await sender.call('hello', { protocol: 1, mode, caFile });
    const around = { ...place, sender, hello, waiting: { ...WAITING, ...waiting } };
    const atOnce = hello.capabilities.includes('advance') ? 1 : AT_ONCE;
    const results: ScenarioResult[] = [];
    const left = [...scenarios];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const result = await runScenario(next, around);
        results.push(result);
        onResult?.(result);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return { hello, results };
  } finally {
    await sender.close();
  }
}
