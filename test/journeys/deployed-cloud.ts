import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud } from '../../local/cloud';
import { type Deployed, physicalName } from '../deploy/deployed';
import { Emulator } from '../deploy/emulator';
import type { Mail } from './mail';

const MINUTE_MS = 60_000;
/** After which the emulator has seen that its clock was advanced. */
const CLOCK_SEEN_MS = 50;
const CHECK_MS = 50;
/** Between two queues a message is in a function's hands, which the queue that it came from still counts. */
const QUIET_CHECKS = 2;
/** What stays hidden for so long has failed and comes back by itself; nothing goes on meanwhile. */
const HIDDEN_MS = 3_000;
const GIVE_UP_MS = 60_000;

interface Depth {
  ApproximateNumberOfMessages: string;
  ApproximateNumberOfMessagesNotVisible: string;
}

/** What a stack that is deployed somewhere has of a `Cloud`. */
export type DeployedCloud = Pick<
  Cloud,
  'apiUrl' | 'endpointUrl' | 'clock' | 'ref' | 'call' | 'idle' | 'runSchedules' | 'stop'
> & {
  /** Resolves when the emulator tells the time of the clock. */
  settled(): Promise<void>;
  /** Newest first. */
  mails(): Promise<Mail[]>;
};

/**
 * The stack behind an address, as journeys know the local one. Whatever else a `Cloud` can do it cannot, and a story that
 * needs it fails.
 */
export function deployedCloud(deployed: Deployed): DeployedCloud {
  const { apiUrl, endpointUrl, resources } = deployed;
  const emulator = new Emulator(endpointUrl);
  const clock = new SharedClock(deployed.clockFile);
  const queues = Object.values(resources).filter((name) => /\/[^/]*Queue[^/]*$/.test(name));
  const traffic = new Traffic(() => Promise.all(queues.map((queue) => depth(emulator, queue))));
  const runSchedules = async (): Promise<void> => {
    await clock.settled();
    clock.swept();
    await emulator.invoke(physicalName(deployed, 'Sweep'), {});
    await traffic.ended();
  };
  return {
    ...{ apiUrl, endpointUrl, runSchedules },
    clock: clock as unknown as Cloud['clock'],
    settled: () => clock.settled(),
    ref: (logicalId) => physicalName(deployed, logicalId),
    call: (target, input) => emulator.call(target, input),
    idle: async () => {
      await clock.settled();
      // The schedule's own minute may be seconds away.
      if (clock.sweepIsDue()) await runSchedules();
      await traffic.ended();
    },
    mails: () => emulator.mails(),
    stop: async () => {},
  };
}

/** The machine's time and as many ms more as stand in the file that the emulator reads. */
class SharedClock {
  private offsetMs: number;
  private sweptAt: number;
  private settling = Promise.resolve();

  constructor(private file: string) {
    this.offsetMs = Number(readFileSync(file, 'utf8'));
    this.sweptAt = this.now();
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
    writeFileSync(this.file, String(this.offsetMs));
    this.settling = wait(CLOCK_SEEN_MS);
  }

  settled(): Promise<void> {
    return this.settling;
  }

  swept(): void {
    this.sweptAt = this.now();
  }

  sweepIsDue(): boolean {
    return Math.floor(this.now() / MINUTE_MS) > Math.floor(this.sweptAt / MINUTE_MS);
  }
}

/** What is in the queues, and whether it moves. */
class Traffic {
  private hidden = { count: 0, since: 0 };

  constructor(private depths: () => Promise<Depth[]>) {}

  /** Resolves when nothing moves any more. Rejects after a minute. */
  async ended(): Promise<void> {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    for (let quiet = 0; quiet < QUIET_CHECKS; quiet = (await this.moves()) ? 0 : quiet + 1) {
      if (Date.now() > giveUpAt) throw new Error('Still busy after a minute');
      await wait(CHECK_MS);
    }
  }

  private async moves(): Promise<boolean> {
    const depths = await this.depths();
    const sum = (name: keyof Depth): number => depths.reduce((all, each) => all + Number(each[name]), 0);
    const count = sum('ApproximateNumberOfMessagesNotVisible');
    if (count !== this.hidden.count) this.hidden = { count, since: Date.now() };
    const inHand = count > 0 && Date.now() - this.hidden.since < HIDDEN_MS;
    return inHand || sum('ApproximateNumberOfMessages') > 0;
  }
}

async function depth(emulator: Emulator, QueueUrl: string): Promise<Depth> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const input = { QueueUrl, AttributeNames };
  const { Attributes } = await emulator.call<{ Attributes: Depth }>('AmazonSQS.GetQueueAttributes', input);
  return Attributes;
}
