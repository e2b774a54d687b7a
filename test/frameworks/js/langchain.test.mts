import { ChatOpenAI } from '@langchain/openai';
import { createAgent, createMiddleware, tool } from 'langchain';
import { z } from 'zod';
import { tocsinMiddleware } from '../../../sdk/dist/langchain.mjs';
import { adapterContract } from './contract.mts';

adapterContract({
  name: 'LangChain',
  model: 'gpt-5',
  // LangChain wraps what a middleware throws, and keeps its name and message.
  isPaused: ({ error }) => error instanceof Error && error.name === 'AgentPaused',
  async ask(tocsin, modelUrl, weather) {
    const weatherTool = tool(() => weather(), {
      ...{ name: 'weather', description: 'The weather', schema: z.object({ city: z.string() }) },
    });
    const chat = (model: string) =>
      new ChatOpenAI({ model, apiKey: 'none', maxRetries: 0, configuration: { baseURL: `${modelUrl}/v1` } });
    const agent = createAgent({
      ...{ model: chat('gpt-5'), tools: [weatherTool] },
      middleware: [createMiddleware(tocsinMiddleware(tocsin, chat))],
    });
    const { messages } = await agent.invoke({ messages: 'What is the weather in Bern?' });
    return messages.at(-1)?.text ?? '';
  },
});
