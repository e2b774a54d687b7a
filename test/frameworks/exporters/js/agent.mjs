// Traces one run as an instrumented agent does, and exports it. The settings are those of the environment.
import { writeFileSync } from 'node:fs';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK();
sdk.start();
const tracer = trace.getTracer('agent');

tracer.startActiveSpan('invoke_agent', { attributes: { 'gen_ai.operation.name': 'invoke_agent' } }, (run) => {
  const usage = { 'gen_ai.usage.input_tokens': 120, 'gen_ai.usage.output_tokens': 30 };
  const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5', ...usage };
  tracer.startSpan('chat', { attributes }).end();
  const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'weather' };
  const failed = tracer.startSpan('execute_tool', { attributes: tool });
  failed.setStatus({ code: SpanStatusCode.ERROR, message: 'no answer' });
  failed.end();
  run.end();
});

const began = performance.now();
await sdk.shutdown();
writeFileSync(process.env.RESULT, JSON.stringify({ shutdownMs: performance.now() - began }));
