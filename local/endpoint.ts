import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type Action,
  type Input,
  type LocalContext,
  type Permission,
  type Service,
  ServiceError,
} from './context';
import type { CallFault } from './faults';
import type { Functions } from './lambda/functions';
import { listen } from './listen';
import { mailbox, MAILBOX_POLICY } from './ses/mailbox';
import { SES_ROUTES } from './ses/service';

/** DynamoDB's is the largest request of the emulated services: 16 MB (BatchWriteItem). */
const LARGEST_REQUEST = 16 * 2 ** 20;
/** Workers are frozen between invocations: a connection that they keep must still be there when they wake. */
const KEEP_ALIVE_MS = 3_600_000;

/** What `faults.onCall` calls each service, by the target in its protocol. */
const SERVICE_NAMES: Record<string, string> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  TrentService: 'kms',
  secretsmanager: 'secretsmanager',
  ses: 'ses',
};

interface Caller {
  label: string;
  roleArn?: string;
  kill?: () => void;
}

/** Asked once the context exists: the server must listen before it, since queue URLs hold its port. */
export interface EndpointParts {
  local: LocalContext;
  services: Service[];
  functions: Functions;
}

/** The loopback server that answers the AWS SDK; it listens at once and answers as soon as `parts` is there. */
export async function startEndpoint(parts: Promise<EndpointParts>): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    parts
      .then(async (ready) => {
        if (!showMailbox(request, response, ready)) await new Exchange(request, response, ready).answer();
      })
      .catch(() => request.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  server.requestTimeout = 0;
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}`, server };
}

/** The mailbox is for people's browsers; a name that leads here by DNS is none of ours. */
function showMailbox(request: IncomingMessage, response: ServerResponse, { local }: EndpointParts): boolean {
  if (request.method !== 'GET') return false;
  const page = request.headers.host === new URL(local.endpointUrl).host && mailbox(request.url ?? '', local);
  if (!page) return false;
  response.writeHead(page.status, {
    'content-type': page.type,
    'content-security-policy': MAILBOX_POLICY,
    'x-content-type-options': 'nosniff',
  });
  response.end(page.body);
  return true;
}

/** One request of an SDK client and its answer. */
class Exchange {
  private requestId = randomUUID();

  constructor(
    private request: IncomingMessage,
    private response: ServerResponse,
    private parts: EndpointParts,
  ) {}

  async answer(): Promise<void> {
    const { local } = this.parts;
    try {
      const body = await readBody(this.request);
      const result = await this.call(body);
      if (result) this.send(200, result);
      else this.request.socket.destroy();
    } catch (error) {
      if (error instanceof ServiceError)
        return this.send(error.status, { __type: error.code, message: error.message, ...error.extra });
      local.report(`The local cloud failed: ${error instanceof Error ? error.stack : String(error)}`);
      this.send(500, { __type: 'InternalFailure', message: String(error) });
    }
  }

  /** Nothing means that the caller was killed and gets no answer. */
  private async call(body: string): Promise<object | undefined> {
    const { local } = this.parts;
    const { target, name, action } = this.action();
    const input = JSON.parse(body === '' ? '{}' : body) as Input;
    const caller = this.caller();
    const service = SERVICE_NAMES[target] ?? target;
    const fault = local.faults.onCall?.({ caller: caller.label, service, action: name });
    if (fault?.kind === 'crashBefore') return this.crash(caller);
    await before(fault, local);
    await this.authorize(caller, action.permissions(input, local));
    const result = await action.run(input, local, this.disconnected());
    if (fault?.kind === 'errorAfter') throw injected(fault);
    return fault?.kind === 'crashAfter' ? this.crash(caller) : result;
  }

  private action(): { target: string; name: string; action: Action } {
    const { headers, method, url } = this.request;
    const header = String(headers['x-amz-target'] ?? SES_ROUTES[`${method} ${url}`] ?? '');
    const [target = '', name = ''] = header.split('.');
    const action = this.parts.services.find((service) => service.target === target)?.actions[name];
    if (action) return { target, name, action };
    this.parts.local.report(`${header || 'A request without x-amz-target'} is not supported locally`);
    throw new ServiceError('UnknownOperationException', `${header || 'This'} is not supported locally`);
  }

  /** The function whose worker signed the request; anything else is the operator, who may do everything. */
  private caller(): Caller {
    const [, accessKeyId] = /Credential=([^/,\s]+)/.exec(this.request.headers.authorization ?? '') ?? [];
    const found = accessKeyId === undefined ? undefined : this.parts.functions.caller(accessKeyId);
    if (!found) return { label: 'operator' };
    return { label: found.lambda.label, roleArn: found.lambda.roleArn, kill: () => found.worker.kill() };
  }

  private crash(caller: Caller): undefined {
    caller.kill?.();
    return undefined;
  }

  private async authorize({ label, roleArn }: Caller, permissions: Permission[]): Promise<void> {
    const { iam, report, account } = this.parts.local;
    if (roleArn === undefined) return;
    for (const permission of permissions) {
      if (await iam.allowed({ kind: 'role', arn: roleArn }, permission)) continue;
      const { action, resource } = permission;
      report(`[${label}] IAM: the role may not ${action} on ${resource}`);
      const user = `arn:aws:sts::${account}:assumed-role/${roleArn.split('/').at(-1)}/${label}`;
      throw new ServiceError(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      );
    }
  }

  private disconnected(): AbortSignal {
    const controller = new AbortController();
    this.response.once('close', () => {
      if (!this.response.writableFinished) controller.abort();
    });
    return controller.signal;
  }

  private send(status: number, body: object): void {
    const { clock } = this.parts.local;
    const text = JSON.stringify(body);
    this.response.writeHead(status, {
      'content-type': this.request.headers['content-type'] ?? 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(text),
      // The SDK corrects its signing clock by this header.
      date: new Date(clock.now()).toUTCString(),
      'x-amzn-requestid': this.requestId,
    });
    this.response.end(text);
  }
}

async function before(fault: CallFault | undefined, local: LocalContext): Promise<void> {
  if (fault?.kind === 'delay') await local.clock.wait(local.clock.now() + fault.ms);
  if (fault?.kind === 'error') throw injected(fault);
}

const injected = ({ code, status }: CallFault & { kind: 'error' | 'errorAfter' }): ServiceError =>
  new ServiceError(code, 'An injected fault', status);

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_REQUEST)
      throw new ServiceError('RequestEntityTooLargeException', 'Request must be smaller than 16 MB', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
