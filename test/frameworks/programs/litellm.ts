import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTocsin, docBlock } from './doc-block';
import { type Running, serve } from './program';

const START_MS = 120_000;
const MASTER_KEY = 'sk-master-none';

/** What an operator has beside the settings of docs/connect-litellm.md. */
const modelsAt = (modelUrl: string): string => `
model_list:
  - model_name: gpt-5
    litellm_params: { model: openai/gpt-5, api_base: '${modelUrl}/v1', api_key: sk-none }
router_settings: { num_retries: 2, retry_after: 0 }
`;

export interface Asked {
  status: number;
  text: string;
  tookMs: number;
}

/** A LiteLLM proxy with the settings of the documents. */
export class LiteLlm {
  private constructor(
    private running: Running,
    private folder: string,
    private url: string,
  ) {}

  static async start(path: string, modelUrl: string, base: string): Promise<LiteLlm> {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-litellm-'));
    const config = join(folder, 'config.yaml');
    writeFileSync(config, atTocsin(docBlock('connect-litellm.md', 'yaml'), base) + modelsAt(modelUrl));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const running = await serve(
      {
        path,
        args: ['--config', config, '--host', '127.0.0.1', '--port', String(port)],
        cwd: folder,
        env: {
          ...variables(atTocsin(docBlock('connect-litellm.md', 'sh'), base)),
          ...{ HOME: folder, LITELLM_MASTER_KEY: MASTER_KEY, LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
          ...{ DEFAULT_FLUSH_INTERVAL_SECONDS: '1', DO_NOT_TRACK: '1', LITELLM_TELEMETRY: 'False' },
        },
      },
      `${url}/health/liveliness`,
      START_MS,
    );
    return new LiteLlm(running, folder, url);
  }

  /** Asks the model as a client of the proxy does. */
  async ask(tag: string, body: object = {}): Promise<Asked> {
    const began = performance.now();
    const response = await fetch(`${this.url}/v1/chat/completions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${MASTER_KEY}`,
        'content-type': 'application/json',
        'x-litellm-tags': tag,
      },
      body: JSON.stringify({
        model: 'gpt-5',
        messages: [{ role: 'user', content: 'SECRET-PROMPT' }],
        ...body,
      }),
    });
    const text = await response.text();
    return { status: response.status, text, tookMs: performance.now() - began };
  }

  /** LiteLLM's own test of its alerting: it posts that a budget is crossed. */
  async testWebhook(): Promise<void> {
    const headers = { authorization: `Bearer ${MASTER_KEY}` };
    const response = await fetch(`${this.url}/health/services?service=webhook`, { headers });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const variables = (lines: string): Record<string, string> =>
  Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
