import type { FunctionName } from '../../lib/function-names';
import type { Cloud } from '../../local/cloud';
import { failedInvocation } from '../../local/lambda/failed-invocation';
import type { Outcome } from '../../local/lambda/function';
import { Functions } from '../../local/lambda/functions';
import { isRight } from './answers';
import { runUnderClient } from './client';
import type { Answered } from './runtime-api';

/** One invocation; `tookMs` is from the start of its process to its answer. */
export interface Invocation {
  name: FunctionName;
  tookMs: number;
  /** What it answered, or why it did not. */
  text: string;
  right: boolean;
}

/** Puts AWS's runtime client in the place of the local cloud's workers, for the rest of the process. */
export class Invocations {
  readonly all: Invocation[] = [];
  private latest: Promise<unknown> = Promise.resolve();

  constructor(client: string) {
    const next = this.next.bind(this);
    Functions.prototype.invoke = function (name, event, local) {
      const lambda = this.find(name);
      return next(lambda.label as FunctionName, () => runUnderClient(client, lambda, event, local));
    };
  }

  /** As `cloud.idle`, which does not know of what a schedule has begun here. */
  async idle(cloud: Cloud): Promise<void> {
    for (let seen: unknown; seen !== this.latest;) {
      seen = this.latest;
      await seen;
      await cloud.idle();
    }
  }

  /** One at a time, so that none slows down another's start. */
  private next(name: FunctionName, run: () => Promise<Answered>): Promise<Outcome> {
    const outcome = this.latest.then(async () => {
      const began = performance.now();
      const answered = await run();
      this.keep(name, performance.now() - began, answered);
      return outcomeOf(answered);
    });
    this.latest = outcome;
    return outcome;
  }

  private keep(name: FunctionName, tookMs: number, answered: Answered): void {
    const text = answered.ok ? answered.payload : answered.error;
    this.all.push({ name, tookMs, text, right: answered.ok && isRight(name, text) });
  }
}

const outcomeOf = (answered: Answered): Outcome =>
  answered.ok
    ? { ok: true, requestId: '', payload: answered.payload, output: [] }
    : failedInvocation('Runtime.Failed', answered.error);
