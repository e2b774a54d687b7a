import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one answer of the model uses. */
const USED = { input: 120, cached: 100, output: 30, reasoning: 12 };

/** A model on this machine that speaks the Responses API of OpenAI: asks for the tool, then answers. */
export class Model {
  /** While it is down, every request is answered 500. */
  down = false;
  /** Tokens of all its answers. */
  readonly served = { calls: 0, input: 0, output: 0 };

  private constructor(
    private server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Model> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const model = new Model(server, `http://127.0.0.1:${port}/v1`);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const answer = model.answer(body);
        response.writeHead(model.down ? 500 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    return model;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(body: string): object {
    if (this.down) return { error: { message: 'The model is down', type: 'server_error' } };
    this.served.input += USED.input;
    this.served.output += USED.output;
    const id = `resp_${++this.served.calls}`;
    const hasAsked = body.includes('function_call_output');
    const output = hasAsked
      ? [
          {
            type: 'message',
            id: `msg_${id}`,
            role: 'assistant',
            status: 'completed',
            content: [text('It is sunny.')],
          },
        ]
      : [
          {
            type: 'function_call',
            id: `fc_${id}`,
            call_id: `call_${id}`,
            name: 'weather',
            arguments: '{"city":"Paris"}',
          },
        ];
    const usage = {
      input_tokens: USED.input,
      input_tokens_details: { cached_tokens: USED.cached },
      output_tokens: USED.output,
      output_tokens_details: { reasoning_tokens: USED.reasoning },
      total_tokens: USED.input + USED.output,
    };
    const made = { created_at: 1_790_000_000, model: 'gpt-5', status: 'completed' };
    return { id, object: 'response', ...made, error: null, incomplete_details: null, output, usage };
  }
}

const text = (words: string): object => ({ type: 'output_text', text: words, annotations: [] });
