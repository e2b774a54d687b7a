import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSdkMcpServer, query, tool } from '@anthropic-ai/claude-agent-sdk';
import { z } from 'zod';
import { reportMessages, tocsinOptions } from '../../../sdk/dist/claude-agent-sdk.mjs';
import { adapterContract } from './contract.mts';

const home = mkdtempSync(join(tmpdir(), 'claude-'));

const tools = (weather: () => string) =>
  createSdkMcpServer({
    ...{ name: 'tools', version: '1' },
    tools: [
      tool('weather', 'The weather', { city: z.string() }, async () => ({
        content: [{ type: 'text', text: weather() }],
      })),
    ],
  });

/** Only the fake model is asked, and nothing of this machine is read. */
const environment = (modelUrl: string) => ({
  ...{ PATH: process.env.PATH, HOME: home, CLAUDE_CONFIG_DIR: join(home, 'config'), IS_SANDBOX: '1' },
  ...{ ANTHROPIC_BASE_URL: modelUrl, ANTHROPIC_API_KEY: 'none', ENABLE_TOOL_SEARCH: 'false' },
  ...{ CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1' },
});

adapterContract({
  name: 'Claude Agent SDK',
  model: 'claude-sonnet-4-5',
  tool: 'mcp__tools__weather',
  reportsFailures: false,
  isPaused: ({ answer }) => answer?.includes('paused: refunds are wrong') ?? false,
  async ask(tocsin, modelUrl, weather) {
    const options = await tocsinOptions(tocsin, {
      ...{ model: 'claude-sonnet-4-5', cwd: home, env: environment(modelUrl), settingSources: [] },
      ...{ mcpServers: { tools: tools(weather) }, allowedTools: ['mcp__tools__weather'] },
    });
    let answer = '';
    for await (const message of reportMessages(
      tocsin,
      query({ prompt: 'What is the weather in Bern?', options }),
    ))
      if (message.type === 'result')
        answer = message.subtype === 'success' ? message.result : message.subtype;
    return answer;
  },
});
