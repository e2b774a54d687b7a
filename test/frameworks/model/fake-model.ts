import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './anthropic';
import { gemini } from './gemini';
import { openaiChat } from './openai-chat';
import { openaiResponses } from './openai-responses';
import type { Provider } from './provider';
import { DEFAULT_ANSWER, readScript, type ScriptedAnswer } from './script';

const PROVIDERS: readonly Provider[] = [openaiChat, openaiResponses, anthropic, gemini];

/** A request of a model, as `GET /requests` lists it. */
export interface ModelRequest {
  /** `openai.chat`, `openai.responses`, `anthropic.messages` or `gemini.generateContent`. */
  api: string;
  model: string;
  stream: boolean;
  /** Kind of the answer that it got. */
  answer: ScriptedAnswer['kind'];
}

/**
 * A server on loopback that answers as the models of OpenAI, Anthropic and Google do, in the order of its script, and
 * with the text `done` when the script is over. An entry that calls a tool waits for a request that offers this tool.
 */
export class FakeModel {
  requests: ModelRequest[] = [];
  private script: ScriptedAnswer[] = [];
  private answered = 0;

  private constructor(
    private server: Server,
    /** Without a slash at the end; the OpenAI base is `{url}/v1`, Gemini's `{url}/v1beta`. */
    readonly url: string,
  ) {}

  static async start(port = 0): Promise<FakeModel> {
    const server = createServer((request, response) => void model.handle(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const model = new FakeModel(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return model;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** From here on these answers; forgets what was asked before. */
  play(...script: ScriptedAnswer[]): void {
    [this.script, this.requests] = [[...script], []];
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = new URL(request.url ?? '/', this.url);
      const body = await jsonOf(request);
      if (this.control(request, path, body, response)) return;
      for (const provider of PROVIDERS) {
        const asked = provider.match(path, body);
        if (request.method === 'POST' && asked)
          return this.answer(provider, { ...asked, path, body }, response);
      }
      send(response, request.method === 'HEAD' ? 200 : 404, {
        error: { message: `No model is at ${path.pathname}` },
      });
    } catch (error) {
      send(response, 400, { error: { message: String(error) } });
    }
  }

  private control(
    { method }: IncomingMessage,
    { pathname }: URL,
    body: unknown,
    response: ServerResponse,
  ): boolean {
    if (method === 'POST' && pathname === '/script') {
      this.play(...readScript(body));
      send(response, 200, {});
      return true;
    }
    if (method !== 'GET' || pathname !== '/requests') return false;
    send(response, 200, this.requests);
    return true;
  }

  private answer(
    provider: Provider,
    asked: { model: string; stream: boolean; path: URL; body: Record<string, unknown> },
    response: ServerResponse,
  ): void {
    const answer = this.next(provider.tools(asked.body));
    const { model, stream } = asked;
    this.requests.push({ api: provider.api, model, stream, answer: answer.kind });
    if (answer.kind === 'error')
      return send(response, answer.status, provider.error(answer.status, answer.message));
    const reply = { id: `fake${++this.answered}`, model, answer };
    if (!stream) return send(response, 200, provider.whole(reply));
    if (provider.api === 'gemini.generateContent' && asked.path.searchParams.get('alt') !== 'sse')
      return send(
        response,
        200,
        provider.parts(reply).map(({ data }) => data),
      );
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': `req_${reply.id}` });
    for (const { event, data } of provider.parts(reply))
      response.write(`${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
    response.end(provider.end === undefined ? '' : `data: ${provider.end}\n\n`);
  }

  /** A program may ask for more than the script knows of, such as a title of the conversation. */
  private next(offered: string[]): ScriptedAnswer {
    const [first] = this.script;
    if (first?.kind === 'tool' && !offered.includes(first.name)) return DEFAULT_ANSWER;
    return this.script.shift() ?? DEFAULT_ANSWER;
  }
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
