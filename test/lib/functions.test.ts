import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../lambdas/environment';
import { FUNCTION_NAMES } from '../../lib/function-names';
import { STAGES } from '../../lib/stage';
import { referred, resources, templateOf } from './synthesized';

describe.each(STAGES)('functions of $name', (stage) => {
  const template = templateOf(stage);
  const functions = resources(template, 'AWS::Lambda::Function');

  it('are those of the list, and none beside', () => {
    expect(functions).toHaveLength(FUNCTION_NAMES.length);
  });

  it('run on Node 24 and arm64, from a bundle', () => {
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(Properties['Code']).not.toHaveProperty('ZipFile');
    }
  });

  it('log as JSON into a group of their own that forgets', () => {
    const groups = new Map(resources(template, 'AWS::Logs::LogGroup'));
    const used = functions.map(([, { Properties }]) => {
      const logging = Properties['LoggingConfig'] as { LogFormat: string; LogGroup: unknown };
      expect(logging.LogFormat).toBe('JSON');
      return referred(logging.LogGroup)!;
    });
    expect(new Set(used).size).toBe(functions.length);
    for (const group of groups.values()) expect(group.Properties['RetentionInDays']).toBe(stage.logRetention);
  });

  it('reserve no concurrency: throttled receives would count against the messages', () => {
    for (const [, { Properties }] of functions) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it('take ten messages, answer for each of them, and have bounded pollers', () => {
    for (const [, { Properties }] of resources(template, 'AWS::Lambda::EventSourceMapping')) {
      expect(Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
      const { MaximumConcurrency } = Properties['ScalingConfig'] as { MaximumConcurrency: number };
      expect(Object.values(stage.maximumConcurrency)).toContain(MaximumConcurrency);
    }
  });

  it('are told only names that they know, in less than the 4 KB that Lambda takes', () => {
    const known: string[] = Object.values(ENVIRONMENT);
    for (const [, { Properties }] of functions) {
      const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
      expect(known).toEqual(expect.arrayContaining(Object.keys(Variables)));
      expect(sizeOf(Variables)).toBeLessThan(4_096);
    }
  });

  it.each(FUNCTION_NAMES)('are told what they ask for: %s', (name) => {
    const [, { Properties }] = functions.find(([id]) =>
      new RegExp(`^${name}(Function)?[0-9A-F]{8}$`, 'i').test(id),
    )!;
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    expect(Object.keys(Variables)).toEqual(expect.arrayContaining(namesAskedFor(name)));
  });

  it('are told every name between them', () => {
    const told = functions.flatMap(([, { Properties }]) =>
      Object.keys((Properties['Environment'] as { Variables: object }).Variables),
    );
    expect([...new Set(told)].sort()).toEqual(Object.values(ENVIRONMENT).sort());
  });
});

/** An ARN, name or URL that is not known yet is taken for 256 bytes. */
function sizeOf(variables: Record<string, unknown>): number {
  return Object.entries(variables).reduce(
    (size, [name, value]) => size + name.length + (typeof value === 'string' ? value.length : 256),
    0,
  );
}

function namesAskedFor(name: string): string[] {
  const handler = readFileSync(join(__dirname, '../../lambdas', name, 'handler.ts'), 'utf8');
  return [...handler.matchAll(/environment\('(\w+)'\)/g)].map(
    ([, asked]) => ENVIRONMENT[asked as keyof typeof ENVIRONMENT],
  );
}
