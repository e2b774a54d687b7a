import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { NOT_FOLLOWED } from './not-followed';

interface Violation {
  rule: string;
  resource: string;
}

interface Guard {
  CfnGuardValidator: new () => IPolicyValidationPlugin;
}

/**
 * Checks templates by the rules of AWS Control Tower (cfn-guard). The first argument is a folder with
 * `node_modules/@cdklabs/cdk-validator-cfnguard`, which brings programs of its own and is no dependency of ours;
 * the others are the files that `cdk synth` has written.
 */
function main(folder: string, templatePaths: string[]): void {
  const found = violations(folder, templatePaths);
  const excused = ({ rule, resource }: Violation): boolean =>
    NOT_FOLLOWED[rule]?.resources.test(resource) ?? false;
  const open = found.filter((violation) => !excused(violation));
  const needless = Object.keys(NOT_FOLLOWED).filter(
    (rule) => !found.some((each) => each.rule === rule && excused(each)),
  );
  for (const { rule, resource } of open) console.error(`${rule} is not followed by ${resource}`);
  for (const rule of needless)
    console.error(`${rule} is followed by now: test/guard/not-followed.ts need not name it`);
  console.log(
    `cfn-guard: ${templatePaths.length} templates, ${found.length} findings, ${found.length - open.length} with a reason`,
  );
  process.exitCode = open.length + needless.length === 0 ? 0 : 1;
}

function violations(folder: string, templatePaths: string[]): Violation[] {
  const { CfnGuardValidator } = createRequire(join(folder, 'index.js'))(
    '@cdklabs/cdk-validator-cfnguard',
  ) as Guard;
  const report = new CfnGuardValidator().validate({ templatePaths } as never);
  return report.violations.flatMap(({ description, violatingResources }) =>
    violatingResources.map(({ resourceLogicalId: resource = '' }) => ({
      rule: ruleOf(description),
      resource,
    })),
  );
}

/** `CT.SQS.PR.1`, as AWS's documents call a rule; its description begins with that in brackets. */
const ruleOf = (description: string): string => /\[(CT[\w.]+)\]/.exec(description)?.[1] ?? description;

const USAGE = `Checks templates by the rules of AWS Control Tower, with cfn-guard as an npm package brings it.
  npm install --prefix .build/guard --ignore-scripts --legacy-peer-deps @cdklabs/cdk-validator-cfnguard@0.0.62
  npx cdk synth --quiet
  NODE_PATH=node_modules npm run test:guard -- .build/guard cdk.out/*.template.json`;

const [folder, ...templates] = process.argv.slice(2);
if (folder === undefined || templates.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  main(
    resolve(folder),
    templates.map((each) => resolve(each)),
  );
}
