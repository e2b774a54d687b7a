import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoorEvent } from '../../core/door/door-event';
import type { Signal } from '../../core/door/otlp/telemetry';

/** What an emitter has sent, byte by byte: `NAME.SIGNAL.pb`, the same as JSON, and the events that it has to become. */
export interface Recording {
  name: string;
  signal: Signal;
}

export const RECORDINGS: readonly Recording[] = readdirSync(__dirname).flatMap((file) => {
  const [, name, signal] = /^(.+)\.(traces|logs|metrics)\.pb$/.exec(file) ?? [];
  return name === undefined ? [] : [{ name, signal: signal as Signal }];
});

export const bytesOf = ({ name, signal }: Recording, ending: 'pb' | 'json'): Buffer =>
  readFileSync(join(__dirname, `${name}.${signal}.${ending}`));

/** Metrics repeat what spans say, and become nothing. */
export function expectedOf({ name, signal }: Recording): DoorEvent[] {
  if (signal === 'metrics') return [];
  return JSON.parse(readFileSync(join(__dirname, `${name}.${signal}.expected.json`), 'utf8')) as DoorEvent[];
}
