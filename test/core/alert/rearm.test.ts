import fc from 'fast-check';
import type { Alert, GroupState } from '../../../core/alert/alert';
import { close, decide } from '../../../core/alert/decide';
import { rearmed } from '../../../core/alert/rearm';
import type { Monitor } from '../../../core/monitor/monitor';
import { monitor, quiet, reads } from './monitor';

const MINUTE = 60_000;
const MONTH = { start: 0, end: 31 * 86_400_000 };
const budget = (more: Partial<Monitor> = {}): Monitor =>
  monitor({
    ...{ kind: 'sum', value: 'cost', window: { calendar: 'month', timeZone: 'UTC' }, limit: 100 },
    thresholds: [
      { atPercent: 100, severity: 'critical' },
      { atPercent: 50, severity: 'warning' },
    ],
    ...more,
  });

/** A group of a budget, to which a test spends and whose alert a person ends. */
class Account {
  edges: string[] = [];
  spent = 0;
  private state: GroupState = quiet();
  private alert: Alert | undefined;
  private now = 0;

  constructor(private monitor: Monitor) {}

  get isFiring(): boolean {
    return this.alert !== undefined;
  }

  spend(amount: number): this {
    this.now += MINUTE;
    this.spent += amount;
    const reading = reads(this.spent, this.now, { window: MONTH });
    const facts = { newAlertId: `alt_${this.now}`, alert: this.alert };
    const { state, alert } = decide(this.monitor, this.state, reading, facts);
    this.state = state;
    for (const todo of Object.values(alert?.todo ?? {}))
      if (todo.kind === 'publish')
        this.edges.push(`${todo.data.edge} ${todo.data.severity} at ${this.spent}`);
    if (alert) this.alert = alert.status === 'resolved' ? undefined : { ...alert, todo: {} };
    return this;
  }

  actByPerson(reason: 'resumed' | 'manual' = 'resumed'): this {
    const closed = this.alert && close(this.state, this.alert, reason, this.now);
    if (closed) this.state = rearmed(this.monitor, closed.state, this.spent);
    this.alert = undefined;
    return this;
  }
}

describe('5.4 a person ends the alert of a budget', () => {
  it.each(['resumed', 'manual'] as const)('5.4 and it fires again after another limit (%s)', (reason) => {
    const account = new Account(budget()).spend(110).actByPerson(reason);
    for (let n = 0; n < 20; n++) account.spend(10);
    expect(account.edges).toEqual([
      'fired critical at 110',
      'fired warning at 160',
      'raised critical at 210',
    ]);
  });

  it('5.4 and the same event, or the next small one, does not make it fire again', () => {
    const account = new Account(budget()).spend(110).actByPerson().spend(0).spend(1);
    expect(account.edges).toEqual(['fired critical at 110']);
  });

  it('5.4 and a threshold that was not reached stays where it is', () => {
    const account = new Account(budget()).spend(60).actByPerson('manual').spend(30).spend(15);
    expect(account.edges).toEqual(['fired warning at 60', 'fired critical at 105']);
  });

  it('5.4 and a second act counts from what it ends only', () => {
    const account = new Account(budget()).spend(110).actByPerson().spend(60).actByPerson('manual').spend(40);
    expect(account.edges).toEqual(['fired critical at 110', 'fired warning at 170', 'fired critical at 210']);
  });

  it('5.4 and another limit is the limit of the account', () => {
    const account = new Account(budget()).spend(110).actByPerson();
    const more = new Account({ ...budget(), limit: 200 });
    Object.assign(more, { state: Reflect.get(account, 'state') as GroupState, spent: 110 });
    expect(more.spend(0).edges).toEqual(['fired warning at 110']);
  });

  it('5.4 an average of a calendar window is told of again like the first time', () => {
    const average = budget({ kind: 'average', thresholds: [{ atLeast: 50, severity: 'warning' }] });
    const state = quiet({ period: 0, done: ['atLeast:50:warning'] });
    expect(rearmed(average, state, 60)).toEqual(quiet({ period: 0 }));
  });

  it('5.4 a forecast that was well in between is told of as at the first time', () => {
    const forecast = budget({ kind: 'forecast', thresholds: [{ atPercent: 100, severity: 'warning' }] });
    const account = new Account(forecast).spend(120).actByPerson().spend(-40).spend(25);
    expect(account.edges).toEqual(['fired warning at 120', 'fired warning at 105']);
  });

  it('5.4 whatever is spent and whenever people act, nobody spends a limit more without a critical alert', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 70 }),
      fc.constantFrom('resumed' as const, 'manual' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const account = new Account(budget());
        let toldAt = 0;
        for (const one of steps) {
          if (typeof one === 'string') {
            if (account.isFiring) toldAt = account.spent;
            account.actByPerson(one);
            continue;
          }
          const before = account.edges.length;
          account.spend(one);
          const isToldNow = account.edges.slice(before).some((edge) => edge.includes('critical'));
          const isCritical = isToldNow || account.edges.at(-1)?.includes('critical') === true;
          if (account.spent - toldAt >= 100) expect(account.isFiring && isCritical).toBe(true);
        }
      }),
    );
  });
});
