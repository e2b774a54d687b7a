import type { Client } from '../../sdk/api/client';
import type { Schema } from '../../sdk/api/endpoints';
import { command } from './ask';
import { COMMON } from './options';

type Agent = Schema<'AgentDetail'>;

/** By the query, which takes every name as it is; the one agent that is named is shown with its details. */
async function agent(client: Client, name: string): Promise<Agent> {
  const { data } = await client.get('/v1/agents', { query: { agent: name } });
  return data[0] as Agent;
}

const time = (text: string): string => `${text.slice(0, 16).replace('T', ' ')} UTC`;

const WHY = `Usage: tocsin why <agent> [options]

Tells whether an agent is paused: since when, by whom, why, and after which
errors.

${COMMON}`;

export const why = command({
  ...{ usage: WHY, texts: [], names: 1 as const },
  ask: agent,
  picture: whyPicture,
});

/** Lines of at most 80 columns, but for texts of others that are longer. */
function whyPicture({ agent: name, state, holds, alerts, modelSwitches }: Agent): string {
  const lines = [
    `${name} is ${state}.`,
    ...modelSwitches.map(({ from, to }) => `  It uses ${to} instead of ${from}.`),
    ...holds.flatMap(({ kind, actorName, reason, since, until }) => [
      `  ${kind} by ${actorName}`,
      `    since ${time(since)}, until ${until === null ? 'somebody lifts it' : time(until)}`,
      `    ${reason}`,
    ]),
    ...alerts.flatMap(({ id, severity, monitor, summary, events }) => [
      `  alert ${id} [${severity}] ${monitor.name}`,
      `    ${summary}`,
      ...events.map(({ id: event, run, error }) => `    ${event} ${error ?? ''} ${run ?? ''}`.trimEnd()),
    ]),
    ...(state === 'paused' ? ['', `Resume it: npx tocsin resume ${shellWord(name)} --reason "..."`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const PAUSE = `Usage: tocsin pause <agent> [options]

Asks an agent to pause.

  --reason <text> others will read it
  --for <time>    90m, 24h or 7d; without it until somebody resumes it
${COMMON}`;

export const pause = command({
  ...{ usage: PAUSE, texts: ['reason', 'for'], names: 1 as const },
  ask: (client, name, { reason = 'by the command line', for: until }) =>
    client.post('/v1/agents/pause', {
      query: { agent: name },
      body: { reason, ...(until !== undefined && { until }) },
    }),
  picture: actionPicture,
});

const RESUME = `Usage: tocsin resume <agent> [options]

Lifts what pauses an agent, and resolves the alerts that had paused it.

  --reason <text> others will read it
${COMMON}`;

export const resume = command({
  ...{ usage: RESUME, texts: ['reason'], names: 1 as const },
  ask: (client, name, { reason }) =>
    client.post('/v1/agents/resume', {
      query: { agent: name },
      body: reason === undefined ? {} : { reason },
    }),
  picture: actionPicture,
});

function actionPicture({ agent: name, state, changed, warnings }: Schema<'ChangedAgent'>): string {
  const before = changed ? '' : ', as before';
  return [`${name} is ${state}${before}.`, ...warnings.map(({ detail }) => `  ${detail}`), ''].join('\n');
}
