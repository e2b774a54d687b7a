import type { ModelCall } from './report';

/** Anthropic's counts: `input` is without what came from the cache or was written to it. */
interface Tokens {
  input: number;
  output: number;
  read: number;
  written: number;
}

/** An answer of a model, as far as it has come. */
export interface AnswerLike {
  id?: string;
  model?: string;
  usage?: {
    input_tokens?: number | null;
    output_tokens?: number | null;
    cache_read_input_tokens?: number | null;
    cache_creation_input_tokens?: number | null;
  };
}

/** The end of a turn: what each model has used since the query began. */
export interface ResultLike {
  modelUsage?: Record<
    string,
    {
      inputTokens: number;
      outputTokens: number;
      cacheReadInputTokens: number;
      cacheCreationInputTokens: number;
    }
  >;
}

const NONE: Tokens = { input: 0, output: 0, read: 0, written: 0 };

const combined = (one: Tokens, other: Tokens, sign: 1 | -1): Tokens => ({
  input: one.input + sign * other.input,
  output: one.output + sign * other.output,
  read: one.read + sign * other.read,
  written: one.written + sign * other.written,
});

const callOf = (model: string, { input, output, read, written }: Tokens): ModelCall => ({
  ...{ provider: 'anthropic', model, outputTokens: output },
  ...{ inputTokens: input + read + written, cachedInputTokens: read, cacheWriteInputTokens: written },
});

/**
 * The model calls of one query. An answer comes before its output is counted, so the last call of a turn gets what the
 * turn's result says beyond what was seen; the sum is right, and each call is one event.
 */
export class ClaudeUsage {
  private seen = new Map<string, Tokens>();
  private pending: { id: string | undefined; model: string; tokens: Tokens } | undefined;

  constructor(
    private report: (call: ModelCall) => void,
    /** A resumed session counts from its beginning: its first result says nothing of this query. */
    private isResumed: boolean,
  ) {}

  /** One answer comes in several messages, one for each block. */
  answer({ id, model = '', usage = {} }: AnswerLike): void {
    if (this.pending && this.pending.id === id) return;
    this.flush();
    const tokens = {
      ...{ input: usage.input_tokens ?? 0, output: usage.output_tokens ?? 0 },
      ...{ read: usage.cache_read_input_tokens ?? 0, written: usage.cache_creation_input_tokens ?? 0 },
    };
    this.pending = { id, model, tokens };
    this.seen.set(model, combined(this.seen.get(model) ?? NONE, tokens, 1));
  }

  result({ modelUsage = {} }: ResultLike): void {
    for (const [name, used] of Object.entries(modelUsage)) {
      // A window that is larger than usual is part of the name here, and not in the answer.
      const model = name.replace(/\[.*\]$/, '');
      const total = {
        ...{ input: used.inputTokens, output: used.outputTokens },
        ...{ read: used.cacheReadInputTokens, written: used.cacheCreationInputTokens },
      };
      if (!this.isResumed) this.add(model, combined(total, this.seen.get(model) ?? NONE, -1));
      this.seen.set(model, total);
    }
    this.isResumed = false;
    this.flush();
  }

  flush(): void {
    if (this.pending) this.report(callOf(this.pending.model, this.pending.tokens));
    this.pending = undefined;
  }

  /** Less than nothing is left after the session was cleared: then counting begins anew. */
  private add(model: string, rest: Tokens): void {
    if (rest.output <= 0 || rest.input < 0) return;
    if (this.pending?.model === model) this.pending.tokens = combined(this.pending.tokens, rest, 1);
    else this.report(callOf(model, rest));
  }
}
