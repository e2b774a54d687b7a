import type { Clock } from './clock';
import type { Faults } from './faults';
import type { Store } from './store';

/** What every emulated service shares. */
export interface LocalContext {
  store: Store;
  clock: Clock;
  /** Seeded: index lag, reordering and duplicates repeat for the same seed. */
  random: () => number;
  region: string;
  account: string;
  /** Where the emulated services listen, e.g. `http://127.0.0.1:4566`; queue URLs begin with it. */
  endpointUrl: string;
  faults: Faults;
  /** Decides as IAM would, from the template's policies. */
  iam: AccessControl;
  /** Writes a line for the developer; quiet unless something is wrong. */
  report: (line: string) => void;
}

/** Who asks: a role, or an AWS service acting for one of the template's resources. */
export type Principal =
  { kind: 'role'; arn: string } | { kind: 'service'; service: string; sourceArn: string };

export interface AccessControl {
  /** Roles are decided by their own policies, services by the resource policy of `permission.resource`. */
  allowed(principal: Principal, permission: Permission): Promise<boolean>;
  /** Adds a statement-bearing document to a resource (queue policy, Lambda permission, key policy). */
  attachToResource(resourceArn: string, document: object): void;
}

/** One permission that a call needs, as IAM names it; `context` holds condition keys such as `dynamodb:LeadingKeys`. */
export interface Permission {
  action: string;
  resource: string;
  context?: Record<string, string | string[]>;
}

/** An emulated API action: what it may need, and what it does. Throws `ServiceError` as AWS would answer. */
export interface Action {
  permissions(input: Input, local: LocalContext): Permission[];
  run(input: Input, local: LocalContext, signal?: AbortSignal): Promise<object> | object;
}

/** A request's JSON body before it is checked. */
export type Input = Record<string, unknown>;

/** An emulated service: `target` is the part of `x-amz-target` before the dot. */
export interface Service {
  target: string;
  actions: Record<string, Action>;
}

/** An AWS error answer: `code` becomes `__type`, `extra` joins the body (e.g. CancellationReasons). */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = code;
  }
}
