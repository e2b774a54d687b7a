import { testAlert } from './test-alert';
import { isAlert } from './wording';

/** Data as agents report it: what receivers and filters are written for. */
const SAMPLES: Record<string, object> = {
  'agent.run.started': { deadlineMs: 600_000 },
  'agent.run.completed': { durationMs: 8_250 },
  'agent.run.failed': { error: { type: 'timeout', message: 'The model has not answered in time.' } },
  'agent.retry': { attempt: 2, error: { type: 'rate_limit' } },
  'llm.request.completed': { provider: 'openai', model: 'gpt-5', inputTokens: 1_200, outputTokens: 80 },
  'llm.request.failed': { provider: 'openai', model: 'gpt-5', error: { type: 'rate_limit' } },
  'tool.call.completed': { tool: 'search', argumentsHash: '0f3c' },
  'tool.call.failed': { tool: 'search', argumentsHash: '0f3c', error: { type: 'timeout' } },
  'evaluation.scored': { score: 4.5 },
};

/** What an event of this type might bring, marked as a test; `own` is a sample of a type that Tocsin makes. */
export const testData = (type: string, subscription: string, now: number, own: object = {}): object =>
  isAlert({ type })
    ? { ...testAlert(type, now), test: true }
    : { ...own, ...sampleOf(type, subscription), message: 'This is a test event.', test: true };

const sampleOf = (type: string, subscription: string): object =>
  type === 'tocsin.test' ? { subscription } : (SAMPLES[type] ?? {});

/** Whether an event of Tocsin's own is a test, by its data. */
export const isTestData = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && (data as { test?: unknown }).test === true;
