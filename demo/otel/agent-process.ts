import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** Where the agent and its packages are. */
export const FOLDER = join(__dirname, 'agent');

/** OpenTelemetry's own default is five seconds: a span is sent that long after it has ended. */
const EXPORT_EVERY_MS = '1000';

/** The agent's process, and what it has said. */
export class Agent {
  readonly said: string[] = [];
  private child: ChildProcess;

  constructor(endpoint: string, modelUrl: string) {
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: EXPORT_EVERY_MS };
    this.child = spawn(process.execPath, [join(FOLDER, 'agent.mjs')], {
      env: { ...process.env, ...settings, MODEL_URL: modelUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) =>
      this.said.push(line),
    );
  }

  count(what: string, from = 0): number {
    return this.said.slice(from).filter((line) => line === what).length;
  }

  /** Resolves when it has said so often enough since `from`; rejects when it has ended. */
  async until(what: string, times: number, from = 0): Promise<void> {
    while (this.count(what, from) < times) {
      if (this.child.exitCode !== null) throw new Error(`The agent ended with ${this.child.exitCode}`);
      await wait(20);
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}
