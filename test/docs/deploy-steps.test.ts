import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { parse } from 'yaml';
import { type TestCloud, withCloud } from '../journeys/cloud';
import { type Arrived, Receiver, type Reply } from '../journeys/receiver';
import { blocks, ROOT, section } from './deploy';
import { Shell } from './shell';

interface Handled {
  statusCode: number;
  body: string;
}

/** The function of examples/receiver.yaml, which logs into `logged`. */
function example(logged: string[]): (request: Arrived) => Promise<Reply> {
  const { Resources } = parse(readFileSync(join(ROOT, 'examples', 'receiver.yaml'), 'utf8')) as {
    Resources: { Function: { Properties: { Code: { ZipFile: string } } } };
  };
  const code = Resources.Function.Properties.Code.ZipFile;
  const load = compileFunction(`${code}\nreturn exports.handler;`, ['exports', 'console']) as (
    ...globals: object[]
  ) => (event: object) => Promise<Handled>;
  const handler = load({}, { log: (...words: string[]) => logged.push(words.join(' ')) });
  return async ({ headers, body }) => {
    const event = { headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    const { statusCode, body: answer } = await handler(event);
    return { status: statusCode, body: answer };
  };
}

/** What the steps ask of AWS. */
const AWS = `aws() {
  case "$*" in
    *get-secret-value*) printf %s "$SECRET" ;;
    "cloudformation deploy "*) test -f "$6" ;;
    *"OutputKey=='Url'"*) echo "$RECEIVER" ;;
  esac
}`;

/** Ids and times differ each time; what they are does not. */
const alike = (answer: string): unknown =>
  JSON.parse(answer, (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/^(\w{3}_).+|^\d{4}-.*Z$/, (_text, id?: string) => id ?? 'time')
      : value,
  );

describe('the steps of docs/deploy.md', () => {
  const logged: string[] = [];
  let stack: TestCloud;
  let receiver: Receiver;
  let shell: Shell;

  beforeAll(async () => {
    stack = await withCloud({ faults: { readLagMs: 0, duplicateProbability: 0 } });
    receiver = await Receiver.start(example(logged));
    const secret = stack.first.rootKey.replace('tcn_root_', '');
    shell = new Shell(ROOT, { SECRET: secret, RECEIVER: receiver.url });
    await shell.run(AWS);
  });
  afterAll(async () => {
    shell.end();
    await receiver.stop();
    await stack.stop();
  });

  it('get from the outputs to the root key', async () => {
    const { ApiUrl: url, RootKeyCommand: command = '' } = stack.cloud.outputs;
    expect(url).toMatch(/\/$/);
    const [, given = ''] = blocks(section('## 1. Deploy'), 'sh');
    const filledIn = given
      .replace(/^API=.*$/m, `API=${stack.cloud.apiUrl}`)
      .replace('$(...)', `$(${command})`);
    expect(JSON.parse(await shell.run(filledIn))).toMatchObject({ status: 'ok' });
    expect((await shell.run('echo $ROOT')).trim()).toBe(stack.first.rootKey);
  });

  it('make a project and two keys in it', async () => {
    const [made = ''] = blocks(section('## 2. A project, and its keys'), 'sh');
    expect(await shell.run(made)).toMatch(/^prj_\w+ tcn_\S+ tcn_\S+\n$/);
  });

  it('deliver a webhook to the example of a receiver, and tell of it as the page does', async () => {
    const text = section('## 3. The first webhook');
    const [toReceive = '', toSend = '', toSee = ''] = blocks(text, 'sh');
    await shell.run(toReceive);
    expect(JSON.parse(await shell.run(toSend))).toMatchObject({ results: [{ status: 'accepted' }] });
    await stack.cloud.idle();
    expect(logged).toEqual([expect.stringMatching(/^evt_\w+ \{.*"type":"agent\.run\.completed"/)]);
    expect(alike(await shell.run(toSee))).toEqual(alike(blocks(text, 'json')[0] ?? ''));
  });
});
