/** The event as it is told of: the stored body, parsed. `data` of `alert.*` is `AlertData` (core/alert/alert.ts). */
export interface ToldEvent {
  id: string;
  type: string;
  source: string;
  subject?: string;
  /** RFC 3339. */
  time: string;
  data: unknown;
}

/** Links by which the reader may act without a key (SEMANTICS 6.5); absolute URLs. */
export interface NoticeLinks {
  acknowledge?: string;
  silence?: string;
  approve?: string;
  deny?: string;
}

export interface NoticeItem {
  event: ToldEvent;
  links?: NoticeLinks;
}

/** What is told at once to one destination: one event, or a frozen group of them. */
export interface Notice {
  /** Of the event, or `ntc_` of a group, a repeat. Constant over attempts. */
  id: string;
  /** At least one; the formatter shows as many as fit and counts the others. */
  items: readonly NoticeItem[];
  /** Members of the group that are not among the items. */
  more: number;
  /** Told before, and still firing: how often by now (SEMANTICS 6.4). */
  repeat?: number;
  test?: boolean;
}
