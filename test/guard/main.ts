import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { STAGES } from '../../lib/stage';
import { TocsinStack } from '../../lib/tocsin-stack';
import { NOT_FOLLOWED } from './not-followed';

interface Violation {
  rule: string;
  resource: string;
}

interface Guard {
  CfnGuardValidator: new () => IPolicyValidationPlugin;
}

/**
 * Checks every stage by the rules of AWS Control Tower (cfn-guard). The argument is a folder with
 * `node_modules/@cdklabs/cdk-validator-cfnguard`, which brings programs of its own and is no dependency of ours.
 */
function main(folder: string): void {
  const { CfnGuardValidator } = createRequire(join(folder, 'index.js'))(
    '@cdklabs/cdk-validator-cfnguard',
  ) as Guard;
  const temporary = mkdtempSync(join(tmpdir(), 'tocsin-guard-'));
  try {
    const stub = join(temporary, 'index.mjs');
    writeFileSync(stub, 'export const handler = async () => ({});\n');
    const validator = new CfnGuardValidator();
    const templatePaths = STAGES.map((stage) => {
      const app = new App({ analyticsReporting: false, outdir: join(temporary, `out-${stage.name}`) });
      const stack = new TocsinStack(app, { ...stage, mailFrom: 'alerts@example.com' }, () =>
        Code.fromAsset(temporary, { exclude: ['out-*'] }),
      );
      app.synth();
      return join(temporary, `out-${stage.name}`, stack.templateFile);
    });
    const report = validator.validate({ templatePaths } as never);
    const found = report.violations.flatMap(({ description, violatingResources }): Violation[] =>
      violatingResources.map(({ resourceLogicalId: resource = '' }) => ({
        rule: ruleOf(description),
        resource,
      })),
    );
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
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** `CT.SQS.PR.1`, as AWS's documents call a rule; its description begins with that in brackets. */
const ruleOf = (description: string): string => /\[(CT[\w.]+)\]/.exec(description)?.[1] ?? description;

main(process.argv[2] ?? '');
