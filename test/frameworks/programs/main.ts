import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FakeModel } from '../model/fake-model';
import { ClaudeCode } from './claude-code';
import { claudeCodeCases } from './claude-code-cases';
import { LiteLlm } from './litellm';
import { litellmCases } from './litellm-cases';
import { added, broken, NOTHING, play, type Summary } from './suite';
import { startTocsin, type Tocsin } from './tocsin';

const USAGE = `Runs Claude Code and a LiteLLM proxy against Tocsin and a fake model, all on loopback.
  npm ci --prefix test/frameworks/programs
  python3 -m venv .build/programs && .build/programs/bin/pip install -r test/frameworks/programs/requirements.txt
  npm run test:programs -- \\
    --claude test/frameworks/programs/node_modules/@anthropic-ai/claude-code/bin/claude.exe \\
    --litellm .build/programs/bin/litellm [--json FILE]
Either program may be left out.`;

interface Programs {
  claude?: string | undefined;
  litellm?: string | undefined;
}

async function main({ claude, litellm }: Programs): Promise<Summary> {
  const [tocsin, model] = await Promise.all([startTocsin(), FakeModel.start()]);
  try {
    const ofClaude =
      claude === undefined ? NOTHING : await withClaude(tocsin, model, resolve(claude)).catch(broken);
    const ofLiteLlm =
      litellm === undefined ? NOTHING : await withLiteLlm(tocsin, model, resolve(litellm)).catch(broken);
    return added(ofClaude, ofLiteLlm);
  } finally {
    await Promise.all([tocsin.stop(), model.stop()]);
  }
}

async function withClaude(tocsin: Tocsin, model: FakeModel, path: string): Promise<Summary> {
  const claude = new ClaudeCode(path, model.url, tocsin.base);
  try {
    return await play(claudeCodeCases(tocsin, model, claude));
  } finally {
    claude.remove();
  }
}

async function withLiteLlm(tocsin: Tocsin, model: FakeModel, path: string): Promise<Summary> {
  const proxy = await LiteLlm.start(path, model.url, tocsin.base);
  try {
    return await play(litellmCases(tocsin, model, proxy));
  } finally {
    await proxy.stop();
  }
}

const { values } = parseArgs({
  options: { claude: { type: 'string' }, litellm: { type: 'string' }, json: { type: 'string' } },
});
if (values.claude === undefined && values.litellm === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  void main(values)
    .catch(broken)
    .then((summary) => {
      const { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: errors } = summary;
      if (errors > 0) console.error(summary.failures.join('\n'));
      console.log(`${passed} cases end as they are expected to, ${failed} do not`);
      if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(summary));
      process.exitCode = failed + errors === 0 ? 0 : 1;
    });
}
