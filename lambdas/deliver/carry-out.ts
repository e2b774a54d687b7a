import type { Facts } from '../../core/delivery/plan/facts';
import { isTogether, type Planned, type TogetherKind } from '../../core/delivery/plan/next-plans';
import type { Plan } from '../../core/delivery/plan/plan-kinds';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import { park, pause, sendToSlowLane, takeShare } from './carry-out/at-endpoint';
import { countMessage, joinDigest, joinGroup } from './carry-out/group';
import { refuseMail, reserveMail } from './carry-out/mail';
import { endNotice, freeze, passResult, recheck, releaseMember, say } from './carry-out/notice';
import { wait, withhold } from './carry-out/quiet';
import { readAlert, readDeliveries, readNotice, readSilences } from './carry-out/read';
import { comeBack, DONE, fail, type Result } from './carry-out/result';
import { takeSlots, waitForSlot } from './carry-out/turn';
import type { SlowLaneShare } from './slow-lane-share';
import type { DeliverTools } from './tools';

/** What this invocation works with. */
export interface Invocation {
  tools: DeliverTools;
  share: SlowLaneShare;
}

type Do = Plan['do'];
type PlanTo<D extends Do> = Extract<Plan, { do: D }>;
type SingleKind = Exclude<Do, TogetherKind | 'claim'>;

type CarryOutAll<D extends Do> = (
  invocation: Invocation,
  all: readonly Planned<PlanTo<D>>[],
) => Promise<Result[]>;
type CarryOutOne<D extends Do> = (
  tools: DeliverTools,
  facts: Facts,
  plan: PlanTo<D>,
) => Result | Promise<Result>;

const factsOf = (all: readonly Planned[]): Facts[] => all.map(({ facts }) => facts);

/** One write or read serves all messages of an endpoint that have this plan. */
const FOR_ALL: { [D in TogetherKind]: CarryOutAll<D> } = {
  load: ({ tools }, all) => readDeliveries(tools, factsOf(all)),
  loadSilences: ({ tools }, all) => readSilences(tools, factsOf(all)),
  park: ({ tools }, all) => park(tools, all),
  pause: ({ tools }, all) => pause(tools, all),
  sendToSlowLane: ({ tools }, all) => sendToSlowLane(tools, factsOf(all)),
  takeShare: ({ tools, share }, all) => takeShare(tools, factsOf(all), share),
  joinGroup: ({ tools }, all) => joinGroup(tools, all),
  takeLineSlot: ({ tools }, all) => takeSlots(tools, all),
  takeGateSlot: ({ tools }, all) => takeSlots(tools, all),
};

const FOR_ONE: { [D in SingleKind]: CarryOutOne<D> } = {
  fail: (_, facts, { error }) => fail(facts, error),
  comeBack: (_, facts) => comeBack(facts),
  forget: (_, facts, { outcome }) => {
    log('deliver', { ...deliveryFields(facts.message), outcome });
    return DONE;
  },
  loadNotice: readNotice,
  loadAlert: readAlert,
  follow: passResult,
  release: releaseMember,
  freeze,
  recheck,
  say,
  endNotice,
  wait,
  withhold,
  countMessage,
  joinDigest,
  waitForSlot,
  takeMail: reserveMail,
  refuseMail,
};

/**
 * Carries out what `nextPlans` has picked: several messages with the same plan, or one. A result for each, in their order.
 * Never throws: what cannot be carried out comes back.
 */
export async function carryOut(invocation: Invocation, planned: readonly Planned[]): Promise<Result[]> {
  const [first] = planned;
  if (!first || first.plan.do === 'claim') return [];
  try {
    if (isTogether(first.plan.do)) return await toAll(first.plan.do)(invocation, planned);
    return [await toOne(first.plan.do)(invocation.tools, first.facts, first.plan)];
  } catch (error) {
    return planned.map(({ facts }) => fail(facts, error));
  }
}

/** All of them have this plan. */
const toAll = (kind: TogetherKind): CarryOutAll<Do> => FOR_ALL[kind] as CarryOutAll<Do>;
const toOne = (kind: SingleKind): CarryOutOne<Do> => FOR_ONE[kind] as CarryOutOne<Do>;
