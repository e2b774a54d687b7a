/** The event of a notice: the stored body, parsed. `data` of `alert.*` is `AlertData` (core/alert/alert.ts). */
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
  /** Of an alert that has paused agents. */
  resume?: string;
  acknowledge?: string;
  /** For so many hours. */
  silence1h?: string;
  silence2h?: string;
  silence4h?: string;
  approve?: string;
  deny?: string;
}

/** What stands on a link, in the order in which they are shown. */
const LINK_LABELS: Readonly<Record<keyof NoticeLinks, string>> = {
  resume: 'Resume',
  acknowledge: 'Acknowledge',
  silence1h: 'Silence 1 h',
  silence2h: 'Silence 2 h',
  silence4h: 'Silence 4 h',
  approve: 'Approve',
  deny: 'Deny',
};

/** The links that an item has, as they are shown. */
export const shownLinks = ({ links = {} }: NoticeItem): { name: string; label: string; url: string }[] =>
  Object.entries(LINK_LABELS).flatMap(([name, label]) => {
    const url = links[name as keyof NoticeLinks];
    return url === undefined ? [] : [{ name, label, url }];
  });

export interface NoticeItem {
  event: ToldEvent;
  links?: NoticeLinks;
}

/** What one message to one destination holds: one event, or a frozen group of them. */
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
