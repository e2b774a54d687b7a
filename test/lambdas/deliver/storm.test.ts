import { storm } from './storm';

it('6.2 a storm of alerts is a few messages; nobody is missed, and what is withheld is counted', async () => {
  const { messages, told, states, firing } = await storm(1_000);
  // 60 within the hour by the cap, and a digest every five minutes.
  expect(messages).toBeGreaterThan(0);
  expect(messages).toBeLessThanOrEqual(64);
  expect({ told, states, firing }).toEqual({
    ...{ told: 900, states: { delivered: 900, withheld: 100 } },
    firing: { accepted: 900, withheld: 100 },
  });
}, 120_000);
