import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { announceChange } from './change';
import { Clock } from './clock';
import {
  type Input,
  type LocalContext,
  type Permission,
  type Principal,
  type Service,
  ServiceError,
} from './context';
import { expireItems } from './dynamodb/expire';
import { dynamodb } from './dynamodb/service';
import { globalTable } from './dynamodb/table-resource';
import { type EndpointParts, startEndpoint } from './endpoint';
import { DELIVERIES } from './eventbridge/accept';
import { runBus } from './eventbridge/bus';
import { eventBus } from './eventbridge/event-bus-resource';
import { rule } from './eventbridge/rule-resource';
import { eventbridge } from './eventbridge/service';
import { eventTables } from './eventbridge/tables';
import { type Faults, ORDINARY_DAY } from './faults';
import { Gateway } from './httpapi/gateway';
import { httpApiResources } from './httpapi/resources';
import { Policies } from './iam/policies';
import { iamResources } from './iam/resources';
import { inertResources } from './inert-resources';
import { kmsAlias } from './kms/alias-resource';
import { kmsKey } from './kms/key-resource';
import { kms } from './kms/service';
import { assumeRoles } from './lambda/assume-roles';
import { AsynchronousInvocations } from './lambda/asynchronous';
import { EventSourceMappings } from './lambda/event-source-mappings';
import type { LambdaFunction, Outcome } from './lambda/function';
import { Functions } from './lambda/functions';
import { lambdaResources } from './lambda/resources';
import { close, keepIdleConnections, listen } from './listen';
import { seededRandom } from './random';
import { secret } from './secretsmanager/secret-resource';
import { secretsmanager } from './secretsmanager/service';
import { type Depth, depth } from './sqs/depth';
import { queuePolicy } from './sqs/queue-policy-resource';
import { queue } from './sqs/queue-resource';
import { listQueues } from './sqs/queue';
import { sqs } from './sqs/service';
import { Store } from './store';
import { build, type Built } from './template/build';
import { emailIdentity } from './ses/identity-resource';
import { MAILBOX } from './ses/mailbox';
import { ses } from './ses/service';
import type { ResourceType } from './template/resource';
import { type Assembly, readBundles, readTemplate } from './template/template';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const SERVICES: Service[] = [dynamodb, sqs, eventbridge, kms, secretsmanager, ses];
const EXPIRY_MS = 60_000;
const IDLE_CHECK_MS = 5;
/** API Gateway's own figure for idle connections is not published; it is minutes, as of its streams (5). */
const API_CONNECTION_IDLE_MS = 300_000;
const LONGEST_UNTIL_IDLE_MS = 60_000;

export interface CloudOptions {
  assembly: Assembly;
  /** A folder that holds the database, made if it is missing, or `:memory:`. */
  stateDir: string;
  /** Of the API; 0, the default, takes a free one. */
  port?: number;
  /** `us-east-1` if not given. */
  region?: string;
  /** Replaces the stack's ALLOWED_HOSTS. */
  allowedHosts?: string;
  /** Replace the values of variables that functions of the stack have, by name. */
  variables?: Record<string, string>;
  clockOffsetMs?: number;
  /** Of index lag, reordering and duplicates; random if not given. */
  seed?: number;
  faults?: Partial<Faults>;
  /** Takes a line for the developer; standard error if not given. */
  report?: (line: string) => void;
  /** Report what functions write even when they succeed. */
  verbose?: boolean;
  /** Told of every permission that a role or a service of AWS needs, whether it has it or not. */
  asked?: (principal: Principal, permission: Permission) => void;
}

