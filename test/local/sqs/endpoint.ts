import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Input, type LocalContext, type Service, ServiceError } from '../../../local/context';

/** A loopback HTTP server for services alone: no access control, no faults. */
export class Endpoint {
  private constructor(
    private server: Server,
    readonly url: string,
  ) {}

  static async start(services: Service[], local: LocalContext): Promise<Endpoint> {
    const server = createServer((request, response) => void answer(services, local, request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    local.endpointUrl = url;
    return new Endpoint(server, url);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(
  services: Service[],
  local: LocalContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const [target, name] = String(request.headers['x-amz-target']).split('.');
  const action = services.find((service) => service.target === target)?.actions[name ?? ''];
  try {
    if (!action) throw new ServiceError('UnknownOperationException', `${target}.${name} does not exist`);
    const input = JSON.parse(await textOf(request)) as Input;
    action.permissions(input, local);
    send(response, 200, await action.run(input, local, gone.signal));
  } catch (error) {
    if (!(error instanceof ServiceError))
      return send(response, 500, { __type: 'InternalFailure', message: String(error) });
    send(response, error.status, { __type: error.code, message: error.message, ...error.extra });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
