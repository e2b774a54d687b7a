import { type CompiledPattern, compilePattern } from '../../core/subscription/pattern';
import type { LocalContext } from '../context';
import { propertyText } from '../property-text';
import type { Declared, Made, ResourceType } from '../template/resource';
import { addRule, busName, hasBus, type Rule, ruleArn } from './rules';
import { scheduleInterval, startSchedule } from './schedule';
import { targetOf } from './target';

const MAX_PATTERN_CHARACTERS = 2048;
const MAX_TARGETS = 5;

/** AWS::Events::Rule with an event pattern or a rate() schedule. A disabled rule matches nothing. */
export const rule: ResourceType = {
  type: 'AWS::Events::Rule',
  properties: ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets'],
  inert: { Description: 'text for people', Tags: 'nothing local reads tags' },
  make(declared: Declared, local: LocalContext): Made {
    const { properties, physicalName } = declared;
    const name = propertyText(properties['Name']) ?? physicalName;
    const bus = busName(propertyText(properties['EventBusName']));
    if (!hasBus(local, bus)) throw new Error(`${declared.logicalId}: there is no bus ${bus}`);
    const arn = ruleArn(local, bus, name);
    if (properties['State'] !== 'DISABLED')
      enable(declared, local, { arn, bus, targets: targetsOf(declared) });
    return { ref: name, attributes: { Arn: arn } };
  },
};

function enable(declared: Declared, local: LocalContext, rule: Rule): void {
  const { EventPattern: pattern, ScheduleExpression: expression } = declared.properties;
  if ((pattern === undefined) === (expression === undefined)) {
    throw new Error(`${declared.logicalId}: a local rule has either an EventPattern or a ScheduleExpression`);
  }
  if (pattern !== undefined) return addRule(local, { ...rule, pattern: patternOf(declared, pattern) });
  const everyMs = explained(declared, () => scheduleInterval(String(expression)));
  addRule(local, { ...rule, everyMs });
  startSchedule(local, rule, String(expression), everyMs);
}

function patternOf(declared: Declared, pattern: unknown): CompiledPattern {
  return explained(declared, () => compilePattern(pattern, { maxCharacters: MAX_PATTERN_CHARACTERS }));
}

function targetsOf(declared: Declared): Rule['targets'] {
  const targets = (declared.properties['Targets'] ?? []) as Record<string, unknown>[];
  if (targets.length > MAX_TARGETS)
    throw new Error(`${declared.logicalId}: a rule has at most ${MAX_TARGETS} targets`);
  return explained(declared, () => targets.map(targetOf));
}

function explained<T>(declared: Declared, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${declared.logicalId}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
