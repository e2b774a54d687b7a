import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud } from '../../local/cloud';
import { type Deployed, physicalName } from '../deploy/deployed';
import { Emulator } from '../deploy/emulator';

const CHECK_MS = 100;
/** Between two queues a message is in a function's hands, which the queue that it came from still counts. */
const QUIET_CHECKS = 3;
/** What stays hidden for so long has failed and comes back by itself; nothing goes on meanwhile. */
const HIDDEN_MS = 4_000;
const LONGEST_MS = 61_000;

interface Depth {
  ApproximateNumberOfMessages: string;
  ApproximateNumberOfMessagesNotVisible: string;
}

/** What a stack that is deployed somewhere has of a `Cloud`. */
export type DeployedCloud = Pick<
  Cloud,
  'apiUrl' | 'endpointUrl' | 'clock' | 'ref' | 'call' | 'idle' | 'runSchedules' | 'stop'
> & {
  /** Resolves when all the time has passed that the clock was advanced by. */
  passed(): Promise<void>;
};

/**
 * The stack behind an address, as journeys know the local one. Its time cannot be advanced: it passes, at most a minute
 * at once, before whatever is asked next. Whatever else a `Cloud` can do throws, and so does the story that needs it.
 */
export function deployedCloud(deployed: Deployed): DeployedCloud {
  const { apiUrl, endpointUrl, resources } = deployed;
  const emulator = new Emulator(endpointUrl);
  const time = new RealTime();
  const queues = Object.values(resources).filter((name) => /\/[^/]*Queue[^/]*$/.test(name));
  const traffic = new Traffic(() => Promise.all(queues.map((queue) => depth(emulator, queue))));
  const idle = async (): Promise<void> => {
    await time.passed();
    await traffic.ended();
  };
  return {
    ...{ apiUrl, endpointUrl, idle },
    clock: time as unknown as Cloud['clock'],
    passed: () => time.passed(),
    ref: (logicalId) => physicalName(deployed, logicalId),
    call: (target, input) => emulator.call(target, input),
    runSchedules: async () => {
      await time.passed();
      await emulator.invoke(physicalName(deployed, 'Sweep'), {});
      await idle();
    },
    stop: async () => {},
  };
}

class RealTime {
  readonly now = Date.now;
  private until = 0;

  advance(ms: number): void {
    if (ms > LONGEST_MS)
      throw new Error(`A deployed stack cannot be advanced by ${ms} ms: that is too long to wait`);
    this.until = Math.max(this.until, Date.now()) + ms;
  }

  async passed(): Promise<void> {
    await wait(Math.max(0, this.until - Date.now()));
  }
}

/** What is in the queues, and whether it moves. */
class Traffic {
  private hidden = { count: 0, since: 0 };

  constructor(private depths: () => Promise<Depth[]>) {}

  /** Resolves when nothing moves any more. Rejects after a minute. */
  async ended(): Promise<void> {
    const giveUpAt = Date.now() + LONGEST_MS;
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
