import { storm } from '../test/lambdas/deliver/storm';

const COUNT = 10_000;

/** 10,000 alerts of 50 monitors within a minute to one Slack channel: how many messages, and how long it takes. */
async function main(): Promise<void> {
  const began = performance.now();
  const result = await storm(COUNT);
  console.log(
    JSON.stringify({ alerts: COUNT, ...result, seconds: Math.round((performance.now() - began) / 100) / 10 }),
  );
}

void main();
