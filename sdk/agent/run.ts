import type { Checkpoint, CheckpointOptions } from './checkpoint';

export interface TrackOptions {
  /** The run that the event is part of; the one that is under way if not given. */
  run?: string;
  /** When it happened; now if not given. */
  time?: Date;
}

export interface RunOptions {
  /** Something unique if not given. */
  id?: string;
  /** Monitors of overdue runs take the run for overdue after so long. */
  deadlineMs?: number;
  /** More of the event `agent.run.started`. */
  data?: Record<string, unknown>;
}

/** One piece of an agent's work. */
export interface Run {
  readonly id: string;
  /** An event of this run. */
  track(type: string, data?: unknown, options?: Omit<TrackOptions, 'run'>): void;
  /** A part of the work: waits while the agent is paused, then does it and reports how it ended. */
  step<Result>(name: string, work: () => Result | PromiseLike<Result>): Promise<Result>;
  checkpoint(options?: CheckpointOptions): Promise<Checkpoint>;
  /** The model to use instead of this one. */
  model(name: string): string;
}
