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

/** One thing that a recorded run did: an event, but for when it happens and which model it happens with. */
export interface Step {
  /** Of this step in every replay. */
  id: string;
  type: string;
  data: Record<string, unknown>;
}

export interface AgentRun {
  name: string;
  steps: Step[];
}

/** The recorded runs, one after the other, as what such an agent would post. */
export async function* agentRuns(): AsyncGenerator<AgentRun> {
  const lines = createInterface({
    input: createReadStream(path.join(__dirname, '../data/agent-runs.jsonl')),
  });
  let records: RunRecord[] = [];
  for await (const line of lines) {
    const record = JSON.parse(line) as RunRecord;
    records.push(record);
    if (record.kind !== 'end') continue;
    yield { name: record.run, steps: stepsOf(records) };
    records = [];
  }
}

/** An `end` is two steps: how the run ended, and how it was judged. */
export function stepsOf(records: readonly RunRecord[]): Step[] {
  let calls: ToolCall[] = [];
  return records.flatMap((record) => {
    if (record.kind === 'llm') calls = record.tool_calls ?? [];
    return facts(record, calls).map(({ name = '', ...fact }) => ({
      id: `${record.run}/${record.step}${name}`,
      ...fact,
    }));
  });
}

/** `name` tells facts of one record apart. */
type Fact = Omit<Step, 'id'> & { name?: string };

function facts(record: RunRecord, calls: ToolCall[]): Fact[] {
  switch (record.kind) {
    case 'llm': {
      const { model, input_tokens: inputTokens, output_tokens: outputTokens } = record;
      const data = { provider: 'openai', model, inputTokens, outputTokens };
      return [{ type: 'llm.request.completed', data }];
    }
    case 'tool': {
      const call = calls.find(({ name }) => name === record.name);
      const data = { tool: record.name, ...(call ? { argumentsHash: hash(call.arguments) } : {}) };
      if (record.ok)
        return [{ type: 'tool.call.completed', data: { ...data, resultChars: record.result_chars } }];
      return [{ type: 'tool.call.failed', data: { ...data, error: { message: record.error } } }];
    }
    case 'end': {
      const { task_id: task, trial, reward } = record;
      const error = { type: 'TaskNotSolved', message: 'The task was not solved' };
      const score = { name: 'reward', score: reward, passed: reward === 1 };
      return [
        reward === 1
          ? { type: 'agent.run.completed', data: { task, trial } }
          : { type: 'agent.run.failed', data: { task, trial, error } },
        { name: '/score', type: 'evaluation.scored', data: { task, trial, ...score } },
      ];
    }
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
