import type { DoorEvent } from './door-event';

/** An event that a door reads out of a JSON body. */
export interface ReportedEvent extends DoorEvent {
  data: ReportedData;
}

/** Mapped fields only: names, numbers, hashes. What a model or a tool was asked and has answered is never among them. */
export type ReportedData = Readonly<Record<string, ReportedValue | Readonly<Record<string, ReportedValue>>>>;
export type ReportedValue = string | number | boolean;

export type Body = Readonly<Record<string, unknown>>;

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