/** The stack, running. */
export interface Cloud {
  /** Without a slash at the end. */
  apiUrl: string;
  /** Where the AWS SDK finds the services. */
  endpointUrl: string;
  /** Where e-mail can be read that was sent here; `.json` behind it for programs. */
  mailboxUrl: string;
  clock: Clock;
  /** May be changed at any time. */
  faults: Faults;
  context: LocalContext;
  outputs: Record<string, string>;
  /** What `Ref` answers for the resource whose logical id is this, but for CDK's hash at the end. Throws if there is none. */
  ref(logicalId: string): string;
  /** Runs a function, by its construct's name in lower case, e.g. `sweep`. */
  invoke(name: string, event: object): Promise<Outcome>;
  /** The latest lines that a function wrote. */
  output(name: string): readonly string[];
  /** A function as the template declares it. Throws if there is none of that name. */
  function(name: string): LambdaFunction;
  /** Does what an SDK call would, as the operator: `AmazonSQS.SendMessage`. Throws ServiceError. */
  call(target: string, input: Input): Promise<object>;
  /** By queue name. */
  queueDepths(): Record<string, Depth>;
  /**
   * Resolves when nothing more happens until time passes: no message can be received now, no invocation runs.
   * Delayed messages, and those hidden after a failure, do not count. Rejects after a minute, saying what goes on.
   */
  idle(): Promise<void>;
  /** Fires every schedule now, then resolves when the cloud is idle. */
  runSchedules(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the template's stack on this machine. Throws UnsupportedTemplate or PortTaken, and then leaves nothing running. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const running = new RunningCloud(options);
  try {
    await running.start();
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

class RunningCloud implements Cloud {
  apiUrl = '';
  endpointUrl = '';

  get mailboxUrl(): string {
    return this.endpointUrl + MAILBOX;
  }

  readonly clock: Clock;
  readonly faults: Faults;
  private built: Built = { made: new Map(), outputs: {} };
  private local: LocalContext | undefined;
  private stopping = new AbortController();
  private background: Promise<void>[] = [];
  private closers: (() => Promise<void>)[] = [];
  private functions: Functions;
  private mappings: EventSourceMappings;
  private asynchronous: AsynchronousInvocations;
  private gateway: Gateway;
  private ready = Promise.withResolvers<EndpointParts>();

  constructor(private options: CloudOptions) {
    this.clock = new Clock(options.clockOffsetMs);
    this.faults = { ...ORDINARY_DAY, ...options.faults };
    this.functions = new Functions({ verbose: options.verbose ?? false });
    this.mappings = new EventSourceMappings(this.functions);
    this.asynchronous = new AsynchronousInvocations(this.functions);
    this.gateway = new Gateway(this.functions);
    this.ready.promise.catch(() => {});
  }

  get context(): LocalContext {
    if (!this.local) throw new Error('The local cloud has not started');
    return this.local;
  }

  get outputs(): Record<string, string> {
    return this.built.outputs;
  }

  async start(): Promise<void> {
    await this.listen();
    const policies = new Policies(ACCOUNT, this.options.asked);
    const store = this.openStore();
    const local = (this.local = this.makeContext(store, policies));
    const template = readTemplate(this.options.assembly);
    const types = this.resourceTypes(policies);
    this.built = store.transaction(() => build(template, types, this.options.assembly.stackName, local));
    await assumeRoles(this.functions.all(), local);
    this.ready.resolve({ local, services: SERVICES, functions: this.functions });
    await this.mappings.start(local);
    const invoke = (arn: string, event: string): Promise<void> => this.asynchronous.invoke(arn, event, local);
    const background = [runBus(local, invoke, this.stopping.signal), this.expire(local)];
    this.background = background.map((work) =>
      work.catch((error: unknown) => local.report(`The local cloud failed: ${(error as Error).stack}`)),
    );
  }

  ref(logicalId: string): string {
    const found = [...this.built.made].find(
      ([id]) => id === logicalId || id.replace(/[0-9A-F]{8}$/, '') === logicalId,
    );
    if (!found) throw new Error(`The template has no resource ${logicalId}`);
    return found[1].ref;
  }

  async invoke(name: string, event: object): Promise<Outcome> {
    return await this.functions.invoke(name, JSON.stringify(event), this.context);
  }

  output(name: string): readonly string[] {
    return this.functions.output(name);
  }

  function(name: string): LambdaFunction {
    return this.functions.find(name);
  }

  async call(target: string, input: Input): Promise<object> {
    const [service, name = ''] = target.split('.');
    const action = SERVICES.find((each) => each.target === service)?.actions[name];
    if (!action) throw new ServiceError('UnknownOperationException', `${target} is not supported locally`);
    return await action.run(input, this.context);
  }

  queueDepths(): Record<string, Depth> {
    const queues = listQueues(this.context, '');
    return Object.fromEntries(queues.map(({ name, arn }) => [name, depth(this.context, arn)]));
  }

  async idle(): Promise<void> {
    const giveUpAt = performance.now() + LONGEST_UNTIL_IDLE_MS;
    // What was just sent is on its way to a poller until the event loop has turned once.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.busy()) {
      if (performance.now() > giveUpAt) throw new Error(`Still busy after a minute: ${this.activity()}`);
      await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS));
    }
  }

