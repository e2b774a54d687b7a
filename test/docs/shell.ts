import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

const END = '--- end of the block ---';

/** A shell that goes through a page block by block, as a reader does: what one block sets, the next one has. */
export class Shell {
  private bash: ChildProcessWithoutNullStreams;

  constructor(cwd: string, environment: Record<string, string>) {
    this.bash = spawn('bash', ['-u'], { cwd, env: { ...process.env, ...environment } });
    this.bash.stdout.setEncoding('utf8');
    this.bash.stderr.pipe(process.stderr);
  }

  /** Answers what the block wrote. */
  async run(block: string): Promise<string> {
    this.bash.stdin.write(`${block}\necho '${END}'\n`);
    let written = '';
    for await (const text of this.bash.stdout.iterator({ destroyOnReturn: false })) {
      written += text as string;
      if (written.endsWith(`${END}\n`)) return written.slice(0, -END.length - 1);
    }
    throw new Error(`The shell ended: ${written}`);
  }

  end(): void {
    this.bash.stdin.end();
  }
}
