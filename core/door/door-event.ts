/** An event that a door has read out of what another program sends, in the form of `POST /v1/events`. */
export interface DoorEvent {
  type: string;
  source: string;
  subject?: string;
  /** Derived from what the sender names, so that a repeat counts once; without one each post is a new event. */
  id?: string;
  /** RFC 3339; without one the time of acceptance. */
  time?: string;
  data: DoorData;
}

/** Mapped fields only: names, numbers, hashes. What a model or a tool was asked and has answered is never among them. */
export type DoorData = Readonly<Record<string, DoorValue | Readonly<Record<string, DoorValue>>>>;
export type DoorValue = string | number | boolean;

export type Body = Readonly<Record<string, unknown>>;

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
