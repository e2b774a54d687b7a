import { command } from './ask';
import { COMMON } from './options';

const USAGE = `Usage: tocsin silence <agent or alert> --for <time> [options]

People are told nothing of the alerts of an agent, or of one alert (alt_...).
Webhooks, and what monitors do to agents, go on.

  --for <time>    90m, 24h or 7d
  --reason <text> others will read it
${COMMON}`;

export const silence = command({
  ...{ usage: USAGE, texts: ['for', 'reason'], names: 1 as const },
  ask: (client, name, { for: span = '1h', reason = 'by the command line' }) =>
    client.post('/v1/silences', {
      body: {
        ...(name.startsWith('alt_')
          ? { alert: name }
          : { matchers: [{ name: 'source', op: '=' as const, value: name }] }),
        ...{ for: span, reason },
      },
    }),
  picture({ id, until, matches: { count, alerts }, warnings }) {
    const end = `${until.slice(0, 16).replace('T', ' ')} UTC`;
    return [
      `Silenced until ${end}: ${count} open ${count === 1 ? 'alert' : 'alerts'}.`,
      ...alerts.map((alert) => `  ${alert.id} ${alert.monitor}`),
      ...warnings.map(({ detail }) => `  ${detail}`),
      `End it by DELETE /v1/silences/${id}`,
      '',
    ].join('\n');
  },
});
