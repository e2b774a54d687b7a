import { FAILURES, type MonitorName, SAME_CALLS, SCORE, SHARES, TOKENS_A_DAY } from './monitors';

/** An event that took a monitor over a threshold, and when it was posted, epoch ms. */
export interface Tip {
  monitor: MonitorName;
  severity: string;
  at: number;
  /** Of a monitor that looks at each run alone. */
  subject?: string;
}

interface Posted {
  type: string;
  subject: string;
  data: Record<string, unknown>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Adds up what is posted as the monitors are to do, to know which post it was that tipped each of them. */
export class Tally {
  readonly tips: Tip[] = [];
  private failures = 0;
  private resumes = 0;
  private tokens = 0;
  private scores: number[] = [];
  private calls = new Map<string, number>();

  posted({ type, subject, data }: Posted, at: number): void {
    switch (type) {
      case 'agent.run.failed':
        return this.failed(at);
      case 'llm.request.completed':
        return this.used(Number(data.inputTokens) + Number(data.outputTokens), at);
      case 'evaluation.scored':
        return this.scored(Number(data.score), at);
      case 'tool.call.completed':
      case 'tool.call.failed':
        return this.called(subject, `${String(data.tool)} ${String(data.argumentsHash)}`, at);
    }
  }

  /** A person has resumed the agent: failures before that count no more. */
  resumed(): void {
    this.failures = 0;
    this.resumes++;
  }

  private failed(at: number): void {
    if (++this.failures === FAILURES[this.resumes])
      this.tips.push({ monitor: 'failures', severity: 'critical', at });
  }

  private used(tokens: number, at: number): void {
    const before = this.tokens;
    this.tokens += tokens;
    for (const { atPercent, severity } of SHARES) {
      const limit = (TOKENS_A_DAY * atPercent) / 100;
      if (before < limit && this.tokens >= limit) this.tips.push({ monitor: 'tokens', severity, at });
    }
  }

  private scored(score: number, at: number): void {
    const wasBelow = this.scoreIsBelow();
    this.scores.push(score);
    if (!wasBelow && this.scoreIsBelow()) this.tips.push({ monitor: 'score', severity: 'warning', at });
  }

  private scoreIsBelow(): boolean {
    return this.scores.length >= SCORE.minSamples && sum(this.scores) / this.scores.length < SCORE.below;
  }

  private called(subject: string, call: string, at: number): void {
    const key = `${subject} ${call}`;
    const times = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, times);
    const known = this.tips.some((tip) => tip.monitor === 'repetition' && tip.subject === subject);
    if (times === SAME_CALLS && !known)
      this.tips.push({ monitor: 'repetition', severity: 'warning', at, subject });
  }
}
