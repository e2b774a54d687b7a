import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A line of data/agent-runs.jsonl; data/README.md says what was recorded. */
export type RunRecord = { run: string; step: number } & (
  | { kind: 'llm'; model: string; input_tokens: number; output_tokens: number; tool_calls?: ToolCall[] }
  | { kind: 'tool'; name: string; ok: boolean; error?: string; result_chars: number }
  | { kind: 'end'; task_id: number; trial: number; reward: 0 | 1 }
);

interface ToolCall {
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

/** An event as an agent posts it. */
export interface AgentEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  data: Record<string, unknown>;
}

const AGENT = 'airline-support';

/** The recorded runs as the events that such an agent would post, in their order; `replay` keeps replays apart. */
export async function* agentEvents(replay: string): AsyncGenerator<AgentEvent> {
  const lines = createInterface({
    input: createReadStream(path.join(__dirname, '../data/agent-runs.jsonl')),
  });
  let calls: ToolCall[] = [];
  for await (const line of lines) {
    const record = JSON.parse(line) as RunRecord;
    if (record.kind === 'llm') calls = record.tool_calls ?? [];
    yield toEvent(record, calls, replay);
  }
}

function toEvent(record: RunRecord, calls: ToolCall[], replay: string): AgentEvent {
  const { run, step } = record;
  return { id: `${replay}/${run}/${step}`, source: AGENT, subject: `${run}`, ...fact(record, calls) };
}

function fact(record: RunRecord, calls: ToolCall[]): Pick<AgentEvent, 'type' | 'data'> {
  switch (record.kind) {
    case 'llm': {
      const { model, input_tokens: inputTokens, output_tokens: outputTokens } = record;
      return {
        type: 'llm.request.completed',
        data: { provider: 'openai', model, inputTokens, outputTokens },
      };
    }
    case 'tool': {
      const call = calls.find(({ name }) => name === record.name);
      const data = { tool: record.name, ...(call ? { argumentsHash: hash(call.arguments) } : {}) };
      if (record.ok)
        return { type: 'tool.call.completed', data: { ...data, resultChars: record.result_chars } };
      return { type: 'tool.call.failed', data: { ...data, error: { message: record.error } } };
    }
    case 'end': {
      const data = { task: record.task_id, trial: record.trial, reward: record.reward };
      if (record.reward === 1) return { type: 'agent.run.completed', data };
      return {
        type: 'agent.run.failed',
        data: { ...data, error: { type: 'TaskNotSolved', message: 'The task was not solved' } },
      };
    }
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
