import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import Table from 'cli-table3';
import { tocsinTelemetry } from '../sdk/adapters/ai';
import { Tocsin } from '../sdk/tocsin';
import { progress } from './progress';
import { load, percentile } from './statistics';

/**
 * What the SDK costs its host: how much longer a model call takes with the adapter (a checkpoint before it, an event
 * after it), while Tocsin is well, dead, hanging or answers garbage; how long `track` takes; and how the heap grows over
 * 100,000 events while Tocsin is dead. `npm run bench:sdk`, with `-- --quick` for fewer calls.
 */
const QUICK = process.argv.includes('--quick');
const CALLS = QUICK ? 500 : 4_000;
/** Between two calls, so that the directive gets old and is asked for. */
const PAUSE_MS = 5;
const EVENTS = 100_000;

const BEHAVIOURS = ['well', 'dead', 'hanging', '500', 'garbage'] as const;
type Behaviour = (typeof BEHAVIOURS)[number];

const DIRECTIVE = { agent: 'bench', state: 'running', modelSwitches: [], holds: [], version: 0 };

/** Answers on loopback; the address of one that is dead belonged to a server that is closed. */
async function startTocsin(behaviour: Behaviour): Promise<{ url: string; stop: () => void }> {
  const server: Server = createServer((request, response) => {
    let events = 0;
    request.on('data', (chunk: Buffer) => (events += chunk.toString().split('"type"').length - 1));
    request.on('end', () => {
      if (behaviour === 'hanging') return;
      if (behaviour === '500') return response.writeHead(500).end('{}');
      if (behaviour === 'garbage') return response.writeHead(200).end('<html>');
      const results = Array.from({ length: events }, () => ({ status: 'accepted' }));
      const body = request.method === 'GET' ? DIRECTIVE : { results, directives: [DIRECTIVE] };
      response.writeHead(request.method === 'GET' ? 200 : 202).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/key/bench`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  if (behaviour === 'dead') stop();
  return { url, stop };
}

/** The time that each call takes by itself: the model answers at once. */
async function addedPerCall(behaviour: Behaviour): Promise<number[]> {
  progress(`${behaviour}: ${CALLS} calls`);
  const { url, stop } = await startTocsin(behaviour);
  const tocsin = new Tocsin({ url });
  const { executeLanguageModelCall, onLanguageModelCallEnd } = tocsinTelemetry(tocsin);
  const model = { callId: 'call', provider: 'openai.responses', modelId: 'gpt-5' };
  const usage = { inputTokens: 120, outputTokens: 30 };
  const added: number[] = [];
  for (let count = 0; count < CALLS; count++) {
    const began = performance.now();
    await executeLanguageModelCall({ ...model, execute: () => Promise.resolve('answer') });
    onLanguageModelCallEnd({ ...model, usage });
    added.push(performance.now() - began);
    await wait(PAUSE_MS);
  }
  await tocsin.close({ timeoutMs: 100 });
  stop();
  return added;
}

async function withoutTocsin(): Promise<{ trackMicroseconds: number; grownMiB: number; dropped: number }> {
  const { url } = await startTocsin('dead');
  const tocsin = new Tocsin({ url });
  const heap = () => (global.gc?.(), process.memoryUsage().heapUsed / 2 ** 20);
  let busyMs = 0;
  const track = async (events: number): Promise<number> => {
    for (let count = 0; count < events; count++) {
      const began = performance.now();
      tocsin.track('tick', { count, text: 'some words of an event' });
      busyMs += performance.now() - began;
      if (count % 1_000 === 0) await new Promise(setImmediate);
    }
    return heap();
  };
  const before = await track(EVENTS / 10);
  const after = await track((EVENTS * 9) / 10);
  const { dropped } = tocsin.counts;
  await tocsin.close({ timeoutMs: 100 });
  return { trackMicroseconds: (busyMs / EVENTS) * 1_000, grownMiB: after - before, dropped };
}

async function main(): Promise<void> {
  const table = new Table({
    head: ['Tocsin is', 'calls', 'added p50 ms', 'p99 ms', 'p99.9 ms', 'most ms'],
    colAligns: ['left', ...Array<'right'>(5).fill('right')],
    style: { head: [], border: [] },
  });
  for (const behaviour of BEHAVIOURS) {
    const added = await addedPerCall(behaviour);
    table.push([
      behaviour,
      CALLS,
      ...[0.5, 0.99, 0.999, 1].map((share) => percentile(added, share).toFixed(2)),
    ]);
  }
  const { trackMicroseconds, grownMiB, dropped } = await withoutTocsin();
  console.log(table.toString());
  console.log(
    `track: ${trackMicroseconds.toFixed(1)} µs an event; ${EVENTS.toLocaleString('en')} events without Tocsin: ` +
      `${dropped.toLocaleString('en')} dropped, heap ${grownMiB.toFixed(1)} MiB larger (${load()})`,
  );
}

void main().then(() => process.exit(0));
