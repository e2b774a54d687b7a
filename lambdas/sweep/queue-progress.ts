import type { Bus } from '../../adapters/aws/bus';
import type { Ticks } from '../../adapters/aws/ticks';
import { tick } from '../../core/monitor/tick';
import { log } from '../log';

/**
 * How far the monitor queue has come with the events of each project. The queue is fair, so that one project's backlog
 * says nothing about another's: each is measured by ticks of its own, sent only when something of it is overdue
 * (SEMANTICS 3.7, docs/adr/0022). One instance serves one run of the sweep.
 */
export class QueueProgress {
  private newest = new Map<string, Promise<number>>();
  private asked = new Set<string>();

  constructor(private tools: { bus: Pick<Bus, 'publish'>; ticks: Ticks; now: () => number }) {}

  /**
   * Whether the events of this project that were accepted before `deadline` (epoch ms) have been counted. Where that is
   * not known, a tick is sent that will tell a later run.
   */
  async hasPassed(project: string, deadline: number): Promise<boolean> {
    const { ticks } = this.tools;
    const newest = this.newest.get(project) ?? ticks.newest(project);
    this.newest.set(project, newest);
    if (deadline <= (await newest)) return true;
    if (!this.asked.has(project)) await this.ask(project);
    return false;
  }

  private async ask(project: string): Promise<void> {
    const { bus, now } = this.tools;
    this.asked.add(project);
    const refused = await bus.publish([tick(project, now())]);
    if (refused.length > 0) log('sweep.tick', { project, refused: refused.length });
  }
}
