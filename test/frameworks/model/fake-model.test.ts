import { FakeModel } from './fake-model';
import type { ScriptedAnswer } from './script';

let model: FakeModel;
beforeAll(async () => {
  model = await FakeModel.start();
});
afterAll(() => model.stop());

const WEATHER: ScriptedAnswer = { kind: 'tool', name: 'weather', arguments: { city: 'Bern' } };

/** Path, and body for the model `m`, of each API; each offers the tool `weather`. */
const APIS: Record<string, { path: string; streamPath?: string; body: object }> = {
  'openai.chat': {
    path: '/v1/chat/completions',
    body: { model: 'm', tools: [{ type: 'function', function: { name: 'weather' } }] },
  },
  'openai.responses': {
    path: '/v1/responses',
    body: { model: 'm', tools: [{ type: 'function', name: 'weather' }] },
  },
  'anthropic.messages': { path: '/v1/messages', body: { model: 'm', tools: [{ name: 'weather' }] } },
  'gemini.generateContent': {
    path: '/v1beta/models/m:generateContent',
    streamPath: '/v1beta/models/m:streamGenerateContent?alt=sse',
    body: { tools: [{ functionDeclarations: [{ name: 'weather' }] }] },
  },
};

const post = async (path: string, body: object): Promise<{ status: number; text: string }> => {
  const answer = await fetch(model.url + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
};

it.each(Object.entries(APIS))(
  '%s answers a text, a tool call and an error, whole',
  async (api, { path, body }) => {
    model.play({ kind: 'text', text: 'sunny' }, WEATHER, {
      kind: 'error',
      status: 429,
      message: 'slow down',
    });
    const answers = [
      await post(path, body),
      await post(path, body),
      await post(path, body),
      await post(path, body),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
    expect(answers.map(({ text }) => /sunny|Bern|slow down|done/.exec(text)?.[0])).toEqual([
      ...['sunny', 'Bern', 'slow down', 'done'],
    ]);
    expect(model.requests).toEqual(
      ['text', 'tool', 'error', 'text'].map((answer) => ({ api, model: 'm', stream: false, answer })),
    );
  },
);

it.each(Object.entries(APIS))('%s streams a text and a tool call, and their usage', async (_api, one) => {
  model.play({ kind: 'text', text: 'sunny' }, WEATHER);
  const ask = () => post(one.streamPath ?? one.path, { ...one.body, stream: true });
  const [text, tool] = [await ask(), await ask()];
  expect([text.text, tool.text]).toEqual([expect.stringContaining('sunny'), expect.stringContaining('Bern')]);
  for (const { text: stream } of [text, tool]) {
    const lines = stream.split('\n').filter((line) => line.startsWith('data: {'));
    expect(lines.map((line) => JSON.parse(line.slice(6)) as object).length).toBeGreaterThan(0);
    expect(stream).toMatch(/"(cached_tokens|cache_read_input_tokens|cachedContentTokenCount)":100/);
  }
  expect(model.requests.map(({ stream }) => stream)).toEqual([true, true]);
});

it('a tool call waits for a request that offers the tool', async () => {
  model.play(WEATHER);
  const { path, body } = APIS['openai.chat']!;
  expect((await post(path, { model: 'm' })).text).toContain('done');
  expect((await post(path, body)).text).toContain('Bern');
});

it('the script is set and the requests are listed over HTTP, and a wrong script is refused by name', async () => {
  expect(await post('/script', [WEATHER, { kind: 'text', text: 'a' }])).toMatchObject({ status: 200 });
  await post(APIS['anthropic.messages']!.path, APIS['anthropic.messages']!.body);
  const listed = await fetch(`${model.url}/requests`);
  expect(await listed.json()).toEqual([
    { api: 'anthropic.messages', model: 'm', stream: false, answer: 'tool' },
  ]);
  expect(await post('/script', [{ kind: 'nonsense' }])).toMatchObject({
    ...{ status: 400, text: expect.stringContaining('Answer 0 must be') },
  });
});
