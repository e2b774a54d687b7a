import type { WriteStream } from 'node:tty';
import type { Conservation } from '../../sdk/api/conservation';

/** Tells how far a long count has come. */
export interface Progress {
  show(sofar: Conservation): void;
  end(): void;
}

const SILENT: Progress = { show: () => undefined, end: () => undefined };

/** A line that changes on a terminal, and nothing elsewhere. */
export async function progressOn(output: WriteStream): Promise<Progress> {
  if (!output.isTTY) return SILENT;
  const { spinner } = await import('@clack/prompts');
  const line = spinner({ output, indicator: 'timer' });
  line.start('Counting');
  return {
    show: ({ events, deliveries }) =>
      line.message(`Counting: ${number(events.accepted)} events, ${number(deliveries.matched)} deliveries`),
    end: () => line.stop('Counted'),
  };
}

const number = (count: number): string => count.toLocaleString('en');
