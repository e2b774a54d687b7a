// A support agent with the Vercel AI SDK. It reports by OpenTelemetry alone: nothing here posts an event. Which agent
// it is and where it reports is in OTEL_EXPORTER_OTLP_ENDPOINT; the directive is asked for between two tickets.
import { createOpenAI } from '@ai-sdk/openai';
import { OpenTelemetry } from '@ai-sdk/otel';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { generateText, isStepCount, registerTelemetry, tool } from 'ai';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const otel = new NodeSDK();
otel.start();
registerTelemetry(new OpenTelemetry());

const [, base, key, agent] = /^(.+)\/in\/([^/]+)\/(.+)$/.exec(process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
const openai = createOpenAI({ baseURL: process.env.MODEL_URL, apiKey: 'none' });

const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `sunny in ${city}`,
});

/** Whether somebody, or a monitor, has paused this agent. */
async function isPaused() {
  const url = `${base}/v1/agents/directive?agent=${agent}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } }).catch(() => undefined);
  return answer?.ok === true && (await answer.json()).state === 'paused';
}

async function answerTicket() {
  await generateText({
    model: openai('gpt-5'),
    prompt: 'What is the weather in Paris?',
    tools: { weather },
    stopWhen: isStepCount(3),
    maxRetries: 0,
    telemetry: { functionId: 'support' },
  });
}

const say = (said) => process.stdout.write(`${said}\n`);

let running = true;
process.on('SIGTERM', () => (running = false));
while (running) {
  if (await isPaused()) {
    say('paused');
    while (running && (await isPaused())) await wait(250);
    if (running) say('resumed');
    continue;
  }
  await answerTicket().then(
    () => say('answered'),
    () => say('failed'),
  );
  await wait(150);
}
await otel.shutdown();
