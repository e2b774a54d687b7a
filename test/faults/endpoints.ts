import type { Arrived, Reply } from '../journeys/receiver';
import { Receiver } from '../journeys/receiver';
import type { EndpointPlan, FlakyAnswer } from './plan';

/** A request that an endpoint got, what it answered, and what time it may have been for the sender. */
export interface Seen {
  endpoint: string;
  event: string;
  request: Arrived;
  reply: number | 'reset';
  times: number[];
}

/** The endpoints of a plan, on one server; each is at the path of its name. */
export class Endpoints {
  readonly seen: Seen[] = [];
  private back = new Set<string>();
  private receiver: Receiver | undefined;
  private byName: Map<string, EndpointPlan>;

  constructor(
    endpoints: EndpointPlan[],
    private seed: number,
    private times: () => number[],
  ) {
    this.byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  }

  async start(): Promise<void> {
    this.receiver = await Receiver.start((request) => this.answer(request));
  }

  async stop(): Promise<void> {
    await this.receiver?.stop();
  }

  url(name: string): string {
    return `${this.receiver?.url}/${name}`;
  }

  /** Those that were down or gone are well from now on. */
  bringBack(name: string): void {
    this.back.add(name);
  }

  /** All but the forsaken. */
  bringAllBack(): void {
    for (const { name, behaviour } of this.byName.values())
      if (behaviour.kind !== 'forsaken') this.bringBack(name);
  }

  private async answer(request: Arrived): Promise<Reply> {
    const endpoint = request.path.slice(1);
    const event = String(request.headers['webhook-id']);
    const nth = this.seen.filter((one) => one.endpoint === endpoint && one.event === event).length;
    const plan = this.byName.get(endpoint);
    const answer = plan ? this.answerOf(plan, event, nth) : { status: 204 };
    const seen = { endpoint, event, request, times: this.times() };
    this.seen.push({ ...seen, reply: answer === 'reset' ? 'reset' : answer.status });
    if (plan?.behaviour.kind === 'slow')
      await new Promise((resolve) =>
        setTimeout(resolve, plan.behaviour.kind === 'slow' ? plan.behaviour.ms : 0),
      );
    if (answer === 'reset') throw new Error('The connection is broken on purpose');
    return answer;
  }

  private answerOf({ name, behaviour }: EndpointPlan, event: string, nth: number): Reply | 'reset' {
    switch (behaviour.kind) {
      case 'flaky': {
        const failures = (hash(`${this.seed} ${name} ${event}`) % (behaviour.failures + 1)) - nth;
        return failures > 0
          ? flaky(behaviour.answers[nth % behaviour.answers.length] ?? 'reset')
          : { status: 204 };
      }
      case 'down':
      case 'forsaken':
        return { status: this.back.has(name) ? 200 : 503 };
      case 'gone':
        return { status: this.back.has(name) || this.seen.some((one) => one.endpoint === name) ? 200 : 410 };
      case 'picky':
        return { status: 413 };
      case 'dead':
        return { status: 500 };
      case 'healthy':
      case 'slow':
      case 'limited':
      case 'switched':
      case 'deleted':
      case 'late':
        return { status: 204 };
    }
  }
}

const flaky = (answer: FlakyAnswer): Reply | 'reset' => {
  if (answer === 'reset') return answer;
  const { status, retryAfterSeconds } = answer;
  return {
    status,
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  };
};

const hash = (text: string): number =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0, 7);
