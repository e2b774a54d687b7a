import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAGES, stageNamed } from '../../lib/stage';
import { statefulResources } from './stateful-resources';
import { FULL, type Resource, templateOf } from './synthesized';

/** What is in production already; test/lib/stateful-history.ts checks that its versions only add to it. */
const DEPLOYED: unknown = JSON.parse(readFileSync(join(__dirname, 'stateful.json'), 'utf8'));

describe.each(STAGES.map(({ name }) => name))('stage %s', (name) => {
  const template = templateOf({ ...stageNamed(name), ...FULL });
  const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };

  it('is what was reviewed', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  it('replaces nothing that holds data', () => {
    expect(statefulResources(template)).toEqual(DEPLOYED);
  });

  it('keeps what holds data in prod, and leaves nothing of dev behind', () => {
    const policy = name === 'prod' ? 'Retain' : 'Delete';
    for (const [, resource] of Object.entries(Resources).filter(([, { Type }]) =>
      /GlobalTable|KMS::Key|Secret$|LogGroup/.test(Type),
    )) {
      expect(resource).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
    }
  });
});
