// An agent that reports its runs to Tocsin and obeys its directives. Node 20 or later, without dependencies.
//
//     TOCSIN_KEY=tcn_... node examples/agents/agent.mjs < tasks.txt
//
// Each line is a task. Put your own work into `work`; docs/events.md describes events, answers and directives.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const { TOCSIN_URL: url = 'http://127.0.0.1:4747', TOCSIN_KEY: key, TOCSIN_POLL_SECONDS = '5' } = process.env;
const [agent, usualModel] = ['support-bot', 'gpt-5'];
if (!key) exit('TOCSIN_KEY is missing: a key with the scope `ingest`');
let directive = { state: 'running', modelSwitches: [], holds: [] };

/** Your work: calls the model, returns what it has used. */
async function work(task, model) {
  if (task.includes('fail')) throw new Error(`${model} has timed out`);
  return { inputTokens: task.length, outputTokens: 64 };
}

/** Answers status, ETag and body. 429, 5xx and a broken connection are tried again, 4xx is an answer. */
async function send(method, path, body, etag) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  if (etag) headers['if-none-match'] = etag;
  for (let attempt = 0; attempt < 8; attempt++) {
    let seconds = Math.min(2 ** attempt, 30);
    try {
      const signal = AbortSignal.timeout(30_000);
      const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body), signal });
      const text = await answer.text();
      if (answer.status === 401 || answer.status === 403)
        exit(`this key is not taken: ${answer.status} ${text}`);
      if (answer.status < 500 && answer.status !== 429)
        return { status: answer.status, etag: answer.headers.get('etag'), body: text && JSON.parse(text) };
      const retryAfter = answer.headers.get('retry-after');
      if (/^\d+$/.test(retryAfter)) seconds = Number(retryAfter);
    } catch (error) {
      console.error(`nobody answers: ${error}`);
    }
    await wait(seconds * 1000);
  }
  exit('Tocsin cannot be reached'); // after two minutes; your agent may decide otherwise
}

function exit(why) {
  console.error(why);
  process.exit(1);
}

// The id is made once: however often the event is sent, it counts once.
const event = (type, run, data = {}) => ({
  ...{ id: randomUUID(), type, source: agent, subject: run, time: new Date().toISOString(), data },
});

/** Posts events; those that Tocsin could not store are sent again, those that it refuses are shown. */
async function report(...events) {
  while (events.length > 0) {
    const { status, body } = await send('POST', '/v1/events', events);
    directive = body.directives?.[0] ?? directive;
    const results = body.results ?? events.map(() => ({ status: 'refused', error: body }));
    const refused = results.flatMap(({ error }, n) => (error ? [{ event: events[n], error }] : []));
    for (const one of refused)
      console.error(`${status} ${one.event.type} refused: ${JSON.stringify(one.error)}`);
    events = refused.filter(({ error }) => (error.status ?? status) >= 500).map((one) => one.event);
    if (events.length > 0) await wait(1000);
  }
}

/** Between two steps: returns at once unless Tocsin asks for a pause. Returns the model to use. */
async function waitUntilRunning() {
  const paused = directive.state !== 'running';
  if (paused) console.log('paused:', directive.holds.map(({ reason }) => reason).join('; '));
  for (let etag; directive.state !== 'running';) {
    await wait(Number(TOCSIN_POLL_SECONDS) * 1000);
    const path = `/v1/agents/directive?agent=${encodeURIComponent(agent)}`;
    const answer = await send('GET', path, undefined, etag);
    if (answer.status === 200) ({ etag, body: directive } = answer); // 304: nothing new
  }
  if (paused) console.log('running again');
  return directive.modelSwitches.find(({ from }) => from === usualModel)?.to ?? usualModel;
}

for await (const task of createInterface({ input: process.stdin })) {
  const [model, run] = [await waitUntilRunning(), `run_${randomUUID()}`];
  await report(event('agent.run.started', run, { deadlineMs: 60_000 }));
  const used = await work(task, model).catch((thrown) => ({
    error: { type: thrown.name, message: thrown.message },
  }));
  const { error } = used;
  const call = { provider: 'openai', model, ...used };
  if (error) await report(event('llm.request.failed', run, call), event('agent.run.failed', run, { error }));
  else await report(event('llm.request.completed', run, call), event('agent.run.completed', run));
  console.log(error ? `failed: ${error.message}` : `completed with ${model}`);
}
