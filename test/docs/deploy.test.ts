import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageNamed } from '../../lib/stage';
import { resources, type Resource, templateOf } from '../lib/synthesized';
import { blocks, page, ROOT, section, tables } from './deploy';

const domain = {
  name: 'events.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
};
const withAll = (stage: string) =>
  templateOf({ ...stageNamed(stage), mailFrom: 'alerts@example.com', domain });
const prod = withAll('prod');
const dev = withAll('dev');
const all = (template: typeof prod): [string, Resource][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources);
const [settings = [], forgotten = []] = tables(section('## Settings'));
const names = (table: string[][]): string[] =>
  table.flatMap(([first = '']) => [...first.matchAll(/`(\w+)/g)].map(([, name = '']) => name));

describe('the settings of docs/deploy.md', () => {
  it('are those that the app reads, and what forgetting them does', () => {
    const app = readFileSync(join(ROOT, 'bin', 'tocsin.ts'), 'utf8');
    const read = [...app.matchAll(/tryGetContext\('(\w+)'\)/g)].map(([, name = '']) => name).sort();
    expect(names(settings).sort()).toEqual(read);
    expect(names(forgotten).sort()).toEqual(read);
    const [example = '{}'] = blocks(section('## Settings'), 'json');
    expect(read).toEqual(expect.arrayContaining(Object.keys(JSON.parse(example) as object)));
  });

  it('may stand in a file that Git ignores', () => {
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toContain('cdk.context.json');
  });

  it('close the name that the API has from AWS where it has one of its own', () => {
    for (const [, { Properties }] of resources(prod, 'AWS::ApiGatewayV2::Api'))
      expect(Properties['DisableExecuteApiEndpoint']).toBe(true);
    for (const [, { Properties }] of resources(templateOf('prod'), 'AWS::ApiGatewayV2::Api'))
      expect(Properties['DisableExecuteApiEndpoint']).toBeUndefined();
  });
});

it('docs/deploy.md has no comments in its commands: a zsh at which they are pasted takes them for arguments', () => {
  expect(blocks(page, 'sh').length).toBeGreaterThan(8);
  expect(blocks(page, 'sh').join('\n')).not.toMatch(/(^|\s)#\s/m);
});

it('docs/deploy.md names every output, and no other', () => {
  const outputs = Object.keys(prod.findOutputs('*'));
  expect(outputs).toHaveLength(3);
  const named = outputs.filter((name) => page.includes(`\`${name}\``));
  expect(named).toEqual(outputs);
  expect([...page.matchAll(/output\s`(\w+)`/g)].map(([, name]) => name)).toEqual(['DomainTarget']);
});

/** The rows of the table of what goes, by the types of the resources that they are about. */
const ROWS: Record<string, string[]> = {
  Tables: ['DynamoDB::GlobalTable'],
  'KMS key': ['KMS::Key'],
  'Secret of the root key': ['SecretsManager::Secret'],
  'Log groups': ['Logs::LogGroup'],
  'Queues and event bus': ['SQS::Queue', 'Events::EventBus'],
  'API, functions, alarms, dashboard': [
    ...['ApiGatewayV2::Api', 'Lambda::Function', 'CloudWatch::Alarm', 'CloudWatch::Dashboard'],
  ],
  'SES identity': ['SES::EmailIdentity'],
  'Domain name of the API': ['ApiGatewayV2::DomainName'],
};

describe('what docs/deploy.md says about removing', () => {
  const text = section('## Removing it');
  const [table = []] = tables(text);
  const staying = (template: typeof prod): [string, Resource][] =>
    all(template).filter(([, { DeletionPolicy: policy }]) => policy !== undefined && policy !== 'Delete');

  it('is what the templates do', () => {
    expect(table.map(([what]) => what)).toEqual(Object.keys(ROWS));
    for (const [what = '', inDev, inProd] of table)
      for (const type of ROWS[what] ?? [])
        for (const [template, said] of [[dev, inDev] as const, [prod, inProd] as const]) {
          const found = resources(template, `AWS::${type}`).map(([, { DeletionPolicy }]) => DeletionPolicy);
          const stays = found.every((policy) => policy === 'Retain');
          expect([what, found.length > 0, said]).toEqual([
            what,
            true,
            expect.stringMatching(stays ? /^Stays?\b/ : /^Go(es)?\b/),
          ]);
        }
  });

  it('leaves nothing out that stays', () => {
    expect(staying(dev)).toEqual([]);
    const told = Object.values(ROWS).flat();
    for (const [, { Type }] of staying(prod)) expect(told).toContain(Type.replace('AWS::', ''));
  });

  it('knows how long AWS keeps what was deleted', () => {
    for (const [, { Properties }] of resources(dev, 'AWS::KMS::Key'))
      expect(Properties).not.toHaveProperty('PendingWindowInDays');
    for (const [, { Properties }] of resources(dev, 'AWS::DynamoDB::GlobalTable'))
      expect(JSON.stringify(Properties)).toContain('"PointInTimeRecoveryEnabled":true');
    for (const [, { Properties }] of resources(prod, 'AWS::Logs::LogGroup'))
      expect(Properties['RetentionInDays']).toBe(90);
  });

  it('has commands that delete everything that stays in prod', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-removing-'));
    writeFileSync(
      join(folder, 'resources.txt'),
      all(prod)
        .map(([id, { Type }]) => `${Type}\t${id}\n`)
        .join(''),
    );
    const script = `aws() { echo "$*"; }\n${blocks(text, 'sh').at(-1)}`;
    const calls = execFileSync('bash', ['-euc', script], { cwd: folder, encoding: 'utf8' }).split('\n');
    rmSync(folder, { recursive: true });
    const deleted = calls.filter((call) => /^\w+ (delete|schedule)/.test(call));
    const ids = staying(prod).map(([id]) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(deleted).toHaveLength(ids.length);
    for (const id of ids) expect(deleted.some((call) => call.includes(` ${id}`))).toBe(true);
  });
});
