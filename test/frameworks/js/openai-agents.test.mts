import { Agent, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import { z } from 'zod';
import { reportRunner, tocsinRunnerConfig } from '../../../sdk/dist/openai-agents.mjs';
import type { Tocsin } from '../../../sdk/dist/tocsin.mjs';
import { adapterContract } from './contract.mts';

setTracingDisabled(true);

function agentWith(weather: () => string): Agent {
  const weatherTool = tool({
    ...{ name: 'weather', description: 'The weather', parameters: z.object({ city: z.string() }) },
    execute: () => weather(),
  });
  return new Agent({ name: 'support', instructions: 'Help.', model: 'gpt-5', tools: [weatherTool] });
}

function runnerOf(tocsin: Tocsin, modelUrl: string): Runner {
  const modelProvider = new OpenAIProvider({ baseURL: `${modelUrl}/v1`, apiKey: 'none' });
  const runner = new Runner(tocsinRunnerConfig(tocsin, { modelProvider }));
  reportRunner(tocsin, runner);
  return runner;
}

const PROMPT = 'What is the weather in Bern?';

adapterContract({
  name: 'OpenAI Agents SDK, run',
  model: 'gpt-5',
  reportsToolFailures: false,
  ask: async (tocsin, modelUrl, weather) =>
    (await runnerOf(tocsin, modelUrl).run(agentWith(weather), PROMPT)).finalOutput ?? '',
});

adapterContract({
  name: 'OpenAI Agents SDK, streamed run',
  model: 'gpt-5',
  reportsToolFailures: false,
  async ask(tocsin, modelUrl, weather) {
    const result = await runnerOf(tocsin, modelUrl).run(agentWith(weather), PROMPT, { stream: true });
    await result.completed;
    return result.finalOutput ?? '';
  },
});
