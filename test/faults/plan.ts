import type { CallFault, Faults, InvocationFault } from '../../local/faults';

/** What an endpoint does with requests; whatever it is, it can be reached once the misbehaviour is over. */
export type Behaviour =
  | { kind: 'healthy' }
  /** Fails for the first requests of an event, 0 to `failures` of them, with these answers in turn. */
  | { kind: 'flaky'; failures: number; answers: FlakyAnswer[] }
  /** Answers 503 to everything until the step `back`, or the end of the misbehaviour. */
  | { kind: 'down' }
  /** Answers 500 to everything, also in fair weather, until days of it have disabled its subscription. */
  | { kind: 'forsaken' }
  | { kind: 'slow'; ms: number }
  /** Is well, and wants no more than so much. */
  | { kind: 'limited'; perSecond: number }
  /** Its owner disables it at one step, and enables it at another or at the end. */
  | { kind: 'switched' }
  /** Answers 410 to its first request, and is well afterwards. */
  | { kind: 'gone' }
  /** Answers 413 to everything, always. */
  | { kind: 'picky' }
  /** Answers 500 to everything, always. */
  | { kind: 'dead' }
  /** Deleted at one step. */
  | { kind: 'deleted' }
  /** Subscribed only at a step. */
  | { kind: 'late' };

export type FlakyAnswer = { status: number; retryAfterSeconds?: number } | 'reset';

/** A subscription and the endpoint behind it. */
export interface EndpointPlan {
  name: string;
  project: number;
  eventTypes: string[];
  /** Filters: the event's source is one of these; its `data.n` is below this. */
  sources?: string[];
  below?: number;
  /** Seconds; the default schedule if missing. */
  schedule?: number[];
  /** The default breaker if missing. */
  breaker?: { failures: number; seconds: number };
  behaviour: Behaviour;
}

/** An event as it is posted. Its data are made of its numbers: `n`, and `bytes` of text that compresses badly. */
export interface EventPlan {
  id: string;
  type: string;
  source: string;
  n: number;
  bytes: number;
  /** A repeat of an id with another body. */
  other?: true;
}

export type Step =
  /** Requests at the same time, each with its events. */
  | { do: 'post'; project: number; requests: EventPlan[][] }
  /** Until nothing is under way. */
  | { do: 'idle' }
  /** The clock is moved, perhaps back; whatever is under way goes on. */
  | { do: 'advance'; ms: number }
  /** The schedule fires this often at once. */
  | { do: 'sweep'; times: number }
  | { do: 'disable' | 'enable' | 'recover' | 'delete' | 'subscribe' | 'back'; endpoint: string }
  /** The whole cloud ends, as if its machine were switched off, and starts again from its state. */
  | { do: 'restart' }
  /** Invocations of a function are refused until its messages die in their queue. */
  | { do: 'blackout'; name: 'route' | 'deliver' };

/** A fault at the nth call of its kind since the start: `deliver dynamodb UpdateItem`. */
export interface PlannedFault {
  call: string;
  nth: number;
  fault: CallFault;
}

/** A seed's whole schedule, as data. */
export interface Plan {
  seed: number;
  projects: number;
  endpoints: EndpointPlan[];
  steps: Step[];
  weather: {
    settings: Partial<Faults>;
    calls: PlannedFault[];
    /** Besides, this share of DynamoDB's calls is throttled. */
    throttledShare: number;
    invocations: { name: string; nth: number; fault: InvocationFault }[];
  };
  /** Events that are posted again when their retention is over and TTL has not yet come by. */
  afterRetention: { project: number; events: EventPlan[] }[];
}

/** Whether the subscription is to get the event, by the plan and by nothing of Tocsin's. */
export function wants(endpoint: EndpointPlan, project: number, event: EventPlan): boolean {
  const { eventTypes, sources, below } = endpoint;
  const type = eventTypes.some((one) =>
    one.endsWith('.*') ? event.type.startsWith(one.slice(0, -1)) : one === event.type,
  );
  return (
    endpoint.project === project &&
    type &&
    (sources === undefined || sources.includes(event.source)) &&
    (below === undefined || event.n < below)
  );
}

/**
 * Whether endpoints may, with good reason, see an attempt twice: the function that makes attempts was disturbed, or
 * the clock moved while it was at work. Otherwise every request is in the record.
 */
export function mayRepeat({ weather, steps }: Plan): boolean {
  return (
    weather.calls.some(({ call }) => call.startsWith('deliver ')) ||
    weather.throttledShare > 0 ||
    (weather.settings.transactionMs ?? 0) > 0 ||
    steps.some(
      (step, index) => step.do === 'restart' || (step.do === 'advance' && steps[index - 1]?.do !== 'idle'),
    )
  );
}
