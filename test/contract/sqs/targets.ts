import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { queue } from '../../../local/sqs/queue-resource';
import { sqs } from '../../../local/sqs/service';
import { Endpoint } from '../../local/sqs/endpoint';
import { localContext } from '../../local/sqs/local-context';
import type { RunningSqs } from '../sqs.contract';

/** The local cloud's SQS; queues are declared as the template would. */
export async function startOurs(): Promise<RunningSqs> {
  const local = localContext();
  const endpoint = await Endpoint.start([sqs], local);
  const createQueue = (name: string, { RedrivePolicy, ...attributes }: Record<string, string>): string =>
    queue.make(
      {
        logicalId: name,
        physicalName: name,
        properties: {
          ...attributes,
          ...(RedrivePolicy && { RedrivePolicy: JSON.parse(RedrivePolicy) as object }),
        },
      },
      local,
    ).ref;
  return { endpoint: endpoint.url, createQueue, stop: () => endpoint.stop() };
}

const FAUXQS = `
const { startFauxqs } = await import('fauxqs');
const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
console.log(server.port);
process.stdin.on('end', () => process.exit()).resume();
`;

/** fauxqs in a process of its own, which ends with ours: it is an ES module, which Jest does not load. */
export async function startFauxqs(): Promise<RunningSqs> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', FAUXQS], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    endpoint: `http://127.0.0.1:${Number(line.toString())}`,
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
