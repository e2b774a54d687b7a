import type { TestCloud } from './cloud';

export const WINDOW_MS = 10_000;

/** As if a key had made all the requests that it may make in a new window of its rate, and in the one after. */
export async function fillRate({ cloud, first }: TestCloud, key: string): Promise<void> {
  cloud.clock.advance(WINDOW_MS);
  const now = cloud.clock.now();
  const window = now - (now % WINDOW_MS);
  for (const start of [window, window + WINDOW_MS])
    await cloud.call('DynamoDB_20120810.PutItem', {
      TableName: cloud.ref('Monitoring'),
      Item: { pk: { S: `rate#${first.project}` }, sk: { S: String(start) }, [key]: { N: '500' } },
    });
}