  async runSchedules(): Promise<void> {
    eventTables(this.context.store).run('UPDATE events_schedules SET due_at = ?', this.clock.now());
    announceChange(this.context, DELIVERIES);
    await this.idle();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.ready.reject(new Error('stopped'));
    this.asynchronous.stop();
    const polling = this.mappings.stop();
    await this.functions.stop();
    await Promise.all([polling, ...this.background]);
    for (const closer of this.closers.splice(0).reverse()) await closer();
  }

  private async expire(local: LocalContext): Promise<void> {
    const { signal } = this.stopping;
    for (let next = this.clock.now(); !signal.aborted; await this.clock.wait(next, signal)) {
      if (this.clock.now() < next) continue;
      expireItems(local);
      next = this.clock.now() + EXPIRY_MS;
    }
  }

  private busy(): boolean {
    return this.functions.running > 0 || this.mappings.busy(this.context) || this.busPending() > 0;
  }

  private busPending(): number {
    const now = this.clock.now();
    const count = 'SELECT (SELECT count(*) FROM events_deliveries WHERE due_at <= ?1)';
    const row = eventTables(this.context.store).one<{ pending: number }>(
      `${count} + (SELECT count(*) FROM events_schedules WHERE due_at <= ?1) AS pending`,
      now,
    );
    return row?.pending ?? 0;
  }

  private activity(): string {
    const { running } = this.functions;
    return JSON.stringify({
      invocations: running,
      busPending: this.busPending(),
      queues: this.queueDepths(),
    });
  }

  private async listen(): Promise<void> {
    const { url, server } = await startEndpoint(this.ready.promise);
    this.closers.push(() => close(server));
    this.endpointUrl = url;
    const api = createServer((request, response) => {
      const answer = this.ready.promise.then(({ local }) => this.gateway.handle(request, response, local));
      answer.catch(() => request.destroy());
    });
    keepIdleConnections(api, API_CONNECTION_IDLE_MS);
    const port = await listen(api, this.options.port ?? 0);
    this.closers.push(() => close(api));
    this.apiUrl = `http://127.0.0.1:${port}`;
  }

  private openStore(): Store {
    const { stateDir } = this.options;
    if (stateDir !== ':memory:') mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const store = new Store(stateDir === ':memory:' ? stateDir : join(stateDir, 'state.db'));
    // Closed last: whatever still runs may write.
    this.closers.unshift(async () => store.close());
    return store;
  }

  private makeContext(store: Store, policies: Policies): LocalContext {
    const report = this.options.report ?? ((line) => void process.stderr.write(`${line}\n`));
    return {
      store,
      clock: this.clock,
      random: seededRandom(this.options.seed ?? randomInt(2 ** 32)),
      region: this.options.region ?? REGION,
      account: ACCOUNT,
      endpointUrl: this.endpointUrl,
      faults: this.faults,
      iam: policies,
      // Workers that end because the cloud stops are no failures.
      report: (line) => this.stopping.signal.aborted || report(line),
    };
  }

  private resourceTypes(policies: Policies): ResourceType[] {
    const { functions, mappings, asynchronous } = this;
    const { allowedHosts, assembly, variables } = this.options;
    const overrides: Record<string, string> = {
      PUBLIC_URL: this.apiUrl,
      ...(allowedHosts !== undefined && { ALLOWED_HOSTS: allowedHosts }),
      ...variables,
    };
    const bundles = readBundles(assembly);
    return [
      globalTable,
      queue,
      queuePolicy,
      eventBus,
      rule,
      kmsKey,
      kmsAlias,
      secret,
      emailIdentity,
      ...iamResources(policies),
      ...lambdaResources({ functions, mappings, asynchronous, bundles, overrides }),
      ...httpApiResources(this.gateway),
      ...inertResources,
    ];
  }
}
