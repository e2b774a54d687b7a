/** What `GET /v1/spend` answers, as far as it matters here. */
export interface Spend {
  since: string;
  until: string;
  timeZone: string;
  complete: boolean;
  total: { usd: number; requests: number; unpricedRequests: number };
  rows: { agent?: string; model?: string | null; day?: string; usd: number; requests: number }[];
  moreRows: number;
  unpriced: { model: string; provider: string | null; events: number; whatToDo: string }[];
  withoutUsage: { events: number; missing: string[] };
}
