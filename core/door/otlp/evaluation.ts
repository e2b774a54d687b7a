import { withoutUndefined } from '../../without-undefined';
import { cutName } from '../bounds';
import { scoreOf, textOf } from './attribute';
import { FIELDS } from './fields';
import type { Attributes } from './telemetry';

/** GenAI conventions, "Event: gen_ai.evaluation.result": on a span, or as a log record. */
export const EVALUATION = 'gen_ai.evaluation.result';

const PASSED: Readonly<Record<string, boolean>> = { pass: true, passed: true, fail: false, failed: false };

/** Without the explanation, which quotes what was judged. */
export function evaluationData(attributes: Attributes): Record<string, unknown> {
  const label = cutName(textOf(attributes, FIELDS.label));
  const verdict = label?.toLowerCase() ?? '';
  return withoutUndefined({
    name: cutName(textOf(attributes, FIELDS.evaluation)),
    score: scoreOf(attributes, FIELDS.score),
    label,
    passed: Object.hasOwn(PASSED, verdict) ? PASSED[verdict] : undefined,
    responseId: cutName(textOf(attributes, FIELDS.responseId)),
  });
}
