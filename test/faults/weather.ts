import type { Cloud } from '../../local/cloud';
import type { Call, CallFault, Faults, InvocationFault } from '../../local/faults';
import { seededRandom } from '../../local/random';
import type { Plan } from './plan';

const CALM: Faults = {
  readLagMs: 20,
  duplicateProbability: 0,
  reorder: true,
  entryFailureProbability: 0,
  transactionMs: 0,
  expiryLagMs: 60_000,
};
/** Enough to see what led to a failure. */
const CALLS_KEPT = 400;

/** The misbehaviour of a plan, done to a cloud. */
export class Weather {
  /** The latest calls and invocations, with what was done to them. */
  readonly log: string[] = [];
  private counts = new Map<string, number>();
  private blackout: string | undefined;
  private throttled: () => number;

  constructor(private plan: Plan) {
    this.throttled = seededRandom(plan.seed);
  }

  begin({ faults }: Cloud): void {
    Object.assign(faults, CALM, this.plan.weather.settings, {
      onCall: (call: Call) => this.noted(`${call.caller} ${call.service} ${call.action}`, this.onCall(call)),
      onInvoke: (name: string) => this.noted(`invoke ${name}`, this.onInvoke(name)),
    });
  }

  /** From now on the cloud does what it should. */
  end({ faults }: Cloud): void {
    Object.assign(faults, CALM);
    delete faults.onCall;
    delete faults.onInvoke;
  }

  /** Refuses all invocations of this function, until told that of none. */
  refuse(name: string | undefined): void {
    this.blackout = name;
  }

  private onCall({ caller, service, action }: Call): CallFault | undefined {
    const call = `${caller} ${service} ${action}`;
    const nth = this.count(call);
    const planned = this.plan.weather.calls.find((one) => one.call === call && one.nth === nth);
    if (planned) return planned.fault;
    const throttled = service === 'dynamodb' && this.throttled() < this.plan.weather.throttledShare;
    return throttled ? { kind: 'error', code: 'ThrottlingException', status: 400 } : undefined;
  }

  private onInvoke(name: string): InvocationFault | undefined {
    const nth = this.count(`invoke ${name}`);
    if (this.blackout === name) return 'throttled';
    return this.plan.weather.invocations.find((one) => one.name === name && one.nth === nth)?.fault;
  }

  private count(what: string): number {
    const count = (this.counts.get(what) ?? 0) + 1;
    this.counts.set(what, count);
    return count;
  }

  private noted<Fault extends CallFault | InvocationFault>(what: string, fault?: Fault): Fault | undefined {
    const nth = this.counts.get(what) ?? 0;
    this.log.push(`${what} #${nth}${fault ? ` !! ${JSON.stringify(fault)}` : ''}`);
    if (this.log.length > CALLS_KEPT) this.log.shift();
    return fault;
  }
}
