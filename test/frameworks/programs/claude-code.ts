import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTocsin, docBlock } from './doc-block';
import { type Finished, finish } from './program';

const LIMIT_MS = 90_000;

/** The answer of `claude -p --output-format json`, as far as it is read. */
interface Result {
  result: string;
  session_id: string;
  num_turns: number;
}

export interface Ran extends Finished {
  result: Result;
}

/** Claude Code in a folder and with a home of its own. */
export class ClaudeCode {
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-claude-'));
  private settings = join(this.folder, 'settings.json');

  constructor(
    private path: string,
    private modelUrl: string,
    private base: string,
  ) {
    for (const name of ['home', 'work']) mkdirSync(join(this.folder, name));
    this.useBase(base);
  }

  /** The settings of the documents, with this address. */
  useBase(base: string): void {
    this.base = base;
    this.useReport(true);
  }

  /** Hooks that report, or that stop a paused agent and nothing else. */
  useReport(report: boolean): void {
    const settings = atTocsin(docBlock('connect-claude-code.md', 'json'), this.base);
    writeFileSync(
      this.settings,
      report ? settings : settings.replaceAll('/claude-code"', '/claude-code?report=no"'),
    );
  }

  async run(prompt: string, ...more: string[]): Promise<Ran> {
    const args = ['-p', prompt, '--settings', this.settings, '--allowedTools', 'Bash'];
    const launch = {
      path: this.path,
      args: [...args, '--output-format', 'json', ...more],
      cwd: join(this.folder, 'work'),
      env: {
        HOME: join(this.folder, 'home'),
        ANTHROPIC_BASE_URL: this.modelUrl,
        ANTHROPIC_API_KEY: 'sk-ant-none',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        ...{ DISABLE_AUTOUPDATER: '1', DISABLE_TELEMETRY: '1', DISABLE_ERROR_REPORTING: '1' },
      },
    };
    const finished = await finish(launch, LIMIT_MS);
    const line = finished.stdout.split('\n').find((each) => each.startsWith('{')) ?? '{}';
    return { ...finished, result: JSON.parse(line) as Result };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
