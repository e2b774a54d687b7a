import type { Api } from './api';

/** Failures that pause the agent: the person who resumes it raises the number, so that the demo shows it no more than twice. */
export const FAILURES = [5, 50, 1_000] as const;
export const TOKENS_A_DAY = 3_000_000;
export const SHARES = [
  { atPercent: 50, severity: 'info' },
  { atPercent: 80, severity: 'warning' },
  { atPercent: 100, severity: 'critical' },
] as const;
export const SCORE = { below: 0.5, minSamples: 20 } as const;
export const SAME_CALLS = 3;

const failureThresholds = (resumed: number): object[] => [
  { atLeast: FAILURES[resumed] ?? FAILURES[2], severity: 'critical' },
];

/** By the short name that the tables show. */
const MONITORS = {
  failures: {
    kind: 'count',
    eventTypes: ['agent.run.failed'],
    groupBy: ['source'],
    window: { slidingSeconds: 600 },
    thresholds: failureThresholds(0),
    actions: [{ kind: 'pauseAgent' }],
  },
  tokens: {
    kind: 'sum',
    eventTypes: ['llm.request.completed'],
    value: 'data.inputTokens + data.outputTokens',
    groupBy: ['source'],
    window: { calendar: 'day', timeZone: 'UTC' },
    limit: TOKENS_A_DAY,
    thresholds: SHARES,
    actions: [
      { kind: 'switchModel', from: 'gpt-4o', to: 'gpt-4o-mini', until: 'resolved', atSeverity: 'critical' },
    ],
    // What it has switched is switched back when the demo removes it, not a quarter of an hour later.
    cooldownSeconds: 0,
  },
  score: {
    kind: 'average',
    eventTypes: ['evaluation.scored'],
    value: 'data.score',
    groupBy: ['source'],
    window: { slidingSeconds: 3_600 },
    thresholds: [{ below: SCORE.below, severity: 'warning' }],
    minSamples: SCORE.minSamples,
  },
  repetition: {
    kind: 'repetition',
    eventTypes: ['tool.call.completed', 'tool.call.failed'],
    groupBy: ['source', 'subject'],
    key: ['data.tool', 'data.argumentsHash'],
    window: { slidingSeconds: 600 },
    thresholds: [{ atLeast: SAME_CALLS, severity: 'warning' }],
  },
} as const;

export type MonitorName = keyof typeof MONITORS;

/** As alerts and tables show them. */
export const NAMES: Record<MonitorName, string> = {
  failures: 'failures in 10 min',
  tokens: 'tokens a day',
  score: 'average score',
  repetition: 'same call in a run',
};

/** The monitors of one demo, from their making to their removal. */
export class Monitors {
  private ids = new Map<string, MonitorName>();

  constructor(private api: Api) {}

  async make(): Promise<void> {
    for (const [name, monitor] of Object.entries(MONITORS)) {
      const body = { name: NAMES[name as MonitorName], ...monitor };
      const { id } = await this.api.post<{ id: string }>('/v1/monitors', body);
      this.ids.set(id, name as MonitorName);
    }
  }

  nameOf(id: string): MonitorName | undefined {
    return this.ids.get(id);
  }

  /** What the person on duty does who has resumed the agent `resumed` times. */
  async raiseFailures(resumed: number): Promise<void> {
    for (const [id, name] of this.ids)
      if (name === 'failures')
        await this.api.patch(`/v1/monitors/${id}`, { thresholds: failureThresholds(resumed) });
  }

  /** Ends their alerts first, and with them what they have asked of the agent. */
  async remove(): Promise<void> {
    for (const id of this.ids.keys()) {
      const { data } = await this.api.get<{ data: { id: string }[] }>(
        `/v1/alerts?monitor=${id}&status=firing&limit=100`,
      );
      for (const alert of data) await this.api.post(`/v1/alerts/${alert.id}/resolve`, {});
      await this.api.delete(`/v1/monitors/${id}`);
    }
    this.ids.clear();
  }
}
