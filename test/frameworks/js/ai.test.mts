import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { z } from 'zod';
import { tocsinPrepareStep, tocsinTelemetry } from '../../../sdk/dist/ai.mjs';
import type { Tocsin } from '../../../sdk/dist/tocsin.mjs';
import { adapterContract } from './contract.mts';

function settings(tocsin: Tocsin, modelUrl: string, weather: () => string) {
  const tools = {
    weather: tool({ inputSchema: z.object({ city: z.string() }), execute: () => weather() }),
  };
  const openai = createOpenAI({ baseURL: `${modelUrl}/v1`, apiKey: 'none' });
  // Registered for the whole process by users, for one call by the tests: each has a Tocsin of its own.
  const integrations = [tocsinTelemetry(tocsin)];
  return {
    ...{ model: openai('gpt-5'), prompt: 'What is the weather in Bern?', tools, maxRetries: 0 },
    ...{ stopWhen: isStepCount(5), prepareStep: tocsinPrepareStep(tocsin, openai) },
    telemetry: { integrations },
  };
}

adapterContract({
  name: 'Vercel AI SDK, generateText',
  model: 'gpt-5',
  ask: async (...asked) => (await generateText(settings(...asked))).text,
});

adapterContract({
  name: 'Vercel AI SDK, streamText',
  model: 'gpt-5',
  async ask(...asked) {
    let failure: unknown;
    const { textStream } = streamText({
      ...settings(...asked),
      onError: ({ error }) => void (failure = error),
    });
    let text = '';
    for await (const part of textStream) text += part;
    if (failure !== undefined) throw failure;
    return text;
  },
});
