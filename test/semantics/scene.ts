import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { CloudOptions } from '../../local/cloud';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { type TestCloud, withCloud } from '../journeys/cloud';
import { type Arrived, Receiver, type Reply } from '../journeys/receiver';
import { deliveriesOf } from '../journeys/rows';
import { type Subscribed, subscribe } from '../journeys/subscribe';

/** What an endpoint does with a request. */
type Turn = number | Reply | (() => Reply | Promise<Reply>);

/** The stack with endpoints of scripted behaviour, and the verbs in which its stories are told. */
export class Scene {
  /** What the endpoint at a path answers, request by request; the last answer stays. */
  private turns = new Map<string, Turn[]>();
  private servers: Server[] = [];

  private constructor(
    readonly stack: TestCloud,
    readonly receiver: Receiver,
  ) {}

  static async begin(options: Partial<CloudOptions> = {}): Promise<Scene> {
    const [stack, receiver] = await Promise.all([withCloud(options), Receiver.start()]);
    // Every duplicate is one that the story tells of.
    stack.cloud.faults.duplicateProbability = 0;
    const scene = new Scene(stack, receiver);
    receiver.answerWith(({ path }) => scene.answer(path));
    return scene;
  }

  async end(): Promise<void> {
    await Promise.all([this.stack.stop(), this.receiver.stop()]);
    for (const server of this.servers) server.close();
  }

  get now(): number {
    return this.stack.cloud.clock.now();
  }

  url(name: string): string {
    return `${this.receiver.url}/${name}`;
  }

  /** An endpoint named like the only event type that it wants; `more` is the rest of its subscription. */
  async endpoint(name: string, turns: Turn[] = [204], more: object = {}): Promise<Subscribed> {
    this.script(name, turns);
    return subscribe(this.stack, this.url(name), [name], more);
  }

  /** An endpoint that speaks for itself, byte by byte. Answers what takes it away again. */
  async rawEndpoint(
    type: string,
    connected: (socket: Socket) => void,
    { scheme = 'http', ...more }: { scheme?: string; timeoutSeconds?: number } = {},
  ): Promise<() => Promise<void>> {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      connected(socket);
    });
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await subscribe(this.stack, `${scheme}://127.0.0.1:${port}/`, [type], more);
    return () => new Promise((resolve) => server.close(() => resolve()));
  }

  /** From now on. */
  script(name: string, turns: Turn[]): void {
    this.turns.set(`/${name}`, [...turns]);
  }

  /** Posts one event and waits until nothing happens any more. Answers its id. */
  async post(type: string, more: object | string = { data: { n: 1 } }): Promise<string> {
    const event = typeof more === 'string' ? more : { type, source: 'bot', ...more };
    const { status, body } = await this.stack.post<{ results?: { id: string }[] }>(event);
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(body)}`);
    await this.stack.cloud.idle();
    return body.results?.[0]?.id ?? '';
  }

  /** What the endpoint of this name got, in order. */
  at(name: string): Arrived[] {
    return this.receiver.requests.filter(({ path }) => path === `/${name}`);
  }

  /** The only delivery of an event. */
  async delivery(event: string): Promise<DeliveryRow> {
    const [row, ...others] = await deliveriesOf(this.stack, event);
    if (!row || others.length > 0)
      throw new Error(`${event} has ${others.length + (row ? 1 : 0)} deliveries`);
    return row;
  }

  async pass(ms: number): Promise<void> {
    this.stack.cloud.clock.advance(ms);
    await this.stack.cloud.idle();
  }

  /** Time passes until a moment and a little more (queues delay by whole seconds), with a sweep half a minute before. */
  async passTo(at: number): Promise<void> {
    if (at - this.now > 45_000) {
      this.stack.cloud.clock.advance(at - this.now - 30_000);
      await this.stack.cloud.runSchedules();
    }
    await this.pass(Math.max(0, at - this.now) + 3_000);
  }

  /** Minutes pass, with the sweep of each. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute++) await this.pass(60_000);
  }

  private answer(path: string): Reply | Promise<Reply> {
    const turns = this.turns.get(path) ?? [];
    const turn = (turns.length > 1 ? turns.shift() : turns[0]) ?? 204;
    if (typeof turn === 'function') return turn();
    return typeof turn === 'number' ? { status: turn } : turn;
  }
}
