import type { SQSEvent } from 'aws-lambda';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import { monitorBatch } from '../../../lambdas/monitor/monitor-batch';
import { monitorTools } from '../../../lambdas/monitor/tools';
import { sweepJobs } from '../../../lambdas/sweep/jobs/sweep-jobs';
import { sweepGroup } from '../../../lambdas/sweep/groups';
import { DueRows } from '../../../adapters/aws/due-rows';
import type { World } from './world';

interface Happening {
  type?: string;
  source?: string;
  subject?: string;
  data?: object;
  /** Epoch ms; the world's present if not given. */
  at?: number;
  /** What the event says itself; `at` if not given. */
  time?: number;
}

/** What agents do in a world: events that are stored and counted as `route` and `monitor` would. */
export class Happenings {
  private number = 0;
  private tools;

  constructor(
    private world: World,
    private project: string,
  ) {
    const { tables, admin, monitoring } = world;
    const names = {
      subscriptionsTable: 'subscriptions',
      monitoringTable: 'monitoring',
      outboxTable: 'deliveries',
    };
    this.tools = monitorTools({ ...names, tables, bus: monitoring.bus, now: admin.now, random: Math.random });
  }

  async happen(...happenings: Happening[]): Promise<void> {
    const entries = happenings.map((one) => this.entry(one));
    for (const entry of entries) await this.world.admin.events.putRouted(entry, [], entry.receivedAt);
    await this.count(entries);
  }

  /** Only stored, as if no monitor had been there. */
  async store(...happenings: Happening[]): Promise<void> {
    for (const one of happenings) {
      const entry = this.entry(one);
      await this.world.admin.events.putRouted(entry, [], entry.receivedAt);
    }
  }

  /** What the sweep does for jobs, and for groups that are due. */
  async sweep(): Promise<void> {
    const { admin, monitoring } = this.world;
    const tools = { ...admin, monitoring, random: Math.random };
    await sweepJobs({
      jobs: admin.jobs,
      tools,
      now: admin.now,
      due: new DueRows(admin.tables, 'subscriptions', admin.now()),
      run: 0,
      goOn: () => true,
      patienceMs: 5_000,
      pause: () => Promise.resolve(),
    });
    const due = new DueRows(monitoring.tables, monitoring.monitoringTable, admin.now());
    for await (const rows of due.pages())
      for (const { pk, sk } of rows) if (sk === 'group') await sweepGroup(monitoring, { pk, sk });
  }

  private async count(entries: EventEntry[]): Promise<void> {
    const Records = entries.map((detail, index) => ({
      messageId: String(index),
      body: JSON.stringify({ detail }),
    }));
    const { batchItemFailures } = await monitorBatch(this.tools, { Records } as unknown as SQSEvent);
    expect(batchItemFailures).toEqual([]);
  }

  private entry({
    type = 'agent.run.failed',
    source = 'bot',
    subject = 'run_1',
    data = {},
    at,
    time: given,
  }: Happening): EventEntry {
    const id = `evt_${this.project}_${++this.number}`;
    const now = at ?? this.world.clock.now++;
    const saidAt = given ?? now;
    const time = new Date(saidAt).toISOString();
    return {
      ...{
        v: 1,
        id,
        project: this.project,
        type,
        source,
        subject,
        time: saidAt,
        receivedAt: now,
        contentHash: id,
      },
      z: compress(JSON.stringify({ id, type, source, subject, time, data })),
    };
  }
}
