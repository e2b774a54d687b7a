/** An event as a door reads it out of a JSON body, in the form of `POST /v1/events`. */
export interface ReportedEvent {
  type: string;
  source: string;
  subject?: string;
  /** Derived from what the sender names, so that a repeat counts once; without one each post is a new event. */
  id?: string;
  /** RFC 3339; without one the time of acceptance. */
  time?: string;
  data: ReportedData;
}

/** Mapped fields only: names, numbers, hashes. What a model or a tool was asked and has answered is never among them. */
export type ReportedData = Readonly<Record<string, ReportedValue | Readonly<Record<string, ReportedValue>>>>;
export type ReportedValue = string | number | boolean;

export type Body = Readonly<Record<string, unknown>>;

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
